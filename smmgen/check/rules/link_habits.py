"""Links that work, and still should be others: shortened, doubled, telling too much or too little."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from smmgen.check.context import Context
from smmgen.check.prose import Prose
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Mark
from smmgen.model.post import Post
from smmgen.text.links import find_urls, host
from smmgen.text.private_link import private_part

_SHORTENERS_TEXT = (
    "adf.ly bit.ly bl.ink buff.ly clck.ru cutt.ly dlvr.it fb.me goo.gl goo.su ift.tt is.gd j.mp "
    "lnkd.in ow.ly qps.ru rb.gy rebrand.ly rotf.lol s.id shorturl.at snip.ly soo.gd su.su surl.li "
    "t.co t.ly t2m.io tiny.cc tinyurl.com u.to v.gd vk.cc wp.me x.gd"
)
_SHORTENERS = frozenset(_SHORTENERS_TEXT.split())
"""Services that make links short for everybody; a brand's own short domain is none of them."""

_NO_WORDS_TEXT = (
    "here, click here, click, this link, link, read more, more, see here, this page, тут, здесь, "
    "сюда, ссылка, по ссылке, эта ссылка, по этой ссылке, жми, жмите, жми сюда, кликай, подробнее "
    "тут, hier, klick hier, ici, cliquez ici, aquí, haz clic aquí"
)
_NO_WORDS = frozenset(_NO_WORDS_TEXT.split(", "))
_PROSE = frozenset({"text", "heading", "item", "quote", "cell", "comment"})


