"""What is said to Nostr's relays, and what their answers mean.

Source: NIP-01 (messages), NIP-11 (a relay's information), NIP-42 (signing in), July 2026; answers of
nostr-relay 1.14; read 2026-11.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from msgspec import Struct

from smmgen.adapter import (
    Ambiguous,
    Broken,
    NotReached,
    NotSent,
    Outcome,
    Refused,
    Request,
    Session,
    Talk,
)
from smmgen.apis.answers import Stopped, fields, text
from smmgen.apis.nostr_event import AUTHENTICATION, Event, Key, compact, event, is_true

TITLE = "Nostr"
VIEWER = "https://njump.me"
"""Where people without a Nostr program see a post."""

USUAL = 2
"""So many relays have to take a post, where the account does not say otherwise and has as many."""

PAUSE = timedelta(minutes=5)
"""A relay that is asked too often does not say for how long."""

Verdict = Literal["taken", "later", "unreached", "unwelcome", "refused", "unknown"]


class Answer(Struct, frozen=True):
    """What became of an event at a relay: `why` is empty where it was taken."""

    relay: str
    verdict: Verdict
    why: str = ""


def relays(session: Session) -> tuple[str, ...]:
    """Return the addresses of the account's relays; `base_url` stands in the place of all of them."""
    if session.account.base_url:
        return ("ws" + session.base_url.removeprefix("http"),)
    return listed(session.account.options.get("relays"))


def listed(written: Any) -> tuple[str, ...]:
    """Return the relays of an account's option, each once."""
    found = (written,) if isinstance(written, str) else written if isinstance(written, tuple) else ()
    return tuple(dict.fromkeys(str(one).strip().rstrip("/") for one in found))


def needed(session: Session) -> int:
    """Return how many relays have to take a post."""
    most = len(relays(session))
    return max(1, min(session.account.number("accepted", USUAL), most))


def publish(session: Session, key: Key, made: Event) -> tuple[Answer, ...]:
    """Hand an event to every relay, one after the other. A repeat changes nothing."""
    return tuple(_handed(session, key, relay, made) for relay in relays(session))


def _handed(session: Session, key: Key, relay: str, made: Event) -> Answer:
    said = Said(session, key, relay, made)
    talk = Talk(url=relay, first=(compact(["EVENT", made]),), then=said.hear, is_visible=True)
    try:
        session.talk(talk)
    except NotReached as fault:
        return Answer(relay, "unreached", str(fault))
    except Broken as fault:
        return _seen(session, Answer(relay, "unknown", str(fault)), made)
    answer = said.answer or Answer(relay, "unknown", "it answered with something else")
    return _seen(session, answer, made) if answer.verdict == "unknown" else answer


def _seen(session: Session, answer: Answer, made: Event) -> Answer:
    """Look whether a relay has the event whose end was not seen."""
    try:
        found = ask(session, answer.relay, {"ids": [made["id"]]})
    except Stopped:
        return answer
    return Answer(answer.relay, "taken") if found else answer


class Said:
    """Listen to what a relay says of an event, and sign in where it wants that first."""

    def __init__(self, session: Session, key: Key, relay: str, made: Event) -> None:
        self.answer: Answer | None = None
        self._session = session
        self._key = key
        self._relay = relay
        self._made = made
        self._challenge = ""
        self._has_signed_in = False

    def hear(self, said: str) -> tuple[str, ...] | None:
        """Return what to say to a message of the relay; None where all is said."""
        message = _message(said)
        if message is None:
            return None
        if message[:1] == ["AUTH"] and len(message) > 1:
            self._challenge = text(message[1])
            return ()
        if message[:1] != ["OK"] or len(message) < 3 or message[1] not in (self._made["id"], ""):
            return ()
        why = text(message[3]) if len(message) > 3 else ""
        if message[2] is not True and _prefix(why) == "auth-required" and self._may_sign_in():
            self._has_signed_in = True
            return compact(["AUTH", self._signed_in()]), compact(["EVENT", self._made])
        verdict = _verdict(message[2], why)
        self.answer = Answer(self._relay, verdict, "" if verdict == "taken" else why or "it gave no reason")
        return None

    def _may_sign_in(self) -> bool:
        return bool(self._challenge) and not self._has_signed_in

    def _signed_in(self) -> Event:
        tags = [["relay", self._relay], ["challenge", self._challenge]]
        return event(self._key, AUTHENTICATION, "", tags, int(self._session.now().timestamp()))


