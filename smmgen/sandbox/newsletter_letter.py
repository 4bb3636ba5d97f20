"""Keep letters that came by SMTP, and show one for all its recipients, as it looks to each.

Source: RFC 5322, RFC 2369, RFC 8058, and what mailbox providers ask of senders (Gmail, "Email sender
guidelines"); read 2026-11.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.hosted import fetch
from smmgen.sandbox.html_text import read as read_html
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.post import Picture, Post
from smmgen.sandbox.rich import Rich, Rule, plain, scanned, stripped

HTML_BYTES = 102 * 1024
"""Gmail shows no more of a letter."""
_URL = r"https?://[^\s<>]*[^\s<>.,:;!?'\")\]]"
_LINKS: tuple[Rule, ...] = ((re.compile(_URL), lambda match: plain(match[0], "link", match[0])),)
_IMAGE = re.compile(r"<img\b[^>]*>", re.I)


def receive(world: World, sender: str, recipients: list[str], content: bytes) -> str:
    """Keep a letter with its envelope; return the name under which the server queued it."""
    letter: Any = message_from_bytes(content, policy=policy.default)
    queued = f"{world.store.next_number('newsletter', 'letter'):010X}"
    kept = {
        "id": queued,
        "at": world.now().isoformat(),
        "mail_from": sender,
        "rcpt_to": recipients,
        "message_id": str(letter["Message-ID"] or ""),
        "subject": str(letter["Subject"] or ""),
        "sha256": world.store.put_media(content),
    }
    world.store.put_thing("newsletter", "letter", queued, kept)
    _show(world, letter, kept)
    return queued


def _show(world: World, letter: EmailMessage, kept: Mapping[str, Any]) -> None:
    account = parseaddr(str(letter["From"] or ""))[1] or kept["mail_from"] or "unknown"
    html, text = _part(letter, "html"), _part(letter, "plain")
    seen = read_html(html) if html else stripped(scanned(text, _LINKS))
    name = _name(account, kept["subject"], seen)
    old = world.store.post("newsletter", account, name)
    counts: dict[str, int] = dict(old.state["recipients"]) if old else {}
    for one in kept["rcpt_to"]:
        counts[one] = counts.get(one, 0) + 1
    post = Post(
        network="newsletter",
        account=account,
        id=name,
        at=old.post.at if old else world.now(),
        text=seen.text,
        url=f"{world.url}/newsletter/letters/{kept['id']}",
        marks=seen.marks,
        media=tuple(_pictures(world, letter, html)),
        title=kept["subject"],
        notes={"from": str(letter["From"] or ""), "to": _listed(counts)},
        warnings=(*_twice(counts), *_faults(letter, html, text)),
        request={"headers": {key: str(value) for key, value in letter.items()}},
    )
    letters = [*(old.state["letters"] if old else []), kept["id"]]
    world.store.put_post(post, {"recipients": counts, "letters": letters})


def _name(account: str, subject: str, seen: Rich) -> str:
    """Return a name that the letters to all recipients share: their links may be each reader's own."""
    said = re.sub(r"\s+", " ", re.sub(_URL, "", seen.text))
    return hashlib.sha256(f"{account}\n{subject}\n{said}".encode()).hexdigest()[:16]


def _part(letter: EmailMessage, kind: str) -> str:
    found = letter.get_body(preferencelist=(kind,))
    return str(found.get_content()) if found is not None else ""


def _listed(counts: Mapping[str, int]) -> str:
    first = ", ".join(list(counts)[:5])
    return f"{first} and {len(counts) - 5} more" if len(counts) > 5 else first


def _twice(counts: Mapping[str, int]) -> list[str]:
    return [f"{one} got this letter {number} times." for one, number in counts.items() if number > 1]


def _pictures(world: World, letter: EmailMessage, html: str) -> Iterator[Picture]:
    """Find the letter's own pictures and those of this server, as the HTML shows them."""
    inside = {
        str(part["Content-ID"] or "").strip("<>"): part.get_payload(decode=True) for part in letter.walk()
    }
    for tag in _IMAGE.findall(html):
        source, alt = _attribute(tag, "src"), _attribute(tag, "alt")
        content: Any = inside.get(source.removeprefix("cid:")) if source.startswith("cid:") else None
        if file := fetch(world, source):
            content = file.content
        seen = look(content) if isinstance(content, bytes) else None
        if seen:
            yield picture(content, world.store.put_media(content), seen, alt)


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf"\b{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag, re.I)
    return (match[1] or match[2] or "") if match else ""


def _faults(letter: EmailMessage, html: str, text: str) -> Iterator[str]:
    if not str(letter["Subject"] or "").strip():
        yield "The letter has no subject."
    if not text.strip():
        yield "There is no plain text for readers without HTML."
    for name in ("Date", "Message-ID"):
        if letter[name] is None:
            yield f"The letter has no {name}: filters for spam count that against it."
    unsubscribe = str(letter["List-Unsubscribe"] or "")
    if not unsubscribe:
        yield "There is no List-Unsubscribe header: large providers ask for it and hide letters without it."
    elif (
        "https://" in unsubscribe
        and str(letter["List-Unsubscribe-Post"] or "") != "List-Unsubscribe=One-Click"
    ):
        yield "There is no List-Unsubscribe-Post header, so that one click does not unsubscribe."
    if (size := len(html.encode())) > HTML_BYTES:
        yield f"The HTML has {size // 1024} kB; Gmail cuts it at {HTML_BYTES // 1024} kB."
    for tag in _IMAGE.findall(html):
        if not re.search(r"\balt\s*=", tag, re.I):
            yield f"A picture has no alternative text: {_attribute(tag, 'src')[:80]}"
