"""On every network, what it would refuse is found before anything is sent."""

import os
from collections.abc import Iterator

import pytest

from smmgen.adapter import Adapter, adapter, adapter_names
from smmgen.check.group import grouped
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.sizes import INTAKES
from tests.check.world import checked, post

BRAND = """\
brand: {name: Northwind Coffee, url: https://northwind.example, timezone: Europe/Berlin, language: en}
theme: northwind
hosting: {static: {url: https://northwind.example/social/}}
accounts:
"""
NETWORKS = [adapter(name) for name in adapter_names()]
SHAPING = [one for one in NETWORKS if one.name in INTAKES and any(INTAKES[one.name].ratios)]
"""Networks that take photos of some shapes only."""


def _options(network: Adapter) -> Iterator[str]:
    """Yield what an account of a network needs, each of its kind."""
    for name, option in network.options.items():
        if option.kind == "secret":
            yield f"{name}: env:{name.upper()}"
        elif option.required:
            first = option.choices[0] if option.choices else "northwind.example"
            yield f"{name}: {42 if option.kind == 'number' else first}"
    if not network.host:
        yield "base_url: https://social.example"


def found(network: Adapter, text: str, **keys: object) -> list[Diagnostic]:
    """Check a post for one account of a network; return the errors of that post."""
    account = f"  one: {{network: {network.name}, {', '.join(_options(network))}}}\n"
    files = {"smmgen.yaml": BRAND + account, "content/posts/beans.md": post(text, accounts="[one]", **keys)}
    errors = [one for one in checked(files).findings if one.severity == "error"]
    assert all(one.span.line and one.hint for one in errors), errors
    return errors


def codes(findings: list[Diagnostic]) -> set[str]:
    return {finding.code for finding in findings if finding.span.path.startswith("content/")}


def limits(network: Adapter) -> int:
    return network.limits(Account(name="one", network=network.name)).text


def test_what_an_account_lacks_is_shown_there_once_for_all_posts() -> None:
    brand = BRAND + "  ok: {network: ok, group: 42, application_key: CLNWND, token: env:OK}\n"
    files = {f"content/posts/{name}.md": post("All beans must go.") for name in ("beans", "cups")}
    found = [one for one in checked({"smmgen.yaml": brand, **files}).findings if one.code == "OKR001"]
    assert {(one.span.path, one.span.line, one.post) for one in found} == {
        ("smmgen.yaml", 5, "beans"),
        ("smmgen.yaml", 5, "cups"),
    }
    assert len(grouped(found)) == 1


LONG = [
    one for one in NETWORKS if limits(one) <= 30_000 or one.name == "ghost" or os.environ.get("SMMGEN_WHOLE")
]
"""What takes articles is asked the same way: one of them, unless all are asked for."""


@pytest.mark.parametrize("network", LONG, ids=lambda one: one.name)
def test_a_text_that_is_too_long(network: Adapter) -> None:
    most = limits(network)
    if most > 190_000:
        pytest.skip("longer than any post is read")
    word = 19 * "é" + " "
    assert "TXT001" in codes(found(network, word * (most // len(word) + 2)))


def pictures(number: int, alt: str = "Beans") -> str:
    one = "{photo: /content/media/beans.jpg" + (f", alt: {alt}}}" if alt else "}")
    return f"[{', '.join([one] * number)}]"


@pytest.mark.parametrize("network", NETWORKS, ids=lambda one: one.name)
def test_a_picture_too_many(network: Adapter) -> None:
    most = network.limits(Account(name="one", network=network.name)).images
    if most > 50:
        pytest.skip("takes as many as anybody shows")
    assert "ABL002" in codes(found(network, "Beans.", images=pictures(max(most, 1) + 1)))


@pytest.mark.parametrize("network", SHAPING, ids=lambda one: one.name)
def test_a_photo_of_a_shape_that_is_not_taken(network: Adapter) -> None:
    panorama = "[{photo: /content/media/panorama.jpg, alt: The roofs of Berlin}]"
    assert "MED020" in codes(found(network, "Beans.", images=panorama))


@pytest.mark.parametrize("network", NETWORKS, ids=lambda one: one.name)
def test_a_video_of_a_shape_that_is_not_taken(network: Adapter) -> None:
    told = "VID006" if "video" in network.abilities else "ABL001"
    assert told in codes(found(network, "Beans.", video="/content/media/strip.mp4"))


@pytest.mark.parametrize("network", NETWORKS, ids=lambda one: one.name)
def test_a_picture_without_words_for_those_who_do_not_see_it(network: Adapter) -> None:
    if not network.limits(Account(name="one", network=network.name)).alt:
        pytest.skip("has no field for such words")
    account = f"  one: {{network: {network.name}, {', '.join(_options(network))}}}\n"
    made = post("Beans.", accounts="[one]", images=pictures(1, ""), status="ready")
    told = checked({"smmgen.yaml": BRAND + account, "content/posts/beans.md": made}).findings
    assert any(one.code.startswith("ALT") for one in told)


@pytest.mark.parametrize("network", NETWORKS, ids=lambda one: one.name)
@pytest.mark.parametrize("text", ["Beans\u202egnp.exe", "Beans\x07", "B\u0435ans"])
def test_characters_that_do_not_belong_there(network: Adapter, text: str) -> None:
    account = f"  one: {{network: {network.name}, {', '.join(_options(network))}}}\n"
    files = {"smmgen.yaml": BRAND + account, "content/posts/beans.md": post(text, accounts="[one]")}
    assert any(one.code.startswith("CHR") for one in checked(files).findings)


@pytest.mark.parametrize("network", NETWORKS, ids=lambda one: one.name)
def test_what_the_network_cannot_do(network: Adapter) -> None:
    asked = {
        "poll": "{question: Which?, options: [Filter, Espresso]}",
        "first_comment": "Order here.",
        "video": "beans.mp4",
    }
    ability = {"poll": "poll", "first_comment": "first-comment", "video": "video"}
    for key, value in asked.items():
        if ability[key] not in network.abilities:
            assert "ABL001" in codes(found(network, "Beans.", **{key: value})), key
