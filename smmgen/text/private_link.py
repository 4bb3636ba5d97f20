"""Find what a link should not tell everybody: tokens, sessions, people's addresses."""

import re
from urllib.parse import parse_qsl, urlsplit

from smmgen.pattern import pattern

_TOKENS_TEXT = (
    "access_token accesstoken api_key apikey auth auth_token authtoken jwt key password passwd pwd "
    "refresh_token secret sig signature token x-amz-security-token x-amz-signature x-goog-signature"
)
_TOKENS = frozenset(_TOKENS_TEXT.split())
_SESSIONS_TEXT = "jsessionid phpsessid session session_id sessionid sid aspsessionid cfid cftoken"
_SESSIONS = frozenset(_SESSIONS_TEXT.split())
_LONG = 16
"""Characters of a value that nobody chose; `token=spring` and `key=menu` are words."""

_RANDOM = pattern(r"(?=.*\d)(?=.*[A-Za-z])[\w.%~+/=-]+|\d{16,}|[0-9a-fA-F-]{32,}")
_MAIL = pattern(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IN_PATH = pattern(r";jsessionid=[\w.-]{8,}", re.IGNORECASE)


def private_part(url: str) -> tuple[str, str]:
    """Return what a link tells that is not for everybody, and the parameter's name; else empty texts.

    The value itself is never returned: it would end up in a report.
    """
    try:
        parts = urlsplit(url)
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return "", ""
    if "@" in parts.netloc:
        return "a name or a password", "…@"
    if _IN_PATH.search(parts.path):
        return "somebody's session", "jsessionid"
    for name, value in query:
        small = name.lower()
        is_secret = len(value) >= _LONG and _RANDOM.fullmatch(value) is not None
        if small in _TOKENS and is_secret:
            return "a token", name
        if small in _SESSIONS and is_secret:
            return "somebody's session", name
        if _MAIL.fullmatch(value):
            return "somebody's mailbox", name
    return "", ""
