"""What people see in Visual Studio Code, whose YAML extension is this very server."""

import json

import pytest

from tests.lsp.editor import Editor
from tests.scaffold.test_starter import begin
from tests.servers import install
from tests.servers.conftest import _installed

CONFIG = "smmgen.yaml"


@pytest.fixture(scope="module")
def editor(tmp_path_factory):
    """A new repository in an editor with the settings that `smmgen init` wrote."""
    home = _installed(install.yaml_language_server)
    root = tmp_path_factory.mktemp("new") / "social"
    begin(root, "--networks", "telegram", "--month", "2027-02")
    schemas = json.loads((root / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    settings = {"yaml": {"schemas": schemas, "validate": True, "completion": True, "hover": True}}
    server = (home.node, str(home.modules / "yaml-language-server/bin/yaml-language-server"), "--stdio")
    opened = Editor(root, server, settings)
    opened.open(CONFIG)
    yield opened
    opened.leave()


def said(editor, text, told=""):
    """Write the configuration anew and return what is wrong with it; what is told of an older text may come first."""
    editor.findings.clear()
    editor.type(CONFIG, text)
    editor.wait(CONFIG, lambda _: not told or any(told in one.message for one in editor.findings[CONFIG]))
    return {finding.range.start.line: finding.message for finding in editor.findings[CONFIG]}


@pytest.fixture
def text(editor):
    return (editor.root / CONFIG).read_text("utf-8")


def test_the_configuration_of_a_new_repository_is_sound(editor, text):
    assert said(editor, text + "\n") == {}


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("timezone: UTC", "timezone: Utopia", "Value is not accepted"),
        ("network: telegram", "network: telegrm", "Value is not accepted"),
        ("token: env:", "token: ", "does not match"),
        ("slots:", "slot:", "slot"),
    ],
)
def test_a_mistake_is_underlined_where_it_stands(right, wrong, told, editor, text):
    line = text[: text.index(right)].count("\n")
    assert told in said(editor, text.replace(right, wrong, 1), told)[line]


def test_keys_are_offered_and_explained(editor, text):
    said(editor, text + "\nnumb")
    last = text.count("\n") + 1
    assert "numbering" in editor.completions(CONFIG, last, 4)
    line = text[: text.index("\nslots:") + 1].count("\n")
    assert "Weekly times for posts" in editor.hover(CONFIG, line, 2)
