"""The pages for people say what the adapters do."""

import re
from pathlib import Path

import pytest

from smmgen.adapter import adapter, adapter_names
from smmgen.model.brand import Account
from tests.check.world import checked

BRAND = "brand: {name: Northwind Coffee, url: https://northwind.example, timezone: Europe/Berlin}\n"
DOCS = Path(__file__).parents[2] / "docs" / "networks"


@pytest.mark.parametrize("name", adapter_names())
def test_a_networks_page_lists_its_keys(name: str) -> None:
    page = (DOCS / f"{name}.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `(\w+)", page, re.MULTILINE))
    assert listed - {"base_url"} == set(adapter(name).options)


@pytest.mark.parametrize("name", adapter_names())
def test_a_networks_page_says_which_keys_are_needed(name: str) -> None:
    page = (DOCS / f"{name}.md").read_text("utf-8")
    needed = set(re.findall(r"^\| `(\w+)[^|]*\|.*\bNeeded\b", page, re.MULTILINE))
    own = {key for key, option in adapter(name).options.items() if option.required}
    assert needed - {"base_url"} == own


@pytest.mark.parametrize("name", adapter_names())
def test_a_networks_example_is_taken_as_it_stands(name: str) -> None:
    page = (DOCS / f"{name}.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[:1]
    assert [one.message for one in checked({"smmgen.yaml": BRAND + example}).findings] == []


@pytest.mark.parametrize("name", adapter_names())
def test_a_networks_page_names_its_limits_and_sizes(name: str) -> None:
    page = (DOCS / f"{name}.md").read_text("utf-8").replace(",", "")
    limits = adapter(name).limits(Account(name="one", network=name))
    numbers = {limits.text, limits.text_with_media, limits.images, limits.hashtags}
    assert numbers <= {int(number) for number in re.findall(r"\d+", page)}
    sizes = {f"`{size}` {box[0]} × {box[1]}" for size, box in limits.sizes.items() if size != "link"}
    assert {size for size in sizes if size not in page} == set()
