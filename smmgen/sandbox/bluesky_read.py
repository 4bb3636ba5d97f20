"""Read records, as anybody may. Source: lexicons com.atproto.repo.getRecord and listRecords; read 2026-11."""

from collections.abc import Callable
from typing import Any

from smmgen.sandbox.bluesky_answer import invalid, refused
from smmgen.sandbox.bluesky_repo import current, place_of
from smmgen.sandbox.bluesky_session import find_did
from smmgen.sandbox.exchange import Call, World


def _asked(call: Call, *names: str) -> list[str]:
    for name in names:
        if not call.query.get(name):
            raise invalid(f'Params must have the property "{name}"')
    return [str(call.query[name]) for name in names]


def get_record(call: Call, world: World) -> dict[str, Any]:
    """Return one record, to anybody."""
    repo, collection, rkey = _asked(call, "repo", "collection", "rkey")
    did = find_did(world, repo)
    found = current(world, did, collection, rkey)
    if found is None or call.query.get("cid") not in (None, found["cid"]):
        raise refused(400, "RecordNotFound", f"Could not locate record: {place_of(did, collection, rkey)}")
    return found


def list_records(call: Call, world: World) -> dict[str, Any]:
    """Return a collection's records, the newest key first, to anybody."""
    repo, collection = _asked(call, "repo", "collection")
    given = str(call.query.get("limit", "50"))
    limit = int(given) if given.isdecimal() else 0
    if not 1 <= limit <= 100:
        raise invalid("Params/limit must be between 1 and 100")
    is_reverse, cursor = call.query.get("reverse") == "true", str(call.query.get("cursor", ""))
    place = place_of(find_did(world, repo), collection, "")
    found = list(world.store.things("bluesky", "record", place).values())
    found.sort(key=_record_key, reverse=not is_reverse)
    is_later: Callable[[str], bool] = (lambda key: key > cursor) if is_reverse else (lambda key: key < cursor)
    page = [record for record in found if not cursor or is_later(_record_key(record))][:limit]
    return {"records": page} | ({"cursor": _record_key(page[-1])} if page else {})


def _record_key(record: dict[str, Any]) -> str:
    return str(record["uri"]).rpartition("/")[2]
