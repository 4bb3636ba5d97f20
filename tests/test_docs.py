"""The documentation says what the program does."""

import re
from pathlib import Path

import pytest

from smmgen.adapter import adapter, adapter_names
from smmgen.assistant.tools import TOOLS
from smmgen.cli import network_reference
from smmgen.cli.assistant_reference import with_reference
from smmgen.cli.main import COMMANDS
from smmgen.cli.promise_reference import END, START
from smmgen.cli.reference import HELP, page, written_help
from smmgen.cli.size_reference import page as size_page
from smmgen.read import brand, post, strategy

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def test_the_page_of_commands_is_up_to_date() -> None:
    assert (DOCS / "commands.md").read_text("utf-8") == page(), "run: python -m smmgen.cli.reference"


def test_the_help_that_is_written_down_is_up_to_date() -> None:
    assert HELP.read_text("utf-8") == written_help(), "run: python -m smmgen.cli.reference"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_has_its_help(name: str) -> None:
    module, help_text = COMMANDS[name]
    assert f"## smmgen {name}" in page()
    assert help_text.endswith(".")
    assert (ROOT / (module.replace(".", "/") + ".py")).is_file()


def test_every_key_of_a_post_is_explained() -> None:
    told = (DOCS / "posts.md").read_text("utf-8")
    assert [key for key in post._KEYS if f"`{key}`" not in told] == []


def test_every_key_of_the_configuration_is_explained() -> None:
    told = (DOCS / "configuration.md").read_text("utf-8")
    assert [key for key in (*brand._KEYS, *brand._COMMON) if not re.search(rf"\b{key}\b", told)] == []


def test_every_key_of_the_strategy_is_explained() -> None:
    told = (DOCS / "plan.md").read_text("utf-8")
    assert [key for key in strategy._KEYS if f"`{key}`" not in told] == []


def test_every_network_has_its_page() -> None:
    assert [name for name in adapter_names() if not (DOCS / "networks" / f"{name}.md").is_file()] == []


REWRITE = "run: python -m smmgen.cli.network_reference"


def test_the_page_of_networks_is_up_to_date() -> None:
    assert (DOCS / "networks" / "README.md").read_text("utf-8") == network_reference.page(), REWRITE


def test_the_first_page_lists_every_network_that_works() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert network_reference.with_list(readme) == readme, REWRITE
    assert all(f"(docs/networks/{name}.md)" in readme for name in adapter_names())


def test_the_page_on_publishing_tells_what_each_network_promises() -> None:
    publishing = (DOCS / "publishing.md").read_text("utf-8")
    assert network_reference.with_table(publishing) == publishing, REWRITE
    table = publishing.partition(START)[2].partition(END)[0]
    assert all(f"[{adapter(name).title}](networks/{name}.md)" in table for name in adapter_names())
    assert "first comment" in table


def test_the_page_on_numbers_tells_what_each_network_tells() -> None:
    metrics = (DOCS / "metrics.md").read_text("utf-8")
    assert network_reference.with_metrics(metrics) == metrics, REWRITE
    assert all(f"[{adapter(name).title}](networks/{name}.md)" in metrics for name in adapter_names())


def test_links_between_pages_lead_somewhere() -> None:
    for place in (*DOCS.glob("**/*.md"), *ROOT.glob("*.md")):
        text = re.sub(r"```.*?```|`[^`\n]*`", "", place.read_text("utf-8"), flags=re.DOTALL)
        targets = re.findall(r"\]\(([^)#:]+)\)", text)
        assert [target for target in targets if not (place.parent / target).exists()] == [], place


def test_the_page_of_the_assistant_tells_all_tools() -> None:
    page = (DOCS / "assistant.md").read_text("utf-8")
    assert with_reference(page) == page, "run: python -m smmgen.cli.assistant_reference"
    assert all(f"### `{one.name}`" in page for one in TOOLS)


def test_the_page_of_sizes_is_up_to_date() -> None:
    assert (DOCS / "sizes.md").read_text("utf-8") == size_page()


@pytest.mark.parametrize("picture", sorted(DOCS.glob("images/*.webp")), ids=lambda picture: picture.stem)
def test_a_picture_of_the_preview_is_quick_to_load_and_made_by_the_tool(picture: Path) -> None:
    assert picture.stat().st_size <= 150_000
    assert f'"{picture.stem.removeprefix("preview-")}":' in (ROOT / "tools/previews.py").read_text("utf-8")
