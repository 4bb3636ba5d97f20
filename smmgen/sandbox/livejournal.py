"""LiveJournal's XML-RPC at /interface/xmlrpc, with challenges.

Any username with the password 1:sandbox. Source: LiveJournal's server (ljprotocol.pl) and its protocol
manual; read 2026-11. Entries wait for their time (`custom_time`, ver 4) but nothing makes them appear;
pictures are shown where they lie in the sandbox's own media host.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World
from smmgen.sandbox.livejournal_entry import (
    address,
    checked,
    comment,
    moment,
    offset,
    show,
    signature,
    text_bytes,
)
from smmgen.sandbox.livejournal_fault import Unreadable, failed, fault, good, read, refusal, without_id
from smmgen.sandbox.livejournal_user import challenge, md5, user
from smmgen.sandbox.post import Post
from smmgen.sandbox.rate import Limit
from smmgen.sandbox.store import Kept

PER_SECOND = Limit(5, 1)
"""Calls. Source: LiveJournal's bot policy; read 2026-11."""
COMMENT_BYTES, COMMENT_CHARACTERS = 9000, 4300
GET_MOST = 50
Given = dict[str, Any]


def _journal(given: Given, poster: str) -> str:
    name = str(given.get("usejournal") or poster).lower()
    if not name.replace("-", "_").isidentifier():
        raise failed(206)
    return name.replace("-", "_")


def _login(given: Given, world: World) -> Given:
    poster = user(given, world)
    return {"userid": 1, "fullname": poster.title(), "usejournals": [], "friendgroups": [], "fastserver": 1}


def _post(given: Given, world: World) -> Given:
    poster = user(given, world)
    journal = _journal(given, poster)
    content = checked(given, is_new=True)
    last = world.store.thing("livejournal", "last", poster)
    if last and last["signature"] == signature(given):
        return dict(last["answer"])
    if int(given.get("custom_time", 0) or 0) and int(given.get("ver", 0)) >= 4:
        return _delayed(given, world, journal)
    at = moment(given, world.now())
    itemid = world.store.next_number("livejournal", f"item {journal}")
    anum = int(md5(f"{journal} {itemid}")[:2], 16)
    url = address(journal, itemid * 256 + anum)
    state = {
        "itemid": itemid,
        "anum": anum,
        "ditemid": itemid * 256 + anum,
        "url": url,
        "journal": journal,
        "poster": poster,
        "security": given.get("security") or "public",
        "eventtime": at.strftime("%Y-%m-%d %H:%M:00"),
        "content": content,
    }
    world.store.put_post(show(world, state, None, given), state)
    answer = {"itemid": itemid, "anum": anum, "url": url, "type": "posted"}
    world.store.put_thing("livejournal", "last", poster, {"signature": signature(given), "answer": answer})
    return answer


def _delayed(given: Given, world: World, journal: str) -> Given:
    if "tz" not in given:
        raise failed(215)
    at = moment(given, world.now())
    if at - offset(str(given["tz"])) <= world.now() + timedelta(minutes=1):
        raise failed(153, "The time of a delayed entry must lie ahead")
    number = world.store.next_number("livejournal", "delayed")
    world.store.put_thing("livejournal", "waiting", str(number), given)
    return {"delayedid": number, "type": "delayed", "url": address(journal, number)}


def _find(given: Given, world: World, journal: str) -> Kept:
    item = str(given.get("itemid", ""))
    if not item.lstrip("-").isdecimal():
        raise failed(200)
    for kept in world.store.posts("livejournal", journal):
        if kept.state.get("itemid") == int(item):
            return kept
    raise failed(302)


def _edit(given: Given, world: World) -> Given:
    poster = user(given, world)
    journal = _journal(given, poster)
    kept = _find(given, world, journal)
    if kept.state["poster"] != poster:
        raise failed(302)
    if "event" not in given:
        raise failed(200)
    names = {"itemid": kept.state["itemid"], "anum": kept.state["anum"]}
    if not text_bytes(given["event"]).strip():
        world.store.drop_post("livejournal", journal, kept.post.id)
        world.store.drop_thing("livejournal", "last", poster)
        return names
    content = checked(given, is_new=False)
    if "props" not in given:
        content["props"] = kept.state["content"]["props"]
    state = kept.state | {"content": content, "security": given.get("security") or kept.state["security"]}
    world.store.put_post(show(world, state, kept, given), state)
    return names | {"url": kept.state["url"]}


