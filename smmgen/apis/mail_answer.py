"""What a mail server's answers mean for a delivery that is one letter or many."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from smmgen.adapter import Ambiguous, NotSent, Outcome, Refused, Reply, Sent, Session
from smmgen.apis.answers import fields, text, unaccepted
from smmgen.apis.mail_list import Reader, covered

TITLE = "The mail server"
WAIT = timedelta(minutes=15)
"""A server that takes a letter later wants to be left alone for so long. Source: RFC 5321, 4.5.4.1: 30
minutes between tries are usual for servers; the publisher comes again anyway."""
_MOST = 8
_SIGN_IN = frozenset({530, 534, 535, 538})
"""The server wants a sign-in, or a better one. Source: RFC 4954, 6."""


def outcome(session: Session, reply: Reply, readers: tuple[Reader, ...], remote_id: str) -> Outcome:
    """Return what came of a delivery; nobody is named but by the line of the list that they stand in."""
    ends = _ends(reply)
    count = Counter(text(one.get("end")) for one in ends)
    if not count["taken"] and not count["unknown"]:
        return nothing(session, reply)
    if count["left"]:
        return _broken_off(reply, readers, ends, count)
    if not count["taken"]:
        return Ambiguous(f"{TITLE} did not say whether it took the letter.")
    return Sent(remote_id, "", _note(readers, ends, count))


def _ends(reply: Reply) -> list[Mapping[str, Any]]:
    found = fields(reply).get("letters")
    return found if isinstance(found, list) else []


def nothing(session: Session, reply: Reply) -> NotSent | Refused:
    """Tell why no letter went out."""
    answer = fields(reply)
    said = f": “{words}”" if (words := covered(text(answer.get("said"))).rstrip(".")) else ""
    if reply.status in _SIGN_IN and not session.account.text("user"):
        why = f"{TITLE} wants a sign-in ({reply.status}{said}). Give the account `user` and `password`."
        return NotSent(why, status=reply.status, is_account_wide=True)
    match answer.get("step"):
        case "sign-in" if reply.status >= 500:
            return unaccepted(session.account, TITLE, f" {reply.status}{said}", reply.status)
        case "sender" if reply.status >= 500:
            why = f"{TITLE} does not let you write as your `sender` ({reply.status}{said})."
            return NotSent(why, status=reply.status, is_account_wide=True)
        case "sign-in" | "sender":
            why = f"{TITLE} asks to wait ({reply.status}{said})."
            return NotSent(why, session.now() + WAIT, reply.status)
    refused = [one for one in _ends(reply) if one.get("end") == "refused"]
    if not refused:
        return NotSent(f"{TITLE} took no letter in time.", session.now() + WAIT)
    first = min(refused, key=lambda one: int(one.get("code", 0)))
    code, quoted = int(first.get("code", 0)), covered(text(first.get("said"))).rstrip(".")
    if code in _SIGN_IN:
        return unaccepted(session.account, TITLE, f" ({code}: “{quoted}”)", code)
    if code < 500:
        return NotSent(f"{TITLE} takes it later ({code}: “{quoted}”).", session.now() + WAIT, code)
    return Refused(f"{TITLE} refused {_letters(len(refused))} for good ({code}: “{quoted}”).", code)


def _letters(number: int) -> str:
    return "the letter" if number == 1 else f"all {number} letters"


def _broken_off(
    reply: Reply, readers: tuple[Reader, ...], ends: list[Mapping[str, Any]], count: Counter[str]
) -> Ambiguous:
    """Tell how to go on behind the last letter that went out, or may have."""
    last = max(place for place, one in enumerate(ends) if one.get("end") in ("taken", "unknown"))
    why = (
        f"{TITLE} took {count['taken']} of {len(ends)} letters and then no more; {count['left']} were not "
        f"sent. To go on behind them set `after: {readers[last].mark}` among the post's options, then "
        "resolve it with --resend."
    )
    return Ambiguous(why, reply.status)


def _note(readers: tuple[Reader, ...], ends: list[Mapping[str, Any]], count: Counter[str]) -> str:
    """Tell of those who did not get it, by their lines; empty where all did."""
    told = []
    for end, words in (("refused", "was refused for"), ("unknown", "may not have reached")):
        lines = sorted(one.line for one, what in zip(readers, ends, strict=False) if what.get("end") == end)
        if lines:
            more = " and more" if len(lines) > _MOST else ""
            shown = ", ".join(map(str, lines[:_MOST])) + more
            told.append(f"it {words} {count[end]} of {len(ends)} addresses: line {shown} of the list")
    return "; ".join(told)
