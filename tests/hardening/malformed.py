"""Malformed content, as much of it as you like: `python -m tests.hardening.malformed 20000`.

Each input is made from a seed, so a number is all that is needed to see it again (`… malformed 1 --seed 4711`).
Nothing may end in an exception, take more than two seconds or 400 MB, or be found without a file and a line.
"""

import argparse
import io
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PIL import Image

from smmgen.ledger.tree import read_files
from smmgen.model.fault import LedgerUnsafe
from smmgen.pipeline import Findings, build, check
from smmgen.read.tree import Memory

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
SECONDS = 2
MEGABYTES = 400

Input = Mapping[str, bytes]

CONFIG = b"""brand: {name: Northwind, url: https://northwind.example, timezone: Europe/Berlin, language: en}
accounts:
  tg: {network: telegram, chat: "@northwind", token: env:TG}
  bsky: {network: bluesky, handle: northwind.example, password: env:BSKY}
  vk: {network: vk, group: 1, token: env:VK}
rubrics: {promo: {card: promo, accounts: [tg, bsky], share: 20%, hashtags: [sale]}}
slots: {tg: [Mon-Fri 10:00, Sat 12:00], bsky: [daily 09:30]}
quiet_hours: 22:00-08:00
publish: {grace: 6h}
utm: {source: "{network}", medium: social, campaign: "{campaign}"}
"""
POST = """---
id: winter-sale
title: Winter sale
publish_at: 2026-12-01 10:00
status: ready
rubric: promo
accounts: [tg, vk, bsky]
tags: [coffee, sale]
link: https://northwind.example/sale
image: {card: promo, photo: beans.jpg, focus: [0.4, 0.3], headline: "−30 % on all beans", alt: A paper bag}
overflow: thread
campaign: winter
variants:
  vk: {overflow: error, publish_at: 2026-12-01 12:00}
  tg: {options: {silent: yes, buttons: ["Order → https://northwind.example"]}}
---
The text, in **CommonMark**, once for [all](https://northwind.example), @anna and #tag.

- one
- two

::: only tg vk
Only these get this paragraph.
:::

::: instead bsky
Bluesky gets this.
:::

The end.
""".encode()
QUESTION = b"""---
title: Which?
publish_at: 2026-12-02 11:00
status: ready
accounts: [vk]
poll: {question: Which?, options: [One, Two], hours: 24}
first_comment: The answer comes tomorrow.
---
Which one do you take?
"""
PLAN = b"""---
month: 2026-12
goals: [{metric: followers, account: tg, target: 1850}]
mix: {promo: 100%}
cadence: {tg: 0}
key_dates: [{date: 2026-12-24, name: Christmas Eve}]
---
# December

| date | time | rubric | topic | accounts | owner | post |
|---|---|---|---|---|---|---|
| 2026-12-01 | 10:00 | promo | Winter sale | tg, bsky, vk | anna | winter-sale |
| 2026-12-02 | 11:00 | | A question | vk | anna | question |
"""
THEME = b'title: Ours\ncolours: {dark: "#14233B", light: "#F7EEDF"}\n'
CARD = b"""title: Ours
extends: _over
fields: {price: {help: The price, example: {en: "1"}}}
layers: {words: {parts: {headline: {largest: 9%}, price: {text: "{price}"}}}}
"""
LEDGER = {
    "v1/FORMAT": b"smmgen ledger 1\n",
    "v1/CONTROL.json": b'{"accounts":{},"paused":false,"why":""}\n',
}
NASTY = [
    *(
        b"\0",
        b"\x1b[2J",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\r",
        b"\r\n",
        b"\t",
        b"\x85",
        b"\x0c",
    ),
    *(
        text.encode()
        for text in ("\u202e", "\u2066", "\u200b", "\u00ad", "\ufeff", "\ufffd", "\U000e0041", "\u0301" * 40)
    ),
    *(
        text.encode()
        for text in ("👩‍👩‍👧‍👦" * 9, "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "ﷺ" * 30, "מבחן", "اختبار", "e\u0301", "ǅ", "ß", "İ", "ﬀ")
    ),
    *(
        b"&a",
        b"*a",
        b"<<: *a",
        b"!!python/object:os.system x",
        b"!!binary aGk=",
        b"- - - - - - - - - - - - - - x",
    ),
    *(
        b"no",
        b"on",
        b"~",
        b"null",
        b"1e999",
        b"0x1F",
        b"012",
        b"18:00",
        b"1:2:3",
        b"2026-13-45",
        b"2026-02-30 25:61",
    ),
    *(
        b".inf",
        b".nan",
        b"1_000",
        b"=",
        b"@x",
        b"`x",
        b"%x",
        b"? x",
        b"|\n  x",
        b">\n  x",
        b"[",
        b"]",
        b"{",
        b"}",
        b'"',
        b"'",
    ),
    *(
        b"---\n",
        b"...\n",
        b"\n---\n\n---\n",
        b": ",
        b" #",
        b"-- ",
        b"${{ secrets.X }}",
        b"{{ 7*7 }}",
        b"{% x %}",
        b"env:",
    ),
    *(
        b"[x](javascript:alert(1))",
        b"[x](data:text/html,x)",
        b"![](file:///etc/passwd)",
        b"[x](//evil)",
        b"<script>x</script>",
    ),
    *(
        b"[x](https://\xd0\xb0pple.com)",
        b"[x](http://[::1]/)",
        b"[x](https://a:b@c)",
        b"https://a.b/" + b"x" * 900,
        b"<https://x.y>",
    ),
    *(
        b"::: only nobody\nx\n:::\n",
        b"::: instead\n",
        b":::\n",
        b"::::: only tg\n",
        b"::: only tg\n::: only vk\nx\n:::\n:::\n",
    ),
    *(
        b"[" * 300,
        b"*" * 300,
        b"_a" * 300,
        b"`" * 99,
        b"> " * 99,
        b"- " * 99,
        b"<" * 300,
        b"![" * 99,
        b"\\" * 99,
        b"&" * 99,
    ),
    *(
        b"| a |\n|---|\n" + b"| x |\n" * 60,
        b"# " * 50,
        b"1. x\n" * 60,
        b"    code\n" * 30,
        b"```\n",
        b"~~~\n",
        b"[a]: b\n",
        b"[^1]",
    ),
    *(
        b"../../etc/passwd",
        b"/etc/passwd",
        b"C:\\x",
        b"con.jpg",
        b"a" * 300 + b".jpg",
        b"a\x01.jpg",
        b"%2e%2e/x",
        b"~/x",
        b"http://127.0.0.1/",
    ),
    *(
        b"#" + b"t" * 300,
        b"#1",
        b"@" + b"a" * 300,
        b"@@",
        b"#\xf0\x9f\x8e\x89",
        b"a" * 5000,
        "я".encode() * 5000,
        b"\n" * 500,
        b" " * 2000,
    ),
]


@dataclass
class Tally:
    """What came of the inputs: how many findings by code, and what must not be, with its seed."""

    codes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    peak: int = 0

    @property
    def megabytes(self) -> int:
        return self.peak // 1024


def damaged(data: bytes, chance: Random) -> bytes:
    """Return `data` after one to four accidents."""
    for _ in range(chance.randint(1, 4)):
        at, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        match chance.randint(0, 7):
            case 0:
                data = data[:at] + chance.choice(NASTY) + data[at:]
            case 1:
                data = data[:at] + chance.choice(NASTY) + data[min(end, at + 20) :]
            case 2:
                data = data[:at] + data[min(end, at + 40) :]
            case 3:
                data = data[:at] + data[at : at + 200] * chance.randint(2, 5) + data[at:]
            case 4:
                data = data[:at] + chance.randbytes(chance.randint(1, 6)) + data[at:]
            case 5:
                lines = data.split(b"\n")
                chance.shuffle(lines)
                data = b"\n".join(lines)
            case 6:
                data = data[: max(at, 1)]
            case 7:
                data = _value_replaced(data, chance)
    return data


def _value_replaced(data: bytes, chance: Random) -> bytes:
    """Put something nasty in the place of what a key has."""
    lines = data.split(b"\n")
    number = chance.randrange(len(lines))
    key, colon, _ = lines[number].partition(b": ")
    lines[number] = key + (colon or b": ") + chance.choice(NASTY)
    return b"\n".join(lines)


def _picture(chance: Random) -> bytes:
    """Return a picture with damage of its own, or what only claims to be one."""
    mode = chance.choice(["RGB", "RGBA", "L", "P", "CMYK", "I;16", "1", "LA"])
    form = chance.choice(["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"])
    buffer = io.BytesIO()
    try:
        Image.new(mode, (chance.randint(1, 900), chance.randint(1, 700))).save(buffer, form)
    except (OSError, ValueError, KeyError):
        return chance.randbytes(200)
    data = buffer.getvalue()
    match chance.randint(0, 4):
        case 0:
            return data[: chance.randint(0, len(data))]
        case 1:
            place = chance.randrange(len(data))
            return data[:place] + chance.randbytes(4) + data[place + 4 :]
        case 2:
            return data[:16] + b"\xff\xff\xff\xff" + data[20:]
        case 3:
            return data + chance.randbytes(50)
        case _:
            return data


def sound() -> dict[str, bytes]:
    """Return a content repository with nothing to mend."""
    return {
        "smmgen.yaml": CONFIG,
        "content/posts/winter-sale.md": POST,
        "content/posts/question.md": QUESTION,
        "content/posts/beans.jpg": _BEANS,
        "plans/2026-12.md": PLAN,
    }


def repository(seed: int) -> tuple[str, Input]:
    """Return what is malformed, and a content repository with it."""
    chance, files = Random(seed), sound()
    kind = chance.choice(["post"] * 5 + ["config", "plan", "theme", "card", "picture", "path"])
    match kind:
        case "post":
            name = chance.choice(["winter-sale", "winter-sale", "question"])
            files[f"content/posts/{name}.md"] = damaged(files[f"content/posts/{name}.md"], chance)
        case "config":
            files["smmgen.yaml"] = damaged(CONFIG, chance)
        case "plan":
            files["plans/2026-12.md"] = damaged(PLAN, chance)
        case "theme" | "card":
            files["smmgen.yaml"] = b"theme: ours\n" + CONFIG
            files["themes/ours/theme.yaml"] = damaged(THEME, chance) if kind == "theme" else THEME
            files["themes/ours/cards/promo.yaml"] = damaged(CARD, chance) if kind == "card" else CARD
        case "picture":
            files["content/posts/beans.jpg"] = _picture(chance)
        case "path":
            name = chance.choice(NASTY).decode("utf-8", "replace").replace("\0", "0")[:250]
            files[f"content/posts/{name}.md"] = POST
    return kind, files


def ledger(seed: int) -> Input:
    """Return a ledger's files with damage."""
    chance = Random(seed)
    files = LEDGER | _RECORDS
    path = chance.choice(sorted(files))
    if chance.random() < 0.1:
        files[chance.choice(NASTY).decode("utf-8", "replace")] = files.pop(path)
    else:
        files[path] = damaged(files[path], chance)
    return files


def tried(seed: int, tally: Tally) -> None:
    """Read one malformed input, and note what must not be."""
    if seed % 10 == 9:
        with _timed(f"ledger, seed {seed}", tally):
            try:
                read_files(ledger(seed))
            except LedgerUnsafe as fault:
                tally.codes["ledger: " + str(fault)[:25]] += 1
                if not str(fault):
                    tally.faults.append(f"seed {seed}: a ledger is refused without a word")
        return
    kind, files = repository(seed)
    with _timed(f"{kind}, seed {seed}", tally):
        found = _found(kind, files)
        for one in found:
            tally.codes[one.code] += 1
            if not one.span.path or one.span.line < 1 or one.span.column < 1 or not one.message:
                tally.faults.append(f"{kind}, seed {seed}: {one.code} has no place or no words")


def _found(kind: str, files: Input) -> Findings:
    if kind != "picture":
        return check(Memory(files), NOW).findings
    with TemporaryDirectory() as out:  # a picture's damage often shows only when it is drawn
        return build(Memory(files), Path(out), NOW).findings


@contextmanager
def _timed(name: str, tally: Tally) -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, 3 * SECONDS)  # of the processor's time: other work does not count
    start, before = time.process_time(), _peak()
    try:
        yield
    except BaseException as fault:  # whatever it is, it is what we look for
        if isinstance(fault, KeyboardInterrupt):
            raise
        tally.faults.append(f"{name}: {type(fault).__name__}: {fault}")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    took, grown = time.process_time() - start, _peak() - before
    tally.slowest, tally.peak = max(tally.slowest, took), max(tally.peak, _peak())
    if took > SECONDS:
        tally.faults.append(f"{name}: took {took:.1f} s")
    if grown > MEGABYTES * 1024:
        tally.faults.append(f"{name}: took {grown // 1024} MB")


