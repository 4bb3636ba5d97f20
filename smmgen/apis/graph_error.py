"""What the errors of Meta's Graph APIs mean for a post, in words for people.

Graph answers nearly every fault with the status 400 and says in an envelope what it was: a code, and often a
subcode that says more. Source: developers.facebook.com, Graph API, handling errors; Instagram Platform, error
codes (June 2026); Pages API, errors; read 2026-11.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from smmgen.adapter import NotSent, Refused, Reply, Session
from smmgen.apis.answers import fields, text, wait_until
from smmgen.apis.coded import CodedError, Codes
from smmgen.pattern import pattern

_QUARTER = timedelta(minutes=15)

LATER: Mapping[int, timedelta] = {
    4: _QUARTER,
    17: _QUARTER,
    32: _QUARTER,
    341: timedelta(hours=1),
    613: _QUARTER,
    80001: _QUARTER,
    80002: _QUARTER,
}
"""Too many calls: of the app, the person, the Page, the account. Meta frees them over the hour."""

TOKEN = frozenset({102, 190})
"""The token is wrong, too old, or was taken back: a password changed, a role lost, an app removed."""

_RIGHTS = "The token lacks a right, or its owner a role. `smmgen doctor` names what is missing"

ACCOUNT: Mapping[int, str] = {
    3: _RIGHTS,
    10: _RIGHTS,
    **dict.fromkeys(range(200, 300), _RIGHTS),
    368: "Meta has blocked the account for a while over its rules. Sign in and see what it says",
}
"""What a person has to do about the account before anything more can go out."""

REFUSED: Mapping[int, str] = {
    100: "A part of the post is not taken, or the token may not see what it refers to",
    352: "The video's format is not taken. Use MP4 with H.264 and AAC",
    9004: "The file could not be fetched from its address. Let `hosting` serve it to all, without a login",
    36000: "The picture is too large. Keep it within 8 MB",
    36001: "The picture's format is not taken",
    36003: "The picture's shape is not taken: it has to be between 4:5 and 1.91:1",
    36004: "The text is too long, or has too many hashtags or mentions",
    1609005: "The link cannot be opened. Mend it, or leave it out",
}
"""Why this post is not published."""

SUB_LATER: Mapping[int, timedelta] = {
    2207003: timedelta(minutes=5),
    2207008: timedelta(minutes=2),
    2207020: timedelta(minutes=2),
    2207027: timedelta(minutes=2),
    4279009: timedelta(minutes=2),
    2207042: timedelta(hours=1),
    1390008: _QUARTER,
}
"""The file came too slowly; the draft is not found, has expired, is not ready; the day's posts are used up;
posts come too fast."""

SUB_ACCOUNT: Mapping[int, str] = {
    2207050: "Instagram has restricted the account. Sign in to the app and see what it asks",
    2207051: "Meta takes this for spam and has blocked publishing. Wait a day, and publish once by hand",
    4279013: "Threads has restricted the account. Sign in to the app and see what it asks",
    1404078: "The Page needs the authorisation to publish. Look at the Page's settings",
    4854002: "Meta wants its owner to confirm who they are. Sign in and do so",
}

SUB_REFUSED: Mapping[int, str] = {
    33: "There is no such thing, or the token may not see it. Look at the account's number in smmgen.yaml",
    2207004: REFUSED[36000],
    2207005: REFUSED[36001],
    2207009: REFUSED[36003],
    2207010: REFUSED[36004],
    2207023: "The kind of the file is not taken",
    2207026: REFUSED[352],
    2207028: "A carousel takes 2 to 10 pictures and videos",
    2207052: REFUSED[9004],
    1346003: "Meta does not take this content",
    1404102: "Meta does not take this content",
    1366046: "The picture is too large, or of a kind that is not taken: keep it within 4 MB, as JPEG or PNG",
    1366051: "These pictures were published already",
    1609008: "Facebook takes no link to itself here. Leave it out",
    2061006: "The address of the link or file is not taken",
}


class GraphError(Struct, frozen=True):
    """An error out of the envelope: code and subcode, 0 where there is none, and Meta's words."""

    code: int
    subcode: int
    said: str

    @property
    def best(self) -> CodedError:
        """Return it for a sentence, under the number that says most."""
        return CodedError(self.subcode or self.code, self.said)


def error_of(reply: Reply) -> GraphError | None:
    """Return an answer's error; None where it has no envelope."""
    found = fields(reply).get("error")
    if not isinstance(found, dict):
        return None
    said = text(found.get("error_user_msg")) or text(found.get("message"))
    return GraphError(_number(found.get("code")), _number(found.get("error_subcode")), said)


def _number(value: Any) -> int:
    return value if type(value) is int else 0


_SUBCODE = pattern(r"\b2207\d{3}\b")


def told_in(words: str) -> GraphError:
    """Return the error that a container's status tells in words, some with a subcode in them."""
    found = _SUBCODE.search(words)
    return GraphError(0, int(found[0]) if found else 0, words)


def meaning(session: Session, title: str, error: GraphError, reply: Reply | None) -> NotSent | Refused | None:
    """Return what an error says for sure: not now, not this account, not this post; None where neither.

    The codes -1, -2, 1 and 2 say only that something failed, and 506 that the same was published before,
    perhaps by the attempt before this one: they stand in no table. An answer with a status of 500 and above
    says nothing for sure either, whatever its envelope has.
    """
    if reply is not None and reply.status >= 500:
        return None
    by_subcode, by_code = _codes(title)
    outcome = by_subcode.meaning(session, CodedError(error.subcode, error.said)) or by_code.meaning(
        session, CodedError(error.code, error.said)
    )
    until = _free_again(reply, session.now()) if reply else None
    is_busy = isinstance(outcome, NotSent) and outcome.not_before is not None
    return replace(outcome, not_before=until) if until and outcome and is_busy else outcome


def _codes(title: str) -> tuple[Codes, Codes]:
    none: frozenset[int] = frozenset()
    return (
        Codes(title=title, later=SUB_LATER, token=none, account=SUB_ACCOUNT, refused=SUB_REFUSED),
        Codes(title=title, later=LATER, token=TOKEN, account=ACCOUNT, refused=REFUSED),
    )


def _free_again(reply: Reply, now: datetime) -> datetime | None:
    """Return when calls are free again, out of Retry-After, or of Meta's own header, in minutes."""
    if told := wait_until(reply.headers, now):
        return told
    used = Reply(200, {}, reply.headers.get("x-business-use-case-usage", "").encode()).json()
    lists = [one for one in used.values() if isinstance(one, list)] if isinstance(used, dict) else []
    rows = [row for rows in lists for row in rows if isinstance(row, dict)]
    minutes = max((_number(row.get("estimated_time_to_regain_access")) for row in rows), default=0)
    return now + timedelta(minutes=min(minutes, 24 * 60)) if minutes > 0 else None