@rule("LNK007", severity="warning", on=Post, shows="links")
def shortened(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Link to the page itself, not to a service that makes links short.

    Why: nobody sees where a short link leads, networks' filters take it for spam, it gets no tracking of the
    brand's, and it dies with the service: goo.gl did. X counts every link alike, and other networks hide the
    address behind words.

    Wrong:
        ---
        title: Sale
        accounts: [tg]
        ---
        All beans must go: [to the sale](https://bit.ly/3xYzAbC)

    Right:
        ---
        title: Sale
        accounts: [tg]
        ---
        All beans must go: [to the sale](https://northwind.example/sale)
    """
    for link in context.links(post):
        if host(link.href).removeprefix("www.") in _SHORTENERS:
            message = f"The link {link.href} is a short one, which hides where it leads."
            hint = "Open it once, and link to the page that it leads to."
            yield shortened.at(link.span, message, hint, post=post.id)


@rule("LNK008", severity="info", on=Prose)
def bare_domain(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write an address of the brand's as a link, with https://.

    Why: a bare address is a link on some networks only, and it never gets the brand's tracking. Looked for
    are addresses of the brand's own site, and those that start with `www.`. Where nothing is a link, as in a
    text on Instagram, a bare address is the shorter one to type: so this is an info.

    Wrong:
        ---
        title: Sale
        accounts: [tg]
        ---
        All beans must go: northwind.example/sale

    Right:
        ---
        title: Sale
        accounts: [tg]
        ---
        All beans must go: https://northwind.example/sale
    """
    own, small = _own_hosts(context.project.brand.url, context.project.brand.utm.hosts), prose.seen.lower()
    if "www." not in small and not any(one in small for one in own):
        return
    pattern = _addresses(own)
    for passage, piece in zip(prose.passages, prose.pieces, strict=True):
        offset = passage.start
        for run in piece.runs if piece.kind in _PROSE else ():
            if run.kind == "text" and "." in run.text and not (run.marks and run.marks & Mark.CODE):
                for start, end in _bare(pattern, run.text):
                    place = prose.place(offset + start, offset + end)
                    hint = f"Write https://{run.text[start:end]}, or [words](https://{run.text[start:end]})."
                    message = f"“{run.text[start:end]}” is no link on every network."
                    yield bare_domain.at(place, message, hint, post=prose.post)
            offset += len(run.text)


@cache
def _own_hosts(url: str, hosts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({one.removeprefix("www.") for one in (host(url), *hosts) if one}))


@cache
def _addresses(own: tuple[str, ...]) -> re.Pattern[str]:
    hosts = "|".join([*map(re.escape, own), r"www\.[\w-]+\.[\w.-]*\w"])
    before, behind = r"(?<![\w@./:-])(?:www\.)?", r"(?![\w@-]|\.\w)"
    return re.compile(rf"{before}(?:{hosts}){behind}(?:/[^\s<>\"'»”)]*[\w/])?", re.IGNORECASE)


def _bare(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    links = find_urls(text)
    for found in pattern.finditer(text):
        if not any(start <= found.start() < end for start, end in links):
            yield found.span()


@rule("LNK009", severity="error", on=Post, shows="links")
def private(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Leave tokens, sessions and people's addresses out of links.

    Why: a link copied from one's own browser or mail may open one's own session to everybody, or tell who was
    written to. The value is never printed.

    Wrong:
        ---
        title: Sale
        accounts: [tg]
        link: https://northwind.example/sale?PHPSESSID=4k2h9s8d7f6g5h4j3k2l1m0n
        ---
        All beans must go.

    Right:
        ---
        title: Sale
        accounts: [tg]
        link: https://northwind.example/sale
        ---
        All beans must go.

    Source: RFC 3986, section 7.5; OWASP, information exposure through query strings; read 2026-11.
    """
    for link in context.links(post):
        if link.href[:4].lower() != "http" or not ("?" in link.href or ";" in link.href):
            continue  # a letter's address is meant to be read; SEC002 finds a password before a host
        what, name = private_part(link.href)
        if what:
            message = f"The link to {host(link.href)} has {what} in it ({name})."
            yield private.at(
                link.span, message, "Take it out, and try the link where you are not signed in.", post=post.id
            )


@rule("LNK010", severity="warning", on=Post, shows="links")
def says_nothing(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Let a link's words say where it leads, instead of “here”.

    Why: who listens to a page hears its links without the text around them, and eyes look for links too.
    Where a network shows the address behind the words, “here (northwind.example/sale)” is left.

    Wrong:
        ---
        title: Sale
        accounts: [tg]
        ---
        All beans must go, [here](https://northwind.example/sale).

    Right:
        ---
        title: Sale
        accounts: [tg]
        ---
        All beans must go, [in our shop](https://northwind.example/sale).

    Source: W3C, WCAG 2.2, success criterion 2.4.4, technique G91, failure F63; read 2026-11.
    """
    for link in context.links(post):
        words = " ".join((link.text or "").lower().split()).strip(".:!→>»👉 ")
        if words in _NO_WORDS:
            message = f"“{' '.join((link.text or '').split())}” does not say where the link leads."
            hint = "Name it: [the menu](…), [to the sale](…)."
            yield says_nothing.at(link.span, message, hint, post=post.id)


@rule("LNK011", severity="warning", on=Post, shows="links")
def doubled(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Give a link each tracking parameter once, behind one question mark.

    Why: what was pasted twice counts for nothing: of two `utm_source` most programs take one, and what comes
    after a second question mark belongs to the parameter before it.

    Wrong:
        ---
        title: Sale
        accounts: [tg]
        link: https://shop.example/sale?utm_source=a?utm_medium=social
        ---
        All beans must go.

    Right:
        ---
        title: Sale
        accounts: [tg]
        link: https://shop.example/sale?utm_source=a&utm_medium=social
        ---
        All beans must go.

    Source: RFC 3986, section 3.4; read 2026-11.
    """
    for link in context.links(post):
        if "utm_" in link.href.lower() and (fault := _doubled(link.href)):
            message, hint = (
                f"The link to {host(link.href)} {fault}.",
                "Keep one of each: ?utm_source=a&utm_medium=b.",
            )
            yield doubled.at(link.span, message, hint, post=post.id)


def _doubled(href: str) -> str:
    try:
        query = urlsplit(href).query
    except ValueError:
        return ""
    if re.search(r"\?utm_", query, re.IGNORECASE):
        return "has tracking behind a second question mark"
    names = Counter(name.lower() for name, _ in parse_qsl(query, keep_blank_values=True))
    twice = [name for name, times in names.items() if times > 1 and name.startswith("utm_")]
    return f"has {twice[0]} {names[twice[0]]} times" if twice else ""
