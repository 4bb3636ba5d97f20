"""Set up Decap CMS or Sveltia CMS for a repository: posts are written in a browser, without git.

Both read one `config.yml`; what it says of a post comes from the post's schema. The text is edited as it is
written, because their rich editors would rewrite what is not plain Markdown, such as `::: only`.
Sources: decapcms.org, configuration options; sveltiacms.app, fields; read in November 2026.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from smmgen.editor.known import Known
from smmgen.editor.schema import schema
from smmgen.read.shape import Shape

Program = Literal["decap", "sveltia"]
Backend = Literal["github", "gitlab", "gitea"]

Field = dict[str, Any]

_ORDER = (
    *("title", "status", "publish_at", "rubric", "accounts", "image", "link", "tags", "campaign", "owner"),
    *("first_comment", "overflow", "language", "video", "poll", "reply_to", "repost", "ad", "id"),
)
"""The keys of a post that a form has; all others stay as they are in a file that is edited there."""

_WHEN = {"format": "YYYY-MM-DD HH:mm", "date_format": "YYYY-MM-DD", "time_format": "HH:mm"}


class Site(Struct, frozen=True, kw_only=True):
    """Where the repository lies: its `repository` (OWNER/NAME) and `branch` at a `backend`.

    With `is_reviewed` a post is saved to a branch of its own and a pull request, for somebody to look at.
    """

    backend: Backend
    repository: str
    branch: str
    is_reviewed: bool = False


def config(known: Known, site: Site, program: Program) -> dict[str, Any]:
    """Return the configuration of a program, to be written as YAML.

    Decap is told of a local server; Sveltia opens a folder of this machine without being told.
    """
    return {
        "backend": {"name": site.backend, "repo": site.repository, "branch": site.branch},
        **({"local_backend": True} if program == "decap" else {}),
        **({"publish_mode": "editorial_workflow"} if site.is_reviewed else {}),
        "media_folder": "content/media",
        "public_folder": "/content/media",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": [_posts(known)],
    }


def _posts(known: Known) -> dict[str, Any]:
    return {
        "name": "posts",
        "label": "Posts",
        "label_singular": "Post",
        "folder": "content/posts",
        "path": "{{year}}-{{month}}/{{slug}}",
        "slug": "{{slug}}",
        "create": True,
        "extension": "md",
        "format": "yaml-frontmatter",
        "summary": "{{title}} ({{status}}, {{publish_at}})",
        "sortable_fields": ["title", "publish_at", "status"],
        "fields": [
            *_fields(known),
            {"name": "body", "label": "Text", "widget": "markdown", "modes": ["raw"]},
        ],
    }


def _fields(known: Known) -> Iterator[Field]:
    whole = schema("post", known)
    for name in _ORDER:
        yield {**_field(name, whole["properties"][name], whole["$defs"]), **_OWN.get(name, {})}


_OWN: Mapping[str, Field] = {
    "title": {"required": True},
    "status": {"required": True, "default": "draft"},
    "publish_at": {"widget": "datetime", "default": "", **_WHEN},
    "first_comment": {"widget": "text"},
    "image": {"collapsed": True},
    "poll": {"collapsed": True},
    "ad": {"collapsed": True},
}


def _field(name: str, shape: Shape, definitions: Mapping[str, Shape]) -> Field:
    """Return a field of the form for a key."""
    label = name.replace("_", " ").capitalize()
    hint = str(shape.get("description", ""))
    common = {"name": name, "label": label, "required": False, **({"hint": hint} if hint else {})}
    return {**common, **_widget(name, shape, definitions)}


def _widget(name: str, shape: Shape, definitions: Mapping[str, Shape]) -> Field:
    forms = list(_forms(shape, definitions))
    listed = next((form["items"] for form in forms if "items" in form), None)
    keys = next((form["properties"] for form in forms if "properties" in form), None)
    if keys is not None:
        fields = [_field(key, part, definitions) for key, part in keys.items() if key not in _TOO_MUCH]
        return {"widget": "object", "fields": fields}
    if listed is not None:
        words = _words(list(_forms(listed, definitions)))
        return {"widget": "select", "multiple": True, "options": words} if words else {"widget": "list"}
    if words := _words(forms):
        return {"widget": "select", "options": words}
    if name in _FILES:
        return {"widget": _FILES[name]}
    pattern = next((form["pattern"] for form in forms if "pattern" in form), None)
    return {"widget": "string", **({"pattern": [pattern, "See the hint below."]} if pattern else {})}


_TOO_MUCH = frozenset({"focus", "table"})
"""Keys of a picture that a form has no field for."""

_FILES = {"photo": "image", "video": "file"}


def _words(forms: list[Shape]) -> list[str]:
    return [word for form in forms for word in form.get("enum", ()) if isinstance(word, str)]


def _forms(shape: Shape, definitions: Mapping[str, Shape]) -> Iterator[Shape]:
    yield shape
    if reference := str(shape.get("$ref", "")).removeprefix("#/$defs/"):
        yield from _forms(definitions[reference], definitions)
    for part in shape.get("anyOf", ()):
        yield from _forms(part, definitions)


def page(program: Program, script: str = "") -> str:
    """Return the page that starts a program; `script` is its address, by default its pinned release."""
    release = _RELEASES[program]
    held = f' integrity="{release.mark}" crossorigin="anonymous"'
    return _PAGE.format(address=script or release.address, held="" if script else held)


class _Release(NamedTuple):
    """A release of a program on a public server, and what its bytes must be (subresource integrity)."""

    address: str
    mark: str


_RELEASES: Mapping[Program, _Release] = {
    "decap": _Release(
        "https://unpkg.com/decap-cms@3.16.3/dist/decap-cms.js",
        "sha384-A/Gdn928CNLufmnGWGs9RM4Q9o8bSNLeJERqBFrBjwzL7FRpoLT3MPF8Tl0+Wd2p",
    ),
    "sveltia": _Release(
        "https://unpkg.com/@sveltia/cms@0.221.1/dist/sveltia-cms.js",
        "sha384-JQ+XsKx/UzwdTiNnFStza3XtqqQoVtyNPApkfvwlzZDfhe7giE9CnfQrpHqgv3k6",
    ),
}

_PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>Posts</title>
  </head>
  <body>
    <script src="{address}"{held}></script>
  </body>
</html>
"""
