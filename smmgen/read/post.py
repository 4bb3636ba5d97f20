"""Read one post: front matter to typed values, body to blocks."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from smmgen.model.ads import Ad
from smmgen.model.document import Blocks
from smmgen.model.ignore import Ignore
from smmgen.model.post import Image, OptionText, Poll, Post
from smmgen.model.source import Path, Source
from smmgen.pattern import pattern
from smmgen.read import schema
from smmgen.read.album import images
from smmgen.read.carousel import carousel
from smmgen.read.comment import ignores_in
from smmgen.read.front_matter import part
from smmgen.read.image import image, media_file
from smmgen.read.markdown import read_markdown
from smmgen.read.node import Items, Node
from smmgen.read.schema import Kind, Reading
from smmgen.read.shape import SCALAR, Shape, Shaped, either, form, name_of, object_of, shaped
from smmgen.read.tree import Files
from smmgen.text.slug import slug

_ID = pattern(r"[a-z0-9][a-z0-9-]{1,63}")
_DATED = pattern(r"^\d{4}-\d{2}-\d{2}-")


def read_post(
    source: Source, files: Files | None = None, *, is_whole: bool = True
) -> tuple[Post | None, Reading]:
    """Read a post; it is None where the front matter cannot be used. Never raises.

    `files` are the repository's, for a post that names a folder of pictures. Unless `is_whole` its body is
    left out: that takes a fifth of the time.
    """
    reading = Reading(source, files)
    parts = part(reading, source)
    body = read_markdown(reading, parts.body if is_whole else "", parts.body_line)
    if parts.node is None:
        return None, reading
    values = schema.entries(reading, parts.node, (), _KEYS, "A post")
    overrides = values.pop("variants", {})
    ignores = (*_ignores(reading, values.pop("ignore", ())), *ignores_in(source))
    post_id = values.pop("id", None) or _id_of_path(reading, source.path)
    if isinstance(asked := values.get("image"), dict):
        values["image"] = Image(**asked)
    _one_way_to_show(reading, values)
    post = Post(
        id=post_id,
        source=source,
        overrides=overrides,
        body=body,
        ignores=ignores,
        spans=reading.spans(),
        **values,
    )
    return post, reading


def _ignores(reading: Reading, codes: Sequence[str]) -> Iterator[Ignore]:
    spans = reading.spans()
    for number, code in enumerate(codes):
        yield Ignore(code, spans.at("ignore", number), reading.source.path)


def _one_way_to_show(reading: Reading, values: Mapping[str, Any]) -> None:
    given = [key for key in ("image", "images", "carousel") if values.get(key)]
    for key in given[1:]:
        message = f"A post shows `{given[0]}` or `{key}`, not both."
        reading.error("FMT008", reading.spans().at(key), message, "Keep one of them.")


def _id_of_path(reading: Reading, path: str) -> str:
    folder, name = posixpath.split(path)
    stem = posixpath.basename(folder) if name == "index.md" else name.removesuffix(".md")
    found = _DATED.sub("", stem)
    if not _ID.fullmatch(found):
        proposed = slug(found)
        proposal = proposed if _ID.fullmatch(proposed) else "my-post"
        message = f"The file's name gives the id “{found}”, which cannot be one."
        hint = (
            f"Rename the file, or add a line: id: {proposal}. Ids have 2 to 64 of a to z, 0 to 9 and hyphens."
        )
        reading.error("FMT006", reading.spans().whole, message, hint)
    return found


@shaped({**form(_ID.pattern), **SCALAR})
def _id(reading: Reading, node: Node, path: Path) -> str | None:
    written = schema.text(reading, node, path)
    if written is None or _ID.fullmatch(written):
        return written
    hint = f"Use a to z, 0 to 9 and hyphens, 2 to 64 characters: {slug(written) or 'winter-sale'}."
    reading.error("FMT006", node.span, f"“{written}” cannot be an id.", hint)
    return None


_POLL: Mapping[str, Kind[Any]] = {
    "question": schema.text,
    "options": schema.list_of(schema.text, least=2),
    "hours": schema.whole,
}


@shaped(object_of(_POLL, ("question", "options")))
def _poll(reading: Reading, node: Node, path: Path) -> Poll | None:
    values = schema.entries(reading, node, path, _POLL, "A poll")
    if "question" in values and len(values.get("options", ())) >= 2:
        return Poll(**values)
    reading.error(
        "FMT003",
        node.span,
        "A poll needs a question and at least two options.",
        "Add `question:` and `options: [Yes, No]`.",
    )
    return None


@shaped(SCALAR)
def _comment(reading: Reading, node: Node, path: Path) -> Blocks | None:
    """Read a first comment: a short text in the Markdown of the body."""
    written = schema.text(reading, node, path)
    return None if written is None else read_markdown(reading, written, node.span.line).blocks


@shaped(either(SCALAR, {"type": "array", "items": SCALAR}))
def _option_text(reading: Reading, node: Node, path: Path) -> OptionText | None:
    if isinstance(node, Items):
        return schema.list_of(schema.text)(reading, node, path)
    return schema.text(reading, node, path)


_AD: Mapping[str, Kind[Any]] = {"advertiser": schema.text, "erid": schema.text, "inn": schema.text}


@shaped(object_of(_AD, ("advertiser",)))
def _ad(reading: Reading, node: Node, path: Path) -> Ad | None:
    values = schema.entries(reading, node, path, _AD, "`ad`")
    if "advertiser" in values:
        return Ad(**values)
    reading.error("FMT003", node.span, "An ad needs its advertiser.", "Add `advertiser: Northwind LLC`.")
    return None


_OVERRIDABLE: Mapping[str, Kind[Any]] = {
    "title": schema.text,
    "publish_at": schema.when,
    "status": schema.choice("idea", "draft", "review", "ready", "paused"),
    "tags": schema.list_of(schema.name("tag")),
    "link": schema.text,
    "image": image,
    "images": images,
    "carousel": carousel,
    "video": media_file,
    "poll": _poll,
    "first_comment": _comment,
    "reply_to": schema.name("post"),
    "repost": schema.name("post"),
    "language": schema.name("language"),
    "overflow": schema.choice("error", "thread", "truncate"),
    "numbering": schema.flag,
    "campaign": schema.name("campaign"),
    "ad": _ad,
}
"""What a variant may change. An image's keys are merged one by one; everything else is replaced."""

_ONLY_THERE: Mapping[str, Kind[Any]] = {"options": schema.mapping_of(_option_text, "`options`")}
"""What a variant has and a post has not: options of the variant's own network."""

VARIANT = schema.group({**_OVERRIDABLE, **_ONLY_THERE}, "A variant")

_KEYS: Mapping[str, Kind[Any]] = {
    "id": _id,
    **_OVERRIDABLE,
    "rubric": schema.name("rubric"),
    "accounts": schema.list_of(schema.name("account")),
    "contest": schema.text,
    "owner": schema.name("owner"),
    "ignore": schema.list_of(schema.text),
    "variants": Shaped(schema.mapping_of(VARIANT, "`variants`").read, name_of("variants")),
}
"""All keys of a post."""

SHAPE: Shape = object_of(_KEYS)
