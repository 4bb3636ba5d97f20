from pathlib import Path

import pytest

from smmgen.adapter import adapter, adapter_names

DOCS = Path(__file__).parents[2] / "docs" / "networks"


@pytest.mark.parametrize("name", adapter_names())
def test_a_networks_page_names_every_key_limit_and_size(name: str) -> None:
    page = (DOCS / f"{name}.md").read_text("utf-8")
    network = adapter(name)
    rows = {
        line.partition("`")[2].partition("`")[0].partition(":")[0]
        for line in page.splitlines()
        if line.startswith("| `")
    }
    assert rows - {"base_url"} == set(network.options)
    limits = network.limits_for_docs if hasattr(network, "limits_for_docs") else None
    assert limits is None
