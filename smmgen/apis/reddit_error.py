"""What Reddit's errors mean for a post, in words for people.

Reddit answers in two ways: with a status and fields (`reason`, `explanation`), or with 200 and a list of
[code, words, field]. Source: r2/lib/errors.py of the published source of reddit; Reddit API documentation,
/api/submit and /api/comment; recorded answers in PRAW's tests, 2020 to 2025; read 2026-11.
"""

import re
from collections.abc import Mapping
from datetime import timedelta

from msgspec import Struct

from smmgen.adapter import Ambiguous, NotSent, Refused, Reply, Session
from smmgen.apis.answers import fields, text, unaccepted
from smmgen.pattern import pattern

TITLE = "Reddit"
SCOPES = ("edit", "flair", "history", "identity", "read", "submit")
"""The rights that publishing needs. Source: Reddit API documentation, each call's scope."""

ALREADY = "ALREADY_SUB"
_BUSY = 429
_UNITS: Mapping[str, float] = {"milli": 0.001, "second": 1, "minute": 60, "hour": 3600}
_PAUSE = pattern(r"(\d+) ?(milli|second|minute|hour)", re.IGNORECASE)

_LATER: Mapping[str, timedelta] = {
    "RATELIMIT": timedelta(minutes=10),
    "SUBREDDIT_RATELIMIT": timedelta(minutes=10),
    "QUOTA_FILLED": timedelta(hours=1),
}
"""Too much or too fast: when to come back where the words do not say it."""

_ACCOUNT: Mapping[str, str] = {
    "USER_REQUIRED": "The token speaks for nobody. Sign in again and take the refresh token that you get",
    "VERIFIED_USER_REQUIRED": "Reddit wants the account's e-mail address confirmed, under User Settings",
    "BANNED_IP": "Reddit does not take calls from this machine's address",
    "DRACONIAN": "Sign in at reddit.com and accept the terms",
}
"""What a person has to do about the account before anything more can go out."""

_REFUSED: Mapping[str, str] = {
    "BAD_SR_NAME": "There is no such community. Look at `subreddit`",
    "SUBREDDIT_NOEXIST": "There is no such community. Look at `subreddit`",
    "SUBREDDIT_REQUIRED": "There is no such community. Look at `subreddit`",
    "SUBREDDIT_NOTALLOWED": "The account may not post in this community. Ask its moderators",
    "SUBREDDIT_OUTBOUND_LINKING_DISALLOWED": "The community takes no links to others. Take the link out",
    "NO_SELFS": "The community takes no text posts. Add a picture or a link",
    "NO_LINKS": "The community takes text posts only. Take out the link and the pictures",
    "NO_IMAGES": "The community takes no pictures. Take them out",
    "NO_GALLERIES": "The community takes no galleries. Leave one picture",
    "NO_POLLS": "The community takes no polls. Take the poll out",
    "NO_CROSSPOSTS": "The community takes no crossposts. Write a post of its own",
    "INVALID_CROSSPOST_THING": "The post to show again cannot be shown there",
    "NO_TEXT": "Reddit wants a title, and a text where there is nothing else",
    "NO_URL": "Reddit does not take the link. Mend it",
    "BAD_URL": "Reddit does not take the link. Mend it",
    "DOMAIN_BANNED": "Links to this site are banned. Take the link out",
    "TOO_LONG": "The title or the text is too long for Reddit",
    "BAD_FLAIR_TEMPLATE_ID": "The community has no such flair. Look at `flair`",
    "SUBMIT_VALIDATION_FLAIR_REQUIRED": "The community wants a flair: set `flair`",
    "TOO_OLD": "The post is too old for comments",
    "THREAD_LOCKED": "The post is closed for comments",
    "DELETED_LINK": "The post is deleted",
    "DELETED_COMMENT": "The comment is deleted",
    "NO_THING_ID": "The post is not there any more",
    "NOT_AUTHOR": "The post belongs to another account. Look at `refresh_token`",
    "INVALID_OPTION": "Reddit does not know this kind of post",
    "INVALID_SELFPOST": "Reddit does not take the text",
    "USER_BLOCKED": "The account has blocked the author of the post",
}
"""Why Reddit does not publish this post. Each `SUBMIT_VALIDATION_…` is a rule of the community's own."""

_RULE = "SUBMIT_VALIDATION_"


class RedditError(Struct, frozen=True):
    """An error: its code, Reddit's own words, and how many seconds to wait where it says so."""

    code: str
    said: str
    seconds: float | None = None

    @property
    def quoted(self) -> str:
        """Return the words with their code, for the end of a sentence."""
        words = " ".join(self.said.split()).rstrip(".") or "no words"
        return f"({self.code}: “{words}”)"


def error_in(reply: Reply) -> RedditError | None:
    """Return the error of an answer with the status 200."""
    found = fields(reply).get("json")
    inner = found if isinstance(found, dict) else {}
    errors = inner.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    if not isinstance(first, list) or not first:
        return None
    code, said = text(first[0]), text(first[1]) if len(first) > 1 else ""
    told = inner.get("ratelimit")
    return RedditError(code, said, float(told) if isinstance(told, int | float) else _seconds(said))


def _seconds(said: str) -> float | None:
    found = _PAUSE.search(said)
    return int(found[1]) * _UNITS[found[2].lower()] if found else None


def said(reply: Reply) -> str:
    """Return the words of an answer that is no success."""
    answer = fields(reply)
    if "insufficient_scope" in reply.headers.get("www-authenticate", ""):
        return f"{_SCOPE} is missing"
    words = text(answer.get("explanation")) or text(answer.get("error_description"))
    reason = text(answer.get("reason")) or text(answer.get("error"))
    return " ".join(filter(None, (words or text(answer.get("message")), f"[{reason}]" if reason else "")))


_SCOPE = "a scope"


def sorted_out(session: Session, outcome: NotSent | Refused | Ambiguous) -> NotSent | Refused | Ambiguous:
    """Say what a refusal by status means, where the token and not the post is at fault."""
    if outcome.status == 403 and _SCOPE in outcome.why:
        names = " and ".join(session.account.secrets.values())
        advice = f"The token lacks a right: sign in again with {', '.join(SCOPES)}, and put it into {names}."
        return NotSent(f"{advice} {outcome.why}", status=403, is_account_wide=True)
    return outcome


def meaning(session: Session, error: RedditError) -> NotSent | Refused | None:
    """Return what an error says for sure: not now, not this account, not this post; None: nothing."""
    if wait := _LATER.get(error.code):
        pause = timedelta(seconds=error.seconds + 1) if error.seconds is not None else wait
        return NotSent(f"Reddit asks to wait {error.quoted}.", session.now() + pause, _BUSY)
    if error.code.startswith("OAUTH2_"):
        return unaccepted(session.account, TITLE, f" {error.quoted}", 401)
    if advice := _ACCOUNT.get(error.code):
        return NotSent(f"{advice} {error.quoted}.", status=403, is_account_wide=True)
    if advice := _REFUSED.get(error.code):
        return Refused(f"{advice} {error.quoted}.", 400)
    if error.code.startswith(_RULE):
        return Refused(f"A rule of the community forbids it {error.quoted}.", 400)
    return None


def unclear(error: RedditError, status: int) -> Ambiguous:
    """Return the outcome of an error that does not say whether the post was made."""
    return Ambiguous(f"Reddit failed and did not say whether it published {error.quoted}.", status)
