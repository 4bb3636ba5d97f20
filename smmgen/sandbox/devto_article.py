"""Articles of dev.to: what the model checks, what front matter overrides, how they look.

Limits: title 128 characters, body 800 KiB, four tags of letters and digits. Source: Forem's article model
and OpenAPI v1; read 2026-11.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import yaml
from slugify import slugify

from smmgen.sandbox.commonmark import read
from smmgen.sandbox.exchange import Answer, Refused, World
from smmgen.sandbox.hosted import fetch
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.post import Picture, Post
from smmgen.sandbox.tally import tally

TITLE = 128
BODY_BYTES = 800 * 1024
TAGS, TAG, TAG_LIST = 4, 30, 126
ME = {"username": "sandbox", "name": "Sandbox", "twitter_username": None, "github_username": None}
_FRONT = re.compile(r"---\r?\n(.*?)\r?\n---\r?\n?(.*)", re.S)
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^\s)]+)[^)]*\)")
_BIDI = re.compile("[\u202a-\u202e]")
State = dict[str, Any]


def refused(*why: str) -> Refused:
    """Return the exception that refuses an article with the model's words."""
    return Refused(Answer(status=422, body={"error": ", ".join(why), "status": 422}))


def blank(world: World) -> State:
    """Return a new article before anything is said of it."""
    number = world.store.next_number("devto", "article", 2_000_001)
    texts = dict.fromkeys(("title", "body_markdown", "description", "series", "main_image", "canonical_url"))
    more = {"id": number, "published": False, "tag_list": [], "published_timestamp": "", "slug": ""}
    return {**texts, **more}


def changed(world: World, old: State, given: Mapping[str, Any]) -> State:
    """Return an article with what a body says, the front matter of its text above the fields."""
    said = dict(given)
    said |= _front(said.get("body_markdown"))
    state = dict(old)
    for name in ("title", "body_markdown", "description", "series", "main_image", "canonical_url"):
        if name in said:
            value = said[name]
            if value is not None and not isinstance(value, str):
                raise refused(f"{name} is invalid")
            state[name] = _BIDI.sub("", value) if value else value
    if "published" in said:
        state["published"] = said["published"] in (True, "true", 1)
    if "tags" in said:
        state["tag_list"] = _tags(said["tags"])
    _check(world, state)
    return _settled(world, state, old)


def _front(body: Any) -> State:
    """Return what a text's front matter says; the text stays as it is."""
    match = _FRONT.match(body) if isinstance(body, str) else None
    if match is None:
        return {}
    try:
        front = yaml.safe_load(match[1])
    except yaml.YAMLError as problem:
        raise refused("There was a problem parsing the front-matter YAML") from problem
    if not isinstance(front, dict):
        return {}
    names = {"title": "title", "published": "published", "tags": "tags", "description": "description"}
    names |= {"cover_image": "main_image", "canonical_url": "canonical_url", "series": "series"}
    return {names[name]: value for name, value in front.items() if name in names}


def _tags(given: Any) -> list[str]:
    rows = given if isinstance(given, list) else str(given or "").split(",")
    tags = [str(row).strip().lower() for row in rows if str(row).strip()]
    if len(tags) > TAGS:
        raise refused(f"Tag list exceed the maximum of {TAGS} tags")
    for tag in tags:
        if len(tag) > TAG:
            raise refused(f'Tag "{tag}" is too long (maximum is {TAG} characters)')
        if not tag.isalnum():
            raise refused(f'Tag "{tag}" contains non-alphanumeric or prohibited unicode characters')
    if len(", ".join(tags)) > TAG_LIST:
        raise refused(f"Cached tag list is too long (maximum is {TAG_LIST} characters)")
    return tags


def _check(world: World, state: State) -> None:
    if not (state["title"] or "").strip():
        raise refused("Title can't be blank")
    if len(state["title"]) > TITLE:
        raise refused(f"Title is too long (maximum is {TITLE} characters)")
    body = state["body_markdown"] or ""
    if len(body.encode()) > BODY_BYTES:
        raise refused(f"Body markdown is too long. (maximum is {BODY_BYTES // 1024} kilobytes)")
    for name, what in (("main_image", "Main image"), ("canonical_url", "Canonical url")):
        if state[name] and urlsplit(state[name]).scheme not in ("https", "http"):
            raise refused(f"{what} is not a valid URL")
    for other in world.store.things("devto", "article").values():
        if other["id"] == state["id"]:
            continue
        if (other["title"], other["body_markdown"]) == (state["title"], state["body_markdown"]) and body:
            raise refused("Body markdown has already been taken")
        if other["published"] and state["canonical_url"] and other["canonical_url"] == state["canonical_url"]:
            raise refused("Canonical url has already been taken")