def _events(given: Given, world: World) -> Given:
    journal = _journal(given, user(given, world))
    kept = [one for one in world.store.posts("livejournal", journal) if "itemid" in one.state][::-1]
    match given.get("selecttype"):
        case "lastn":
            most = int(given.get("howmany") or 20)
            if most > GET_MOST:
                raise failed(209, f"Maximum is {GET_MOST}")
            kept = kept[:most]
        case "one":
            item = int(given.get("itemid", 0))
            kept = kept[:1] if item == -1 else [one for one in kept if one.state["itemid"] == item]
        case "day" | "syncitems" | "multiple" | "before":
            raise failed(203, "the sandbox selects lastn and one")
        case _:
            raise failed(200, "Invalid selecttype")
    return {"events": [_told(given, world, one) for one in kept], "skip": 0}


def _told(given: Given, world: World, kept: Kept) -> Given:
    state, content = kept.state, kept.state["content"]
    replies = _replies(world, state["journal"], kept.post.id)
    told = {
        **{name: state[name] for name in ("itemid", "anum", "ditemid", "url", "eventtime", "poster")},
        "logtime": kept.post.at.strftime("%Y-%m-%d %H:%M:%S"),
        "event_timestamp": int(kept.post.at.timestamp()),
        "event": content["event"],
        "can_comment": int("opt_nocomments" not in content["props"]),
        "reply_count": len(replies),
    }
    if content["subject"]:
        told["subject"] = content["subject"]
    if state["security"] != "public":
        told["security"] = state["security"]
    most = int(given.get("truncate", 0) or 0)
    if most and len(content["event"].encode()) > most:
        told["event"] = content["event"].encode()[: most - 3].decode(errors="ignore") + "..."
    return told if given.get("noprops") else told | {"props": content["props"]}


def _comment(given: Given, world: World) -> Given:
    poster = user(given, world)
    journal = str(given.get("journal", "")).replace("-", "_")
    body = text_bytes(given.get("body", ""))
    if not journal or not body.strip() or "ditemid" not in given:
        raise failed(200)
    above = world.store.post("livejournal", journal, str(given["ditemid"]))
    if above is None:
        raise failed(203, "No such entry")
    if len(body.encode()) > COMMENT_BYTES or len(body) > COMMENT_CHARACTERS:
        raise failed(409)
    number = world.store.next_number("livejournal", f"talk {journal}") * 256 + above.state["anum"]
    link = f"{above.post.url}?thread={number}#t{number}"
    shown = comment(body)
    post = Post(
        network="livejournal",
        account=journal,
        id=f"t{number}",
        at=world.now(),
        text=shown.text,
        marks=shown.marks,
        title=str(given.get("subject", "")),
        url=link,
        reply_to=above.post.id,
        request={name: value for name, value in given.items() if not name.startswith("auth")},
    )
    world.store.put_post(post, {"dtalkid": number, "poster": poster, "body": body, "ditemid": above.post.id})
    return {"status": "ok", "commentlink": link, "dtalkid": number}


def _replies(world: World, journal: str, above: str) -> list[Kept]:
    return [one for one in world.store.posts("livejournal", journal) if one.post.reply_to == above]


def _comments(given: Given, world: World) -> Given:
    journal = str(given.get("journal", "")).replace("-", "_")
    states = [one.state for one in _replies(world, journal, str(given.get("ditemid", "")))]
    rows = [
        {"dtalkid": one["dtalkid"], "postername": one["poster"], "body": one["body"], "level": 1}
        for one in states
    ]
    return {"comments": rows, "topitems": len(rows), "pages": 1}


METHODS: dict[str, Callable[[Given, World], Given]] = {
    "getchallenge": challenge,
    "login": _login,
    "postevent": _post,
    "editevent": _edit,
    "getevents": _events,
    "addcomment": _comment,
    "getcomments": _comments,
}


def method(call: Call) -> str:
    """Return the method without its prefix; where the body is none, the path."""
    try:
        return read(call.body)[0].removeprefix("LJ.XMLRPC.")
    except Unreadable:
        return call.path


def answer(call: Call, world: World) -> Answer:
    """Answer a call as LiveJournal does."""
    if call.path != "interface/xmlrpc":
        raise Refused(Answer(status=404, body=b"Not Found", headers={"content-type": "text/html"}))
    if call.method != "POST":
        raise Refused(Answer(status=405, body=b"", headers={"allow": "POST"}))
    try:
        name, given = read(call.body)
    except Unreadable as problem:
        return fault(203, str(problem))
    name = name.removeprefix("LJ.XMLRPC.")
    if name not in METHODS:
        raise failed(201, name)
    if not call.headers.get("user-agent"):
        raise Refused(refusal(403))
    if world.meter.count("livejournal", PER_SECOND, world.now()).is_exceeded:
        raise failed(406)
    return good(METHODS[name](given, world))


FAKE = Fake(
    name="livejournal",
    title="LiveJournal",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
