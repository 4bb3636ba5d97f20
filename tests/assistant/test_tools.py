"""What a writer's assistant gets to see, through the real client of the protocol."""

from base64 import b64decode
from io import BytesIO

import jsonschema
import pytest
from PIL import Image

from smmgen.assistant.tools import TOOLS
from tests.assistant.world import DRAFT, FILES, IDEA, READY, TEXT

LONG = FILES[DRAFT].replace("More beans.", "Beans, " * 60)
READS = [
    ("brand", {}, "accounts 0 name", "tg"),
    ("brand", {}, "accounts 2 text", 300),
    ("brand", {}, "accounts 0 slots 0", "Mon, Tue, Wed, Thu, Fri, Sat 10:00"),
    ("brand", {}, "rubrics 0 name", "promo"),
    ("brand", {}, "quiet_hours", "22:00-08:00"),
    ("plan", {"month": "2030-12"}, "rows 0 status", "ready"),
    ("plan", {"month": "2030-12"}, "rows 1 status", "no post"),
    ("plan", {"month": "2030-12", "owner": "lev"}, "gaps 1 status", "no topic"),
    ("plan", {"month": "2030-12", "owner": "anna"}, "gaps", []),
    ("posts", {"status": "idea"}, "posts 0 id", "roast-log"),
    ("posts", {"words": "MORE beans"}, "posts 0 path", DRAFT),
    ("posts", {"month": "2030-11"}, "posts", []),
    ("read_post", {"post": "sale"}, "may_change", False),
    ("read_post", {"post": DRAFT}, "text", FILES[DRAFT]),
    ("check", {}, "summary errors", 0),
    ("check", {"text": TEXT}, "path", "content/posts/2030-12/2030-12-05-spring-menu.md"),
    ("check", {"text": TEXT.replace("news", "newz")}, "findings 0 code", "REF001"),
    ("check", {"post": "sale", "text": FILES[READY].replace("promo", "promos")}, "findings 0 line", 5),
    ("check", {"post": "news", "text": LONG}, "findings 0 account", "bsky"),
    ("explain", {"code": "alt001"}, "code", "ALT001"),
    ("preview", {"post": "sale"}, "variants 0 messages 0 text", "All beans must go."),
    ("preview", {"post": "sale"}, "variants 0 publish_at", "2030-12-01 10:00"),
    ("preview", {"post": "sale", "accounts": ["bsky"]}, "variants 0 messages 0 limit", 300),
    ("preview", {"post": "news", "text": LONG}, "variants 1 messages 0 is_too_long", True),
    ("preview", {"text": TEXT}, "variants 0 messages 0 text", "Six drinks."),
]
REFUSALS = [
    ("brand", {"all": True}, "brand takes no “all”."),
    ("plan", {"month": "2031-01"}, "There is no plan of 2031-01; there are: 2030-12."),
    ("plan", {"days": -1}, "plan cannot take this: Expected `int` >= 0 - at `$.days`."),
    ("posts", {"status": "done"}, "posts cannot take this: Invalid enum value 'done' - at `$.status`."),
    ("read_post", {"post": "sail"}, "There is no post “sail”. Did you mean “sale”?"),
    ("read_post", {}, "read_post cannot take this: Object missing required field `post`. It takes: post."),
    ("check", {"post": 5}, "check cannot take this: Expected `str`, got `int` - at `$.post`."),
    ("check", {"text": FILES[IDEA]}, "There is content/posts/roast-log.md already. Name it as `post`"),
    ("explain", {"code": "ALT01"}, "There is no code “ALT01”. Did you mean “ALT001”?"),
    ("preview", {}, "preview needs a `post` or a `text`."),
    ("preview", {"post": "sale", "accounts": ["vk"]}, "This post is not for an account “vk”."),
    ("preview", {"text": "Beans."}, "This text cannot be read as a post."),
    ("new_draft", {}, "new_draft cannot take this: Object missing required field `text`."),
    (
        "change_draft",
        {"post": "news"},
        "change_draft cannot take this: Object missing required field `text`.",
    ),
    ("publish", {}, "There is no tool “publish”."),
]


def at(data, way):
    for step in way.split():
        data = data[int(step) if step.isdigit() else step]
    return data


@pytest.mark.parametrize(("tool", "asked", "way", "expected"), READS)
def test_a_tool_answers(door, tool, asked, way, expected):
    assert at(door.told(tool, **asked), way) == expected


@pytest.mark.parametrize(("tool", "asked", "expected"), REFUSALS)
def test_a_tool_refuses_in_a_sentence(door, tool, asked, expected):
    assert door.refusal(tool, **asked).startswith(expected)


def test_every_tool_has_a_case_that_works_and_one_that_is_refused():
    writing = {one.name for one in TOOLS if one.writes}
    assert {case[0] for case in READS} | writing == {one.name for one in TOOLS}
    assert {case[0] for case in REFUSALS} == {*(one.name for one in TOOLS), "publish"}


def test_programs_are_told_which_tools_write(door):
    tools = door.tools()
    writing = [name for name, one in tools.items() if not one.annotations.read_only_hint]
    assert writing == ["new_draft", "change_draft"]
    assert not any(one.annotations.open_world_hint for one in tools.values())
    for one in tools.values():
        jsonschema.Draft202012Validator.check_schema(one.input_schema)
        jsonschema.Draft202012Validator.check_schema(one.output_schema)


def test_a_picture_is_drawn_to_be_looked_at(door):
    said = door.ask("preview", post="sale", pictures=True)
    sizes = [Image.open(BytesIO(b64decode(one))).size for one in said.pictures]
    assert sizes == [(768, 768)]
    assert said.data["pictures"] == ["sale-tg: image 1", "sale-bsky: image 1"]


def test_a_feed_that_hides_the_rest_says_what_it_shows(door):
    brand = (
        (door.root / "smmgen.yaml").read_text().replace("network: mastodon", "network: linkedin, page: 77")
    )
    (door.root / "smmgen.yaml").write_text(brand.replace("base_url: https://coffee.example, ", ""))
    text = TEXT.replace("news", "promo").replace("Six drinks.", "Six drinks, two of them new. " * 20)
    shown = {one["account"]: one for one in door.told("preview", text=text)["variants"]}
    before = shown["masto"]["messages"][0]["before_more"]
    assert before.startswith("Six drinks")
    assert 180 < len(before) <= 210
    assert "before_more" not in shown["tg"]["messages"][0]


def test_what_changes_on_disk_is_seen(door):
    assert door.told("check")["summary"]["errors"] == 0
    (door.root / DRAFT).write_text(FILES[DRAFT].replace("promo", "promos"))
    assert door.told("check", least="error")["findings"][0]["code"] == "REF001"


def test_without_a_usable_configuration_every_tool_says_so(door):
    (door.root / "smmgen.yaml").unlink()
    assert door.refusal("posts").startswith("There is no usable smmgen.yaml here. smmgen.yaml:1: There is no")