def _settled(world: World, state: State, old: State) -> State:
    now = world.now().replace(microsecond=0)
    if state["published"] and not state["published_timestamp"]:
        state["published_timestamp"] = now.isoformat().replace("+00:00", "Z")
    if not state["slug"] or (not old["published"] and old["title"] != state["title"]):
        tail = hashlib.sha256(str(state["id"]).encode()).hexdigest()[:4]
        temporary = "" if state["published"] else f"-temp-slug-{state['id']}"
        state["slug"] = f"{slugify(state['title'], max_length=100)}{temporary}-{tail}"
    if state["published"] and "-temp-slug-" in state["slug"]:
        state["slug"] = re.sub(r"-temp-slug-\d+", "", state["slug"])
    state["url"] = f"https://dev.to/{ME['username']}/{state['slug']}"
    return state


def counted(world: World, state: Mapping[str, Any], told: State) -> State:
    """Return an article with what readers did, as its owner is told."""
    kept = world.store.post("devto", str(ME["username"]), str(state["id"]))
    if kept is None:
        return told
    likes = tally(world, kept.post, "reactions")
    counts = {"public_reactions_count": likes, "positive_reactions_count": likes}
    more = {"comments_count": "comments", "page_views_count": "views"}
    return told | counts | {theirs: tally(world, kept.post, own) for theirs, own in more.items()}


def told(state: Mapping[str, Any], *, is_whole: bool = False, is_mine: bool = False) -> State:
    """Return an article as the API tells it; in a list its tags are a list, in a whole one a text."""
    tags = state["tag_list"]
    body = {
        "type_of": "article",
        "id": state["id"],
        "title": state["title"],
        "description": state["description"] or _start(state),
        "published_at": state["published_timestamp"] or None,
        "slug": state["slug"],
        "path": f"/{ME['username']}/{state['slug']}",
        "url": state["url"],
        "cover_image": state["main_image"],
        "canonical_url": state["canonical_url"] or state["url"],
        "published_timestamp": state["published_timestamp"],
        "tag_list": ", ".join(tags) if is_whole else tags,
        "comments_count": 0,
        "public_reactions_count": 0,
        "positive_reactions_count": 0,
        "user": ME,
    }
    if is_whole:
        body |= {"tags": tags, "body_markdown": state["body_markdown"], "body_html": ""}
    if is_mine:
        body |= {
            "published": state["published"],
            "page_views_count": 0,
            "body_markdown": state["body_markdown"],
        }
    return body


def _start(state: Mapping[str, Any]) -> str:
    return read(_without_front(state["body_markdown"] or "")).text[:100]


def _without_front(body: str) -> str:
    match = _FRONT.match(body)
    return match[2] if match else body


def keep(world: World, state: State, sent: Mapping[str, Any], old: State | None) -> None:
    """Keep an article; only one that is published is seen."""
    name = str(state["id"])
    world.store.put_thing("devto", "article", name, state)
    kept = world.store.post("devto", str(ME["username"]), name)
    if not state["published"]:
        world.store.drop_post("devto", str(ME["username"]), name)
        return
    body = _without_front(state["body_markdown"] or "")
    pictures, elsewhere = _pictures(world, state, body)
    shown = read(_PICTURE.sub("", body))
    notes = {"tags": " ".join(f"#{tag}" for tag in state["tag_list"]), "series": state["series"] or ""}
    notes |= {"canonical": state["canonical_url"] or "", "pictures elsewhere": elsewhere}
    post = Post(
        network="devto",
        account=str(ME["username"]),
        id=name,
        at=kept.post.at if kept else world.now(),
        text=shown.text,
        marks=shown.marks,
        title=state["title"],
        url=state["url"],
        media=pictures,
        notes={name: value for name, value in notes.items() if value},
        warnings=_warnings(state, sent),
        edited_at=world.now() if kept and old else None,
        request=dict(sent),
    )
    world.store.put_post(post, {"id": state["id"]})


def _pictures(world: World, state: State, body: str) -> tuple[tuple[Picture, ...], str]:
    wanted = [(state["main_image"], "")] if state["main_image"] else []
    wanted += [(match[2], match[1]) for match in _PICTURE.finditer(body)]
    found, elsewhere = [], []
    for url, alt in wanted:
        file = fetch(world, url)
        seen = look(file.content, decode=False) if file else None
        if file and seen:
            found.append(picture(file.content, world.store.put_media(file.content), seen, alt))
        else:
            elsewhere.append(url)
    return tuple(found), ", ".join(elsewhere)


def _warnings(state: State, sent: Mapping[str, Any]) -> tuple[str, ...]:
    found = []
    front = _front(state["body_markdown"])
    if over := [name for name in front if name in sent and sent[name] != front[name]]:
        found.append(f"The front matter of the text overrides {', '.join(over)}.")
    body = _without_front(state["body_markdown"] or "")
    if re.search(r"\{\{|\{%", re.sub(r"\{% *(raw|endraw|embed|youtube)\b", "", body)):
        found.append("Double braces are Liquid: dev.to refuses or hides what it does not know.")
    return tuple(found)
