"""Write and read records: create, put, get, list, delete, and several writes as one.

Source: lexicons com.atproto.repo.*, and what a PDS was seen to do: a create on an existing key is a 500,
a put of the same record changes nothing, `swapRecord: null` never overwrites; read 2026-11.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from smmgen.sandbox.bluesky_answer import invalid, refused
from smmgen.sandbox.bluesky_blob import check_blobs
from smmgen.sandbox.bluesky_cid import record_cid
from smmgen.sandbox.bluesky_gate import GATES, POSTGATE, THREADGATE, gate_notes
from smmgen.sandbox.bluesky_lexicon import (
    bad,
    check_data,
    check_format,
    check_text,
    expected,
    read_array,
    read_object,
)
from smmgen.sandbox.bluesky_record import KNOWN, POST, check_other, check_post
from smmgen.sandbox.bluesky_session import handle_of, signed_in
from smmgen.sandbox.bluesky_shown import show
from smmgen.sandbox.exchange import Call, World

LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
WRITES = 200
_TID = re.compile(rf"[234567abcdefghij][{LETTERS}]{{12}}")
_KEY = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._~:-]{1,512}")
_WRITE = "com.atproto.repo.applyWrites#"


def new_tid(world: World) -> str:
    """Return a fresh record key from the time."""
    number = int(world.now().timestamp() * 1_000_000)
    number = world.store.next_number("bluesky", "tid", number) << 10
    return "".join(LETTERS[number >> shift & 31] for shift in range(60, -1, -5))


def _given(fields: Mapping[str, Any], *names: str) -> None:
    for name in names:
        if name not in fields:
            raise bad(f'Missing required key "{name}"', "$")
        if name not in ("record", "value", "writes"):
            check_text(fields[name], f"$.{name}")


def _repo(call: Call, world: World) -> str:
    account = signed_in(call, world)
    _given(call.fields, "repo")
    if str(call.fields["repo"]).lower() not in (account["did"], account["handle"]):
        raise refused(403, "AccountNotFound", "Account not found")
    swap = call.fields.get("swapCommit")
    head = world.store.thing("bluesky", "head", account["did"])
    if swap is not None and (head is None or head["cid"] != swap):
        raise refused(400, "InvalidSwap", f"Commit was at {head['cid'] if head else 'null'}")
    return account["did"]


def _commit(world: World, did: str) -> dict[str, str]:
    rev = new_tid(world)
    head = {"cid": record_cid({"did": did, "rev": rev, "version": 3}), "rev": rev}
    world.store.put_thing("bluesky", "head", did, head)
    return head


def place_of(did: str, collection: str, rkey: str) -> str:
    """Return a record's at-uri."""
    return f"at://{did}/{collection}/{rkey}"


def current(world: World, did: str, collection: str, rkey: str) -> dict[str, Any] | None:
    """Return the record under a key with its uri and cid, or None."""
    found: dict[str, Any] | None = world.store.thing("bluesky", "record", place_of(did, collection, rkey))
    return found


def _check(
    world: World, did: str, collection: str, rkey: str, record: Any, validate: Any, path: str = "$.record"
) -> dict[str, str]:
    """Refuse what may not be written; return what the answer says of the validation."""
    check_format(collection, "$.collection", "NSID")
    read_object(record, path)
    check_data(record, path)
    if collection == POST and not _TID.fullmatch(rkey):
        raise invalid(f'Invalid record key for {collection}: Invalid TID string (got "{rkey}") at $')
    if not _KEY.fullmatch(rkey):
        raise bad(f'Invalid record key string (got "{rkey}")', "$.rkey")
    if record.get("$type", collection) != collection:
        raise invalid(f"Invalid $type: expected {collection}, got {record.get('$type')}")
    record.setdefault("$type", collection)
    if collection == POST and validate is not False:
        check_post(record, path)
    elif collection in KNOWN and validate is not False:
        check_other(record, collection, path)
    elif validate is True:
        raise invalid(f"Unknown lexicon type: {collection}")
    check_blobs(world, did, record)
    if validate is False:
        return {}
    return {"validationStatus": "valid" if collection in KNOWN else "unknown"}


def _cid(record: Any) -> str:
    try:
        return record_cid(record)
    except ValueError as fault:
        raise invalid(f"Bad record: {fault}") from fault


def _write(call: Call, world: World, did: str, collection: str, rkey: str, record: Any) -> dict[str, str]:
    place = place_of(did, collection, rkey)
    kept = {"uri": place, "cid": _cid(record), "value": record}
    world.store.put_thing("bluesky", "record", place, kept)
    if collection == POST:
        handle = handle_of(world, did)
        before = world.store.post("bluesky", handle, rkey)
        try:
            post = show(call, world, did, rkey, record, before.post.at if before else world.now())
        except (TypeError, KeyError, AttributeError, ValueError):  # unchecked at the client's own wish
            post = show(call, world, did, rkey, {"text": str(record.get("text", ""))}, world.now())
        world.store.put_post(post, kept)
    if collection in (POST, *GATES):
        _show_gates(world, did, rkey)
    return {"uri": place, "cid": kept["cid"]}