def _peak() -> int:
    """Return the most memory that this process had, in KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def try_all(count: int, first: int = 0, tell: Callable[[str], None] = lambda _: None) -> Tally:
    """Read so many malformed inputs."""
    tally = Tally()
    for seed in range(first, first + count):
        tried(seed, tally)
        if seed % 1000 == 999:
            tell(f"{seed + 1 - first} read, {len(tally.faults)} wrong: {tally.faults[-1:]}")
    return tally


def _beans() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (1200, 1400), "#4A2318").save(buffer, "JPEG")
    return buffer.getvalue()


def _records() -> dict[str, bytes]:
    from smmgen.ledger.path import path_of
    from smmgen.ledger.record import encode
    from tests.ledger.written import ONE, TWO, held, posted, sending

    claim = sending()
    return {
        path_of(ONE): encode(claim) + encode(posted(claim)),
        path_of(TWO): encode(claim) + encode(held(claim)),
    }


_BEANS = _beans()
_RECORDS = _records()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    tally = try_all(asked.count, asked.seed, lambda text: print(text, file=sys.stderr))
    for code, count in tally.codes.most_common(100 if asked.count > 1 else 1000):
        print(f"{count:8} {code}")
    print(f"slowest {tally.slowest:.2f} s, memory at most {tally.megabytes} MB")
    print("\n".join(tally.faults[:50]) or f"{asked.count} read, nothing wrong")
    sys.exit(bool(tally.faults))


if __name__ == "__main__":
    main()
