"""Who made the pictures, and whether the brand may use them."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from smmgen.check.context import Context
from smmgen.check.place import name_in
from smmgen.check.registry import rule
from smmgen.check.subject import pictures
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.law import Credit
from smmgen.model.post import Post
from smmgen.model.source import Span
from smmgen.pattern import pattern
from smmgen.read.credits import SIDECAR, Credits, read_credits
from smmgen.read.front_matter import decode

_FORBIDDEN = pattern(r"\bNC\b|non-?commercial|\bND\b|no-?deriv|editorial", re.IGNORECASE)
_WITH_NAME = pattern(r"\bCC[ -]BY\b|\bCC[ -]BY-SA\b|attribution", re.IGNORECASE)


def _photos(post: Post, context: Context) -> Mapping[str, Span]:
    """Return the photos that a post shows, each with where it asks for it."""
    found: dict[str, Span] = {}
    for picture in pictures(context.variants_of.get(post.id, ())):
        for path in picture.image.photos:
            found.setdefault(path, picture.span)
    return {path: name_in(post.source, span, posixpath.basename(path)) for path, span in found.items()}


def _credits(folder: str, context: Context) -> tuple[Credits, tuple[Diagnostic, ...]]:
    path = f"{folder}/{SIDECAR}"
    if path not in context.paths:
        return Credits({}), ()
    return read_credits(decode(path, context.tree.read(path))[0])


def _credited(post: Post, context: Context) -> Iterator[tuple[str, Span, Credit | None]]:
    """Yield a post's photos with their credits; a folder's file is read once."""
    known: dict[str, Credits] = {}
    for path, span in _photos(post, context).items():
        folder, name = posixpath.split(path)
        if folder not in known:
            known[folder] = _credits(folder, context)[0]
        found = known[folder].of(name)
        yield path, span, found[0] if found else None


@rule("LAW005", severity="warning", on=Post, shows="pictures")
def no_credit(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Note who made each photo and under which licence the brand may use it.

    Why: a year later nobody knows where a photo came from, and its maker sends a bill. This is looked at only
    where smmgen.yaml says `law: {licences: required}`. The note stands in `credits.yaml` beside the photos; a
    pattern such as "*" speaks for all others of the folder.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        law: {licences: required}
        === content/posts/example.md
        ---
        title: Beans
        image: {photo: /content/media/beans.jpg, alt: A paper bag of beans}
        ---
        All beans must go.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        law: {licences: required}
        === content/posts/example.md
        ---
        title: Beans
        image: {photo: /content/media/beans.jpg, alt: A paper bag of beans}
        ---
        All beans must go.
        === content/media/credits.yaml
        beans.jpg: {by: Anna Meyer, licence: our own}
        "stock-*": {by: Pictures Ltd, licence: royalty-free, until: 2027-12-31}

    Source: Berne Convention, articles 6bis and 9; directive 2001/29/EC; read 2026-11.
    """
    if not context.project.brand.law.has_licences:
        return
    for folder in sorted({posixpath.dirname(path) for path in _photos(post, context)}):
        yield from _credits(folder, context)[1]
    for path, span, credit in _credited(post, context):
        if credit is None:
            folder, name = posixpath.split(path)
            hint = f"Add to {folder}/{SIDECAR}: {name}: {{by: Anna Meyer, licence: our own}}."
            yield no_credit.at(span, f"Nobody has noted who made {path}.", hint, post=post.id)


@rule("LAW006", severity="warning", on=Post, shows="pictures")
def licence_forbids(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Use photos as their licences let you.

    Why: a licence for editorial or non-commercial use, or against changes, does not cover a brand's post; one
    that has run out covers nothing; and CC BY covers it only where the maker is named, in the post's words or
    on its picture. This is looked at only where smmgen.yaml says `law: {licences: required}`.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        law: {licences: required}
        === content/posts/example.md
        ---
        title: Beans
        image: {photo: /content/media/beans.jpg, alt: A paper bag of beans}
        ---
        All beans must go.
        === content/media/credits.yaml
        beans.jpg: {by: Anna Meyer, licence: CC BY 4.0}

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        law: {licences: required}
        === content/posts/example.md
        ---
        title: Beans
        image: {photo: /content/media/beans.jpg, alt: A paper bag of beans}
        ---
        All beans must go. Photo: Anna Meyer, CC BY 4.0
        === content/media/credits.yaml
        beans.jpg: {by: Anna Meyer, licence: CC BY 4.0}

    Source: creativecommons.org, CC BY 4.0, section 3 (a), CC BY-NC 4.0, section 2 (a); read 2026-11.
    """
    if not context.project.brand.law.has_licences:
        return
    for path, span, credit in _credited(post, context):
        if credit and (fault := _fault(credit, post, context)):
            message = f"The licence of {posixpath.basename(path)}, “{credit.licence}”, {fault}."
            yield licence_forbids.at(span, message, "Use another photo, or see to it.", post=post.id)


def _fault(credit: Credit, post: Post, context: Context) -> str:
    if found := _FORBIDDEN.search(credit.licence):
        return f"does not cover a brand's post (“{found[0]}”)"
    last = _last(post, context)
    if credit.until and last and f"{last:%Y-%m-%d}" > credit.until:
        return f"ends on {credit.until}, before the post goes out"
    if _WITH_NAME.search(credit.licence) and credit.by.lower() not in _words(post, context).lower():
        return f"asks to name {credit.by}, and the post does not"
    return ""


def _words(post: Post, context: Context) -> str:
    """Return what readers see of a post anywhere: its texts, and those on its pictures."""
    variants = context.variants_of.get(post.id, ())
    texts = [message.written.visible for one in variants for message in one.messages]
    return "\n".join((*texts, *(text for one in pictures(variants) for text in one.image.fields.values())))


def _last(post: Post, context: Context) -> datetime | None:
    times = [one.publish_at for one in context.variants_of.get(post.id, ()) if one.publish_at]
    return max(times, default=None)