def _show_gates(world: World, did: str, rkey: str) -> None:
    """Note on a post, where there is one of that key, who may answer and quote it."""
    kept = world.store.post("bluesky", handle_of(world, did), rkey)
    if kept is None:
        return
    threadgate, postgate = (current(world, did, name, rkey) for name in (THREADGATE, POSTGATE))
    notes = {name: value for name, value in kept.post.notes.items() if name not in ("replies", "quotes")}
    rules = [gate["value"] if gate else None for gate in (threadgate, postgate)]
    notes |= gate_notes(rules[0], rules[1], place_of(did, POST, rkey))
    world.store.put_post(replace(kept.post, notes=notes), kept.state)


def _drop(world: World, did: str, collection: str, rkey: str) -> None:
    world.store.drop_thing("bluesky", "record", place_of(did, collection, rkey))
    if collection == POST:
        world.store.drop_post("bluesky", handle_of(world, did), rkey)
    elif collection in GATES:
        _show_gates(world, did, rkey)


def create_record(call: Call, world: World) -> dict[str, Any]:
    """Write a new record; on a key that is taken the server fails with a plain 500."""
    did = _repo(call, world)
    fields = call.fields
    _given(fields, "collection", "record")
    rkey = str(fields.get("rkey") or new_tid(world))
    collection, record = str(fields["collection"]), fields["record"]
    status = _check(world, did, collection, rkey, record, fields.get("validate"))
    if current(world, did, collection, rkey):
        raise refused(500)
    written = _write(call, world, did, collection, rkey, record)
    return {**written, "commit": _commit(world, did), **status}


def put_record(call: Call, world: World) -> dict[str, Any]:
    """Write a record under its key, as `swapRecord` allows.

    Absent: overwrite. Null: create only; the same record there changes nothing, another is refused. A
    cid: only over that record.
    """
    did = _repo(call, world)
    fields = call.fields
    _given(fields, "collection", "rkey", "record")
    collection, rkey, record = str(fields["collection"]), str(fields["rkey"]), fields["record"]
    status = _check(world, did, collection, rkey, record, fields.get("validate"))
    there = current(world, did, collection, rkey)
    if there and there["cid"] == _cid(record):
        return {"uri": there["uri"], "cid": there["cid"], **status}
    if "swapRecord" in fields:
        _swap(there, fields["swapRecord"])
    written = _write(call, world, did, collection, rkey, record)
    return {**written, "commit": _commit(world, did), **status}


def _swap(there: dict[str, Any] | None, expected: Any) -> None:
    found = there["cid"] if there else None
    if found != expected:
        raise refused(400, "InvalidSwap", f"Record was at {found or 'null'}")


def delete_record(call: Call, world: World) -> dict[str, Any]:
    """Remove a record; one that is not there is no error."""
    did = _repo(call, world)
    _given(call.fields, "collection", "rkey")
    collection, rkey = str(call.fields["collection"]), str(call.fields["rkey"])
    there = current(world, did, collection, rkey)
    if call.fields.get("swapRecord") is not None:
        _swap(there, call.fields["swapRecord"])
    if there is None:
        return {}
    _drop(world, did, collection, rkey)
    return {"commit": _commit(world, did)}


def apply_writes(call: Call, world: World) -> dict[str, Any]:
    """Do several writes, all or none."""
    did = _repo(call, world)
    _given(call.fields, "writes")
    writes = call.fields["writes"]
    if isinstance(writes, list) and len(writes) > WRITES:
        raise invalid(f"Too many writes. Max: {WRITES}")
    results = [_one_write(call, world, did, *one) for one in read_array(writes, "$.writes")]
    return {"commit": _commit(world, did), "results": results}


def _one_write(call: Call, world: World, did: str, path: str, write: Any) -> dict[str, Any]:
    if not isinstance(write, dict) or not str(write.get("$type", "")).startswith(_WRITE):
        raise expected('an object which includes the "$type" property', write, path)
    kind = str(write["$type"]).removeprefix(_WRITE)
    _given(write, "collection", *(["rkey"] if kind != "create" else []))
    collection, rkey = str(write["collection"]), str(write.get("rkey") or new_tid(world))
    there = current(world, did, collection, rkey)
    if (there is not None) == (kind == "create"):
        raise refused(500)
    if kind == "delete":
        _drop(world, did, collection, rkey)
        return {"$type": f"{_WRITE}deleteResult"}
    _given(write, "value")
    validate = call.fields.get("validate")
    status = _check(world, did, collection, rkey, write["value"], validate, f"{path}.record")
    written = _write(call, world, did, collection, rkey, write["value"])
    return {"$type": f"{_WRITE}{kind}Result", **written, **status}
