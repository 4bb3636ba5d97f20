"""Calls of Slack's Web API: who the bot is, pictures, messages.

Source: Slack's documentation, Web API, files.getUploadURLExternal, files.completeUploadExternal, slack file
object; read 2026-11. The API has no version to name.
"""

import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from msgspec import Struct

from smmgen.adapter import Ambiguous, NotSent, Outcome, Refused, Reply, Request, Session
from smmgen.apis.answers import Stopped, Voice, fields, hidden, text, visible
from smmgen.apis.slack_error import TITLE, meaning

POLLS = 8
"""So often a picture that Slack is still at work on is asked for: 8 times in 28 seconds."""


def _said(reply: Reply) -> str:
    """Return an error with what it is about: the scope that is missing, the part that is refused."""
    answer = fields(reply)
    more = answer.get("response_metadata")
    told = more.get("messages") if isinstance(more, dict) else None
    parts = [one for one in told if isinstance(one, str)] if isinstance(told, list) else []
    needed = text(answer.get("needed"))
    return "; ".join(filter(None, (text(answer.get("error")), needed and f"needs {needed}", *parts)))


VOICE = Voice(TITLE, _said)


class Who(Struct, frozen=True, kw_only=True):
    """The bot, as auth.test tells; `url` is its workspace's, `scopes` what its token may do."""

    name: str
    team: str
    url: str
    user: str
    bot: str
    scopes: tuple[str, ...]

    def permalink(self, channel: str, ts: str, root: str = "") -> str:
        """Return a message's address; one in a thread names the thread's first message too."""
        place = f"{self.url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}"
        return f"{place}?thread_ts={root}&cid={channel}" if root else place


def call(session: Session, method: str, *, is_visible: bool = False, **asked: Any) -> Request:
    """Return a call of a method."""
    return Request(
        method="GET" if "query" in asked else "POST",
        url=f"{session.base_url}/api/{method}",
        headers={"Authorization": f"Bearer {session.secret('token')}"},
        is_visible=is_visible,
        **asked,
    )


def ask(session: Session, method: str, **asked: Any) -> Mapping[str, Any]:
    """Make a call that nobody can see and return its answer's fields; raises `Stopped`."""
    return fields(_asked(session, method, **asked))


def _asked(session: Session, method: str, **asked: Any) -> Reply:
    reply = hidden(session, call(session, method, **asked), VOICE)
    if fields(reply).get("ok") is True:
        return reply
    said = _said(reply)
    why = f"Slack answered “{said or reply.status}” before anything was published."
    raise Stopped(meaning(session, text(fields(reply).get("error")), said) or NotSent(why))


def act(session: Session, method: str, body: Mapping[str, Any]) -> Mapping[str, Any] | Outcome:
    """Make a call that everybody can see; return its answer's fields if it is a success."""
    answer = visible(session, call(session, method, json=dict(body), is_visible=True), VOICE)
    if not isinstance(answer, Reply):
        return answer
    found = fields(answer)
    if found.get("ok") is True:
        return found
    said = _said(answer)
    why = f"Slack failed and did not say whether it published (“{said or answer.status}”)."
    return meaning(session, text(found.get("error")), said) or Ambiguous(why, answer.status)


def who(session: Session) -> Who:
    """Return who the bot is, asked for once in a run; raises `Stopped`."""
    kept = session.memo.get("who")
    if not isinstance(kept, Who):
        reply = _asked(session, "auth.test", json={})
        found = fields(reply)
        kept = session.memo["who"] = Who(
            name=text(found.get("user")),
            team=text(found.get("team")),
            url=text(found.get("url")),
            user=text(found.get("user_id")),
            bot=text(found.get("bot_id")),
            scopes=tuple(filter(None, reply.headers.get("x-oauth-scopes", "").replace(" ", "").split(","))),
        )
    return kept


def upload(
    session: Session, name: str, data: bytes, alt: str, pause: Callable[[float], None] = time.sleep
) -> str:
    """Upload a picture that nobody sees yet, wait until it can be shown, and return its id; raises `Stopped`.

    The address of the second step carries its own rights: the token is not for it.
    """
    form = {"filename": name, "length": str(len(data)), **({"alt_txt": alt[:1000]} if alt else {})}
    place = ask(session, "files.getUploadURLExternal", form=form)
    url, number = text(place.get("upload_url")), text(place.get("file_id"))
    if not url or not number:
        raise Stopped(NotSent("Slack did not say where to upload the picture."))
    headers = {"Content-Type": "application/octet-stream"}
    hidden(session, Request(method="POST", url=url, headers=headers, content=data), VOICE)
    ask(session, "files.completeUploadExternal", json={"files": [{"id": number, "title": name}]})
    _await(session, number, pause)
    return number


def _await(session: Session, number: str, pause: Callable[[float], None]) -> None:
    """Wait until Slack knows what a file is: before that it refuses messages that show it."""
    for tried in range(POLLS):
        found = ask(session, "files.info", query={"file": number}).get("file")
        if isinstance(found, dict) and found.get("mimetype"):
            return
        pause(float(tried))
    raise Stopped(NotSent("Slack is still at work on a picture.", session.now() + timedelta(minutes=2)))


def history(session: Session, channel: str, most: int) -> list[Mapping[str, Any]]:
    """Return a channel's latest messages; raises `Stopped`."""
    query = {"channel": channel, "limit": max(1, min(most, 100))}
    found = ask(session, "conversations.history", query=query).get("messages")
    if not isinstance(found, list):
        raise Stopped(NotSent("Slack did not list the channel's messages."))
    return [message for message in found if isinstance(message, dict)]


def is_gone(outcome: object) -> bool:
    """Tell whether a message was gone already."""
    return isinstance(outcome, Refused) and outcome.status == 404