def _message(said: str) -> list[Any] | None:
    """Return what a relay said, None where that is no message at all."""
    try:
        found = json.loads(said)
    except ValueError:
        return None
    return found if isinstance(found, list) else None


def _prefix(why: str) -> str:
    return why.partition(":")[0].strip().lower()


_VERDICTS: Mapping[str, Verdict] = {
    "duplicate": "taken",
    "rate-limited": "later",
    "auth-required": "unwelcome",
    "restricted": "unwelcome",
    "blocked": "unwelcome",
    "error": "unknown",
}
"""What a relay means by not taking an event, by the first word of its reason. Any other is a refusal."""


def _verdict(is_taken: Any, why: str) -> Verdict:
    if is_taken is True:
        return "taken"
    return _VERDICTS.get(_prefix(why), "refused") if is_taken is False else "unknown"


def ended(session: Session, answers: tuple[Answer, ...]) -> Outcome | None:
    """Return why an event does not count as published; None where enough relays have taken it."""
    need, verdicts = needed(session), [answer.verdict for answer in answers]
    if verdicts.count("taken") >= need:
        return None
    why = _why(answers, need)
    if "taken" in verdicts or "unknown" in verdicts:
        return Ambiguous(why)
    if "later" in verdicts:
        return NotSent(why, session.now() + PAUSE, 429)
    if "unreached" in verdicts:
        return NotSent(why)
    if "refused" in verdicts:
        return Refused(why, 400)
    return NotSent(why, status=403, is_account_wide=True)


def _why(answers: tuple[Answer, ...], need: int) -> str:
    taken = sum(answer.verdict == "taken" for answer in answers)
    reasons = "; ".join(f"{host(one.relay)}: “{one.why.rstrip('.')}”" for one in answers if one.why)
    return f"{taken} of {len(answers)} relays took it, and {need} are needed. {reasons}."


def host(relay: str) -> str:
    """Return a relay's name."""
    try:
        return urlsplit(relay).hostname or relay
    except ValueError:
        return relay


def ask(session: Session, relay: str, wanted: Mapping[str, Any]) -> list[Event]:
    """Return what a relay has of what is wanted, each event as true as its id; raises `Stopped`."""
    found: list[Event] = []
    refusal: list[str] = []

    def hear(said: str) -> tuple[str, ...] | None:
        message = _message(said)
        if message is None:
            refusal.append("it talks nonsense")
            return None
        if message[:2] == ["EVENT", "smmgen"] and len(message) > 2 and is_true(message[2]):
            found.append(message[2])
        if message[:2] == ["CLOSED", "smmgen"]:
            refusal.append(text(message[2]) if len(message) > 2 else "")
        return None if message[:2] in (["EOSE", "smmgen"], ["CLOSED", "smmgen"]) else ()

    try:
        session.talk(Talk(url=relay, first=(compact(["REQ", "smmgen", wanted]),), then=hear))
    except (NotReached, Broken) as fault:
        raise Stopped(NotSent(str(fault))) from None
    if refusal:
        raise Stopped(NotSent(f"{host(relay)} does not show what it has: “{refusal[0]}”."))
    return found


def find(session: Session, number: str) -> Event | None:
    """Return an event from the first relay that has it; None where none has. Raises `Stopped`."""
    stopped: Stopped | None = None
    for relay in relays(session):
        try:
            found = ask(session, relay, {"ids": [number]})
        except Stopped as stop:
            stopped = stop
            continue
        if found:
            return found[0]
    if stopped:
        raise stopped
    return None


def own_notes(session: Session, public: str, kind: int, most: int) -> list[Event]:
    """Return the account's latest events of a kind from all relays that answer; raises `Stopped`."""
    wanted = {"authors": [public], "kinds": [kind], "limit": most}
    found: dict[str, Event] = {}
    stops: list[Stopped] = []
    for relay in relays(session):
        try:
            found |= {text(one["id"]): one for one in ask(session, relay, wanted)}
        except Stopped as stop:
            stops.append(stop)
    if stops and len(stops) == len(relays(session)):
        raise stops[0]
    mine = [one for one in found.values() if one.get("pubkey") == public]
    return sorted(mine, key=lambda one: int(one["created_at"]), reverse=True)[:most]


def information(session: Session, relay: str) -> Mapping[str, Any] | None:
    """Return what a relay tells of itself; None where it does not. Raises `NotReached` or `Broken`."""
    url = "http" + relay.removeprefix("ws")
    reply = session.call(Request(method="GET", url=url, headers={"Accept": "application/nostr+json"}))
    return fields(reply) if reply.status == 200 else None
