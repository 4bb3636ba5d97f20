"""Links that lead nowhere, or not where they should."""

from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, urlsplit

from smmgen.check.context import Context
from smmgen.check.place import is_in_code, span_in
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.source import Source
from smmgen.pattern import pattern
from smmgen.read.inline import WHOLE

_SCHEMES = frozenset({"http", "https", "mailto", "tg"})
_WITH_HOST = frozenset({"http", "https"})
_USUAL = pattern(r"https?://((?:[a-z0-9-]+\.)+[a-z]{2,18})(?:[/?#][!-~]*)?")
"""What nearly all links look like; splitting these by the book would take most of the time of all rules."""

_HOST = pattern(r"(?!-)[^\s.]+(?:\.[^\s.]+)*\.?")
_LOCAL = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
_FOREIGN_TRACKING_TEXT = (
    "fbclid gclid dclid wbraid gbraid srsltid yclid ysclid msclkid ttclid twclid li_fat_id rb_clickid "
    "igsh igshid mibextid mc_eid mkt_tok si _ga _gl _hsenc _hsmi _openstat ref_src"
)
_FOREIGN_TRACKING = frozenset(_FOREIGN_TRACKING_TEXT.split())
"""Parameters that name a click, a person or where a link was copied. Source: the services' own documents."""
_NO_TEXT = pattern(r"(?<![!\\\]])\[\s*\]\([^)\n]*\)")
_SPACE = pattern(r"\[[^\]\n]+\]\((\s*https?://[^\s()<>]*[ \t]+(?![\"'(])[^()\n]*)\)")


def _parts(href: str) -> SplitResult | None:
    """Split a link; None where it cannot be one, as with a port that is no number."""
    try:
        parts = urlsplit(href)
        _ = parts.port
    except ValueError:
        return None
    return parts


@rule("LNK001", severity="error", on=Post, shows="links")
def malformed(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Write links whole: https://, the site, the path; no spaces.

    Why: a network takes what it cannot read as a link for plain text, and nobody can follow it.

    Wrong:
        ---
        link: northwind.example/sale
        ---
        All beans must go.

    Right:
        ---
        link: https://northwind.example/sale
        ---
        All beans must go.

    Source: RFC 3986, section 3.
    """
    for link in context.links(post):
        if link.text is not None and not link.href.startswith(WHOLE):
            continue  # its reader has told so
        if fault := _fault(link.href):
            hint = "Write the whole address, like https://northwind.example/sale."
            yield malformed.at(link.span, f"The link “{link.href}” {fault}.", hint, post=post.id)


def _fault(href: str) -> str:
    if _USUAL.fullmatch(href):
        return ""
    if len(href.split()) != 1:
        return "has a space in it"
    parts = _parts(href)
    if parts is None:
        return "is no address"
    if parts.scheme.lower() not in _SCHEMES:
        return "does not start with https://"
    if parts.scheme.lower() in _WITH_HOST and not _HOST.fullmatch(parts.hostname or ""):
        return "names no site"
    return ""


@rule("LNK002", severity="info", on=Post, shows="links")
def not_encrypted(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Prefer https:// to http://.

    Why: browsers warn of http, and some networks' apps do not open it. Few sites have only http.

    Wrong:
        ---
        link: http://northwind.example/sale
        ---
        All beans must go.

    Right:
        ---
        link: https://northwind.example/sale
        ---
        All beans must go.
    """
    for link in context.links(post):
        if link.href[:7].lower() == "http://" and not _is_local(link.href):
            message = f"The link {link.href} is not encrypted."
            yield not_encrypted.at(link.span, message, "Try it with https://.", post=post.id)


@rule("LNK003", severity="error", on=Post, shows="links")
def local(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Link to sites that everybody can reach.

    Why: `localhost`, `.local` names and private addresses lead to the reader's own machine or network;
    mostly they are left over from a try on one's own computer.

    Wrong:
        ---
        link: http://localhost:1313/sale
        ---
        All beans must go.

    Right:
        ---
        link: https://northwind.example/sale
        ---
        All beans must go.

    Source: RFC 6761, RFC 1918.
    """
    for link in context.links(post):
        if link.href[:4].lower() == "http" and _is_local(link.href):
            message = f"The link {link.href} works only on one's own computer or network."
            yield local.at(link.span, message, "Link to the public site.", post=post.id)


def _is_local(href: str) -> bool:
    if found := _USUAL.fullmatch(href):
        return found[1].endswith(_LOCAL)
    parts = _parts(href)
    host = (parts.hostname or "").lower() if parts else ""
    if host == "localhost" or host.endswith(_LOCAL):
        return True
    if not host or not (host[-1].isdigit() or ":" in host):
        return False
    from ipaddress import ip_address  # 1 ms, and hardly any link has one

    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


@rule("LNK004", severity="warning", on=Post, shows="links")
def tracked(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Leave tracking parameters to the brand's settings, and others' out.

    Why: `utm_…` parameters that are already there win over those that smmgen adds for each network, so
    all networks look like one in the numbers. `fbclid`, `gclid` and the like tell of the person who copied
    the link. `utm_…` on other people's sites is left alone.

    Wrong:
        ---
        link: https://northwind.example/sale?utm_source=newsletter
        ---
        All beans must go.

    Right:
        ---
        link: https://northwind.example/sale
        ---
        All beans must go.
    """
    for link in context.links(post):
        if "?" in link.href and (names := _tracking(link.href, context)):
            message = f"The link already has tracking parameters: {', '.join(names)}."
            yield tracked.at(link.span, message, "Delete them from the link.", post=post.id)


def _tracking(href: str, context: Context) -> list[str]:
    parts = _parts(href)
    if parts is None:
        return []
    host, utm = (parts.hostname or "").lower(), context.project.brand.utm
    is_tagged = bool(utm.parameters) and any(host == own or host.endswith(f".{own}") for own in utm.hosts)
    names = dict.fromkeys(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    ours = {f"utm_{name}" for name in utm.parameters} if is_tagged else set()
    return [name for name in names if name in _FOREIGN_TRACKING or name in ours]


@rule("LNK005", severity="warning", on=Source)
def without_text(source: Source, context: Context) -> Iterator[Diagnostic]:
    """Give every link words to click on.

    Why: a link without words is not shown at all.

    Wrong:
        ---
        title: Sale
        ---
        All beans must go: [](https://northwind.example/sale)

    Right:
        ---
        title: Sale
        ---
        All beans must go: [to the sale](https://northwind.example/sale)
    """
    if "[](" not in source.text and "[ " not in source.text:
        return
    for found in _NO_TEXT.finditer(source.text):
        if not is_in_code(source, found.start()):
            place, hint = span_in(source, *found.span()), "Write them into the brackets."
            yield without_text.at(place, "This link has no words to click on.", hint)


@rule("LNK006", severity="error", on=Source)
def space_inside(source: Source, context: Context) -> Iterator[Diagnostic]:
    """Leave no space inside a link's address.

    Why: Markdown then reads no link at all, and people see brackets and address as they stand.

    Wrong:
        ---
        title: Sale
        ---
        [To the sale](https://northwind.example/winter sale)

    Right:
        ---
        title: Sale
        ---
        [To the sale](https://northwind.example/winter%20sale)

    Source: CommonMark 0.31, links.
    """
    if "](" not in source.text:
        return
    for found in _SPACE.finditer(source.text):
        if not is_in_code(source, found.start()):
            place, hint = span_in(source, *found.span(1)), "Write %20 for the space, or delete it."
            yield space_inside.at(place, "There is a space in this address.", hint)
