"""YAML is read with a parser in C, or with the one in Python where the package was built without it."""

from unittest.mock import patch

import pytest

from smmgen.model.source import Source
from smmgen.read.parsers import yaml
from smmgen.read.yaml import parse


@pytest.mark.parametrize(
    ("text", "code"),
    [("a: \x01b\n", "YML009"), ("a: 'x\n", "YML001"), ("a: *x\n", "YML002"), ("a: b\n", None)],
)
def test_the_parser_in_python_tells_the_same_faults(text: str, code: str | None):
    def codes() -> list[str]:
        return [one.code for one in parse(Source("a.yaml", text))[1]]

    with patch("smmgen.read.yaml._PARSER", yaml.SafeLoader):
        assert codes() == ([code] if code else [])
    assert codes() == ([code] if code else [])
