"""The adapter against a real homeserver: what arrives, and that nothing arrives twice."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest
from msgspec.structs import replace
from PIL import Image

from smmgen.adapter import Identity, NotSent, Refused, Sending, Sent, Session
from smmgen.model.brand import Account
from smmgen.networks.matrix import ADAPTER
from smmgen.publish.fingerprint import fingerprint
from tests.networks.script import picture, sending
from tests.servers.conftest import Opening
from tests.servers.synapse import Homeserver


def jpeg(*_: Any) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (120, 90), "brown").save(file, "JPEG")
    return file.getvalue()


class Room:
    """A room of a real homeserver, published in through true sessions."""

    def __init__(self, server: Homeserver, opened: Opening) -> None:
        self._opened = opened
        self.token, self.other = server.sign_up_twice()
        self.account = Account(
            name="mx",
            network="matrix",
            options={"room": server.room(self.token)},
            secrets={"token": "MATRIX_TOKEN"},
            base_url=server.url,
            language="en",
        )

    def session(self, token: str = "") -> Session:
        return self._opened(ADAPTER, self.account, token or self.token)

    def ready(self, markdown: str = "All beans must go.", *, age: int = 0, **what: Any) -> Sending:
        made = sending(ADAPTER, self.account, markdown, **{"post": uuid4().hex, "read": jpeg, **what})
        return replace(made, first_tried=datetime.now(UTC) - timedelta(minutes=age))

    def publish(self, ready: Sending, token: str = "") -> Sent:
        outcome = ADAPTER.send(self.session(token), ready)
        assert isinstance(outcome, Sent), outcome
        return outcome

    def get(self, path: str, **query: Any) -> Any:
        alias = quote(self.account.text("room"), safe="")
        found = self._call(f"/directory/room/{alias}").json()["room_id"]
        return self._call(f"/rooms/{quote(found, safe='')}/{path}", **query).json()

    def _call(self, path: str, **query: Any) -> httpx.Response:
        url = f"{self.account.base_url}/_matrix/client/v3{path}"
        headers = {"authorization": f"Bearer {self.token}"}
        return httpx.get(url, params=query, headers=headers, trust_env=False, verify=False)

    def said(self) -> list[Any]:
        """Return what the room's messages say, first to last."""
        chunk = self.get("messages", dir="b", limit=50)["chunk"]
        return [
            one["content"] for one in reversed(chunk) if one["type"] == "m.room.message" and one["content"]
        ]


@pytest.fixture
def room(synapse: Homeserver, opened: Opening) -> Room:
    return Room(synapse, opened)


def test_pictures_and_their_text(room: Room) -> None:
    room.publish(room.ready("All **beans** & [here](https://b.example).", files=(picture(0), picture(1))))
    said = room.said()
    assert [one["msgtype"] for one in said] == ["m.image", "m.image", "m.text"]
    assert said[0]["body"] == "A bag of beans, number 0"
    assert said[0]["url"].startswith("mxc://")
    assert said[2]["formatted_body"] == 'All <b>beans</b> &amp; <a href="https://b.example">here</a>.'


@pytest.mark.parametrize(("minutes", "is_other"), [(0, False), (60 * 30, False), (60 * 30, True)])
def test_a_repeat_makes_nothing_new(room: Room, minutes: int, is_other: bool) -> None:
    """A transaction belongs to its token; a late attempt, which looks at the room, needs none."""
    first = room.ready(files=(picture(),))
    made = room.publish(first)
    again = replace(first, first_tried=first.first_tried - timedelta(minutes=minutes))
    assert room.publish(again, room.other if is_other else "") == made
    assert len(room.said()) == 2


def test_half_a_message_is_made_whole(room: Room) -> None:
    whole = room.ready(files=(picture(0), picture(1)), age=60)
    with pytest.raises(StopIteration):
        ADAPTER.send(_Cut(room.session()), whole)
    assert len(room.said()) == 1
    outcome = room.publish(whole)
    assert [one["msgtype"] for one in room.said()] == ["m.image", "m.image", "m.text"]
    assert len(outcome.remote_id.split(",")) == 3


class _Cut:
    """A session that ends before its second visible call, as a machine that is switched off."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._visible = 0

    def call(self, request: Any) -> Any:
        self._visible += request.is_visible
        if self._visible > 1:
            raise StopIteration
        return self._session.call(request)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)


def test_what_was_published_is_found_again(room: Room) -> None:
    ready = room.ready("# Sale\n\n- *one*\n- two\n\n> All & <more>", files=(picture(),))
    made = room.publish(ready)
    assert ADAPTER.recent
    (found,) = ADAPTER.recent(room.session(), 10)
    assert (found.remote_id, found.url, found.images) == (made.remote_id, made.url, 1)
    assert fingerprint(found.text) == fingerprint(ready.content.message.written.visible)


def test_answers_and_the_first_comment(room: Room) -> None:
    first = room.publish(room.ready())
    room.publish(room.ready(number=1, thread=(first.remote_id,)))
    room.publish(room.ready(number=1, thread=(first.remote_id,), is_comment=True))
    above = [one.get("m.relates_to", {}) for one in room.said()]
    assert above[1] == {"m.in_reply_to": {"event_id": first.remote_id}}
    assert (above[2]["rel_type"], above[2]["event_id"]) == ("m.thread", first.remote_id)


def test_an_edit_and_a_retraction(room: Room) -> None:
    made = room.publish(room.ready("All beens.", files=(picture(),)))
    assert ADAPTER.edit
    assert ADAPTER.retract
    assert isinstance(ADAPTER.edit(room.session(), room.ready("All **beans**."), made.remote_id), Sent)
    event = room.get(f"event/{quote(made.remote_id.split(',')[1])}")
    assert event["unsigned"]["m.relations"]["m.replace"]["content"]["m.new_content"]["body"] == "All beans."
    assert ADAPTER.retract(room.session(), made.remote_id) == Sent(made.remote_id, "")
    assert ADAPTER.retract(room.session(), made.remote_id) == Sent(made.remote_id, "")
    assert [one["msgtype"] for one in room.said() if "m.new_content" not in one] == []


def test_the_doctor(room: Room, synapse: Homeserver) -> None:
    assert ADAPTER.identify
    who = ADAPTER.identify(room.session())
    stranger = ADAPTER.identify(room.session(synapse.sign_up()))
    wrong = ADAPTER.identify(room.session("wrong"))
    assert isinstance(who, Identity)
    assert who.missing == ()
    assert isinstance(stranger, Identity)
    assert "not in the room" in stranger.missing[0]
    assert isinstance(wrong, NotSent)
    assert wrong.is_account_wide


def test_a_stranger_may_not_write(room: Room, synapse: Homeserver) -> None:
    outcome = ADAPTER.send(room.session(synapse.sign_up()), room.ready())
    assert isinstance(outcome, NotSent), outcome
    assert outcome.is_account_wide
    assert "M_FORBIDDEN" in outcome.why


def test_a_text_of_full_length_goes_and_a_longer_one_is_refused(room: Room) -> None:
    limit = ADAPTER.limits(room.account).text
    room.publish(room.ready("é" * (limit // 4)))
    assert isinstance(ADAPTER.send(room.session(), room.ready("é" * (65_536 // 4))), Refused)
