"""A letter: text and HTML side by side, pictures inside, and the headers that mail providers ask for.

Source: RFC 5322, RFC 2046, RFC 2369, RFC 8058; Gmail's and Yahoo's rules for senders; read 2026-11.
"""

import re
from datetime import datetime
from html import escape

from msgspec import Struct

from smmgen.pattern import pattern

WIDTH = 552
"""Pixels of a picture in a letter: 600, what mail programs show at least, without the letter's margins."""

_WORDS = {
    "en": "Unsubscribe",
    "ru": "Отписаться",
    "uk": "Відписатися",
    "de": "Abmelden",
    "fr": "Se désabonner",
    "es": "Darse de baja",
    "it": "Annulla l’iscrizione",
    "pl": "Wypisz się",
}
_STYLES = {
    "p": "margin:0 0 16px",
    "h2": "margin:24px 0 12px;font-size:22px;line-height:1.25",
    "h3": "margin:24px 0 12px;font-size:18px;line-height:1.3",
    "ul": "margin:0 0 16px;padding-left:24px",
    "ol": "margin:0 0 16px;padding-left:24px",
    "li": "margin:0 0 6px",
    "blockquote": "margin:0 0 16px;padding:0 0 0 14px;border-left:3px solid #bbbbbb",
    "pre": "margin:0 0 16px;padding:12px;font-size:14px;white-space:pre-wrap;background:#8080801f",
    "table": "margin:0 0 16px;border-collapse:collapse",
    "th": "padding:6px 10px;border:1px solid #bbbbbb;text-align:left",
    "td": "padding:6px 10px;border:1px solid #bbbbbb",
    "figure": "margin:0 0 16px",
    "figcaption": "margin:6px 0 0;font-size:14px;color:#777777",
    "img": "display:block;max-width:100%;height:auto;border:0",
    "hr": "margin:24px 0;border:0;border-top:1px solid #bbbbbb",
}
"""Mail programs drop style sheets, so that each tag carries its own look."""
_TAG = pattern(rf"<({'|'.join(_STYLES)})(?=[ >])")
_BOX = pattern(r' width="(\d+)" height="(\d+)"')


class Inline(Struct, frozen=True):
    """A picture inside a letter: its content id, without the angle brackets, its bytes, its media type."""

    cid: str
    data: bytes
    media_type: str


class Letter(Struct, frozen=True, kw_only=True):
    """All that a letter to one reader has. `html` and `text` are the article alone, without head and foot."""

    sender: str
    to: str
    subject: str
    message_id: str
    at: datetime
    html: str
    text: str
    pictures: tuple[Inline, ...] = ()
    reply_to: str = ""
    preheader: str = ""
    postal_address: str = ""
    unsubscribe: str = ""
    language: str = "en"


def written(letter: Letter) -> bytes:
    """Return the letter as it is handed to a mail server; it has 7-bit characters only."""
    from email.message import EmailMessage  # only those who write letters pay for it
    from email.policy import SMTP

    mail = EmailMessage(SMTP.clone(cte_type="7bit"))
    for name, value in _headers(letter).items():
        mail[name] = " ".join(value.split())
    mail.set_content(_plain(letter))
    mail.add_alternative(_page(letter), subtype="html")
    page = list(mail.iter_parts())[-1]
    for number, one in enumerate(letter.pictures, 1):
        main, _, sub = one.media_type.partition("/")
        name = f"{number}.{sub.replace('jpeg', 'jpg')}"
        page.add_related(one.data, main, sub, cid=f"<{one.cid}>", disposition="inline", filename=name)
    return mail.as_bytes()


def _headers(letter: Letter) -> dict[str, str]:
    from email.utils import format_datetime

    headers = {
        "From": letter.sender,
        "To": letter.to,
        "Subject": letter.subject,
        "Date": format_datetime(letter.at),
        "Message-ID": f"<{letter.message_id}>",
        "Reply-To": letter.reply_to,
    }
    if letter.unsubscribe:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
    if letter.unsubscribe.startswith("https:"):
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return {name: value for name, value in headers.items() if value}


def _word(letter: Letter) -> str:
    return _WORDS.get(letter.language.partition("-")[0].lower(), _WORDS["en"])


def _plain(letter: Letter) -> str:
    leave = f"{_word(letter)}: {letter.unsubscribe}" if letter.unsubscribe else ""
    foot = "\n".join(part for part in (letter.postal_address, leave) if part)
    return "\n\n".join(part for part in (letter.text, foot and f"—\n{foot}") if part) + "\n"


def _page(letter: Letter) -> str:
    """Write the HTML: one column, at most 600 pixels wide, for light and dark screens."""
    hidden = "display:none;max-height:0;overflow:hidden;mso-hide:all"
    head = f'<div style="{hidden}">{escape(letter.preheader)}</div>\n' if letter.preheader else ""
    return (
        f'<!doctype html>\n<html lang="{escape(letter.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(letter.subject)}</title>\n</head>\n"
        f'<body dir="auto" style="margin:0;font:16px/1.5 sans-serif">\n{head}'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">\n'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px">'
        f'<tr><td style="padding:24px">\n{_styled(letter.html)}\n{_foot(letter)}</td></tr></table>\n'
        "</td></tr></table>\n</body>\n</html>\n"
    )


def _styled(html: str) -> str:
    return _BOX.sub(_fitted, _TAG.sub(lambda found: f'{found[0]} style="{_STYLES[found[1]]}"', html))


def _fitted(found: re.Match[str]) -> str:
    """Say how large a picture is shown: some mail programs look at nothing else."""
    width, height = int(found[1]), int(found[2])
    shown = min(width, WIDTH)
    return f' width="{shown}" height="{round(height * shown / width)}"'


def _foot(letter: Letter) -> str:
    leave = f'<a href="{escape(letter.unsubscribe)}">{_word(letter)}</a>' if letter.unsubscribe else ""
    lines = [part for part in (escape(letter.postal_address), leave) if part]
    style = f"{_STYLES['hr']};padding:16px 0 0;font-size:13px;color:#777777"
    return f'<p style="{style}">{"<br>".join(lines)}</p>\n' if lines else ""
