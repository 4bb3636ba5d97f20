"""Keep what arrived: one SQLite file and one file a picture, in one folder that survives a restart."""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from smmgen.sandbox.post import Post

SCHEMA = """
create table if not exists post (
  seq integer primary key autoincrement, network text not null, account text not null, id text not null,
  shown text not null, state text not null, unique (network, account, id));
create table if not exists thing (
  network text not null, kind text not null, id text not null, body text not null,
  primary key (network, kind, id));
create table if not exists call (
  seq integer primary key autoincrement, at text not null, network text not null, method text not null,
  status integer not null, fault text not null);
create index if not exists answer on post (network, json_extract(shown, '$.reply_to'));
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A post with its place in the order of arrival, and the network's own record of it."""

    seq: int
    post: Post
    state: Any


class Store:
    """The posts, the networks' own records (`thing`: accounts, uploads, keys …), calls and pictures.

    Every method may be called from any thread; `transaction` makes several calls one.
    """

    def __init__(self, folder: Path) -> None:
        self._media = folder / "media"
        self._media.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._base = sqlite3.connect(
            folder / "sandbox.sqlite3", check_same_thread=False, isolation_level=None, timeout=10
        )
        self._base.execute("pragma journal_mode = wal")
        self._base.execute("pragma synchronous = off")
        self._base.executescript(SCHEMA)

    def close(self) -> None:
        """Close the file; nothing may be called after it."""
        with self._lock:
            self._base.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all calls inside one: kept together, or, after an exception, not at all."""
        with self._lock:
            self._base.execute("begin immediate")
            try:
                yield
            except BaseException:
                self._base.execute("rollback")
                raise
            self._base.execute("commit")

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._base.execute(query, values).fetchall()

    def put_post(self, post: Post, state: Any) -> None:
        """Keep a post, or replace the one of its network, account and id in its place."""
        self._rows(
            "insert into post (network, account, id, shown, state) values (?, ?, ?, ?, ?)"
            " on conflict (network, account, id)"
            " do update set shown = excluded.shown, state = excluded.state",
            post.network,
            post.account,
            post.id,
            msgspec.json.encode(post).decode(),
            json.dumps(state, ensure_ascii=False),
        )

    def post(self, network: str, account: str, post_id: str) -> Kept | None:
        """Return a post, or None where there is none."""
        rows = self._rows(
            "select seq, shown, state from post where network = ? and account = ? and id = ?",
            network,
            account,
            post_id,
        )
        return _kept(rows[0]) if rows else None

    def posts(self, network: str = "", account: str = "") -> list[Kept]:
        """Return the posts in the order of their arrival: all, a network's, or an account's."""
        return [
            _kept(row)
            for row in self._rows(
                "select seq, shown, state from post where (? = '' or network = ?)"
                " and (? = '' or account = ?) order by seq",
                network,
                network,
                account,
                account,
            )
        ]

    def count(self, network: str, account: str = "", *, reply_to: str = "", **own: str) -> int:
        """Count posts without reading them: a network's, an account's, a post's answers.

        `own` asks for what the network's own record says of each.
        """
        asked = {"account = ?": account, "json_extract(shown, '$.reply_to') = ?": reply_to}
        asked |= {f"json_extract(state, '$.{name}') = ?": value for name, value in own.items()}
        where = {"network = ?": network} | {test: value for test, value in asked.items() if value}
        query = f"select count(*) from post where {' and '.join(where)}"  # noqa: S608  (names of our own)
        return int(self._rows(query, *where.values())[0][0])

    def drop_post(self, network: str, account: str, post_id: str) -> bool:
        """Remove a post; return whether it was there."""
        return bool(
            self._rows(
                "delete from post where network = ? and account = ? and id = ? returning seq",
                network,
                account,
                post_id,
            )
        )

    def put_thing(self, network: str, kind: str, thing_id: str, body: Any) -> None:
        """Keep a record of the network's own under a kind and an id."""
        self._rows(
            "insert or replace into thing (network, kind, id, body) values (?, ?, ?, ?)",
            network,
            kind,
            thing_id,
            json.dumps(body, ensure_ascii=False),
        )

    def thing(self, network: str, kind: str, thing_id: str) -> Any:
        """Return a record, or None where there is none."""
        rows = self._rows(
            "select body from thing where network = ? and kind = ? and id = ?", network, kind, thing_id
        )
        return json.loads(rows[0][0]) if rows else None

    def things(self, network: str, kind: str, prefix: str = "") -> dict[str, Any]:
        """Return the records of a kind by their ids, sorted, those whose id begins with `prefix`."""
        rows = self._rows(
            "select id, body from thing where network = ? and kind = ? and substr(id, 1, ?) = ? order by id",
            network,
            kind,
            len(prefix),
            prefix,
        )
        return {row[0]: json.loads(row[1]) for row in rows}

    def drop_thing(self, network: str, kind: str, thing_id: str) -> None:
        """Remove a record, if it is there."""
        self._rows("delete from thing where network = ? and kind = ? and id = ?", network, kind, thing_id)

    def next_number(self, network: str, name: str, at_least: int = 1) -> int:
        """Return the next of a row of growing numbers, none below `at_least`."""
        with self._lock:
            number = max((self.thing(network, "number", name) or 0) + 1, at_least)
            self.put_thing(network, "number", name, number)
        return number

    def put_media(self, content: bytes) -> str:
        """Keep a file's bytes; return their SHA-256 in hexadecimal, which names them."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._media / digest
        if not path.exists():
            partial = path.with_suffix(".part")
            partial.write_bytes(content)
            partial.replace(path)
        return digest

    def media(self, digest: str) -> bytes | None:
        """Return a file's bytes, or None where there is none of that digest."""
        path = self._media / digest
        return path.read_bytes() if digest.isalnum() and path.is_file() else None

    def put_call(self, at: str, network: str, method: str, status: int, fault: str) -> None:
        """Note a call: status 0 is one that was never answered, `fault` the kind put in, if any."""
        self._rows(
            "insert into call (at, network, method, status, fault) values (?, ?, ?, ?, ?)",
            at,
            network,
            method,
            status,
            fault,
        )

    def calls(self) -> list[dict[str, Any]]:
        """Return all calls, first to last."""
        names = ("at", "network", "method", "status", "fault")
        rows = self._rows("select at, network, method, status, fault from call order by seq")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def clear(self) -> None:
        """Forget everything."""
        with self.transaction():
            for table in ("post", "thing", "call"):
                self._base.execute(f"delete from {table}")  # noqa: S608  (our own three names)
        for path in self._media.iterdir():
            path.unlink(missing_ok=True)


def _kept(row: tuple[Any, ...]) -> Kept:
    return Kept(seq=row[0], post=msgspec.json.decode(row[1], type=Post), state=json.loads(row[2]))
