"""Calls of LiveJournal's XML-RPC: each signed with a challenge of its own, which works once.

Source: LiveJournal's server, its protocol module and manual (2015); read 2026-11.
"""

from collections.abc import Mapping
from hashlib import md5
from typing import Any

from smmgen.adapter import NotSent, Outcome, Reply, Request, Session
from smmgen.apis import xmlrpc
from smmgen.apis.answers import Stopped, Voice, hidden, text, visible
from smmgen.apis.coded import CodedError
from smmgen.apis.livejournal_error import CODES, TITLE
from smmgen.apis.xmlrpc import Fault, Value

VERSION = 1
"""The version of the protocol that every call names: from 1 on, texts are UTF-8."""

VOICE = Voice(TITLE, lambda reply: "")


def _request(session: Session, mode: str, told: Mapping[str, Value], *, is_visible: bool = False) -> Request:
    return Request(
        method="POST",
        url=f"{session.base_url}/interface/xmlrpc",
        headers={"Content-Type": "text/xml; charset=utf-8"},
        content=xmlrpc.call(f"LJ.XMLRPC.{mode}", told),
        is_visible=is_visible,
    )


def _answered(reply: Reply) -> Mapping[str, Any] | CodedError:
    """Return what an answer holds, or its error; the error's code is 0 where nothing can be read."""
    try:
        found = xmlrpc.answered(reply.body)
    except ValueError:
        return CodedError(0, "an answer that cannot be read")
    if isinstance(found, Fault):
        return CodedError(found.code, found.said)
    return found if isinstance(found, dict) else {}


def _heard(session: Session, reply: Reply) -> Mapping[str, Any]:
    answer = _answered(reply)
    if isinstance(answer, CodedError):
        why = f"{TITLE} failed before anything was published {answer.quoted}."
        raise Stopped(CODES.meaning(session, answer) or NotSent(why, status=reply.status))
    return answer


def _signed(session: Session, told: Mapping[str, Value]) -> Mapping[str, Value]:
    """Add who calls: the password itself never leaves, only its hash with a challenge."""
    asked = hidden(session, _request(session, "getchallenge", {"ver": VERSION}), VOICE)
    challenge = text(_heard(session, asked).get("challenge"))
    if not challenge:
        raise Stopped(NotSent(f"There is no {TITLE} at `base_url`.", is_account_wide=True))
    signature: dict[str, Value] = {
        "username": session.account.text("user"),
        "auth_method": "challenge",
        "auth_challenge": challenge,
        "auth_response": _hash(challenge + _hash(session.secret("password"))),
        "ver": VERSION,
    }
    return {**signature, **told}


def _hash(words: str) -> str:
    return md5(words.encode(), usedforsecurity=False).hexdigest()


def ask(session: Session, mode: str, told: Mapping[str, Value]) -> Mapping[str, Any]:
    """Make a call that nobody can see and return its answer; raises `Stopped`."""
    return _heard(session, hidden(session, _request(session, mode, _signed(session, told)), VOICE))


def publish(
    session: Session, mode: str, told: Mapping[str, Value], gone: frozenset[int] = frozenset()
) -> Mapping[str, Any] | Outcome:
    """Make a call that readers see the effect of; raises `Stopped` before it.

    The errors in `gone` say that there is nothing left to do: then the answer is that error, as "gone".
    """
    reply = visible(session, _request(session, mode, _signed(session, told), is_visible=True), VOICE)
    if not isinstance(reply, Reply):
        return reply
    answer = _answered(reply)
    if not isinstance(answer, CodedError):
        return answer
    if answer.code in gone:
        return {"gone": answer.code}
    return CODES.meaning(session, answer) or CODES.ambiguous(answer, reply.status)


def entries(session: Session, most: int) -> tuple[Mapping[str, Any], ...]:
    """Return the latest entries of the journal, newest first, as they were written; raises `Stopped`."""
    asked: dict[str, Value] = {"selecttype": "lastn", "howmany": min(most, 50), "lineendings": "unix"}
    found = ask(session, "getevents", {**asked, **journal(session)}).get("events")
    return tuple(one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


def journal(session: Session) -> Mapping[str, Value]:
    """Return in which journal, where it is not the user's own."""
    name = session.account.text("journal")
    return {"usejournal": name} if name else {}


def journal_name(session: Session) -> str:
    """Return the journal's name."""
    return session.account.text("journal") or session.account.text("user")
