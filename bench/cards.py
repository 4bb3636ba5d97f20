"""Time branded cards beside other engines, in turns in one run, and beside the floor.

Run: python -m bench.cards [CARDS] [--peers DIR]. DIR is a folder in which
`npm install sharp satori @resvg/resvg-js @fontsource/noto-sans` was run. A card is 1080 × 1080: a photo of
3000 × 2000, scrim, logo, a fitted headline in Latin or Cyrillic letters with an emoji, as a JPEG. The floor
is decoding, resizing and encoding the photo by the same Pillow with the same store of freed blocks. Every
engine is a process of its own on the same one processor, its start is not counted. Told are the medians of the
turns, of the time that passed and of the processor's own time: on a machine that does other things as well,
the second is the one to trust.
"""

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

from msgspec.structs import replace
from PIL import Image, ImageDraw, ImageFilter

from smmgen.cards.picture import Studio
from smmgen.model.post import Image as Ask
from smmgen.model.source import Span
from smmgen.model.variant import Picture
from smmgen.read.theme import read_theme
from smmgen.read.tree import Folder

ROOT = Path(__file__).parents[1]
SIZES = {"square": (1080, 1080), "portrait": (1080, 1350), "landscape": (1200, 675), "story": (1080, 1920)}
PHOTOS, TURN = 6, 10
WORDS = (
    ["Winter", "roast", "from", "the", "north", "harvest", "morning", "filter", "honest", "river", "market"],
    ["Зимняя", "обжарка", "с", "севера", "урожай", "утро", "фильтр", "честный", "река", "рынок", "друзья"],
)
EMOJI = "☕🎉🔥🌲🎁"


def headline(number: int) -> str:
    chance = random.Random(number)
    words = chance.choices(WORDS[number % 2], k=chance.randint(3, 9))
    return f"{' '.join(words)} {chance.choice(EMOJI)}".capitalize()


def photo(number: int) -> bytes:
    """Return a photo of 3000 × 2000 with soft and sharp parts, grain and light, about 2 MB."""
    chance = random.Random(number)
    low = Image.frombytes("RGB", (12, 8), chance.randbytes(288)).resize(
        (3000, 2000), Image.Resampling.BICUBIC
    )
    draw = ImageDraw.Draw(low)
    for _ in range(500):
        x, y, size = chance.randrange(3000), chance.randrange(2000), chance.randrange(8, 160)
        draw.ellipse((x, y, x + size, y + size), tuple(chance.randbytes(3)))
    fine = Image.frombytes("RGB", (750, 500), chance.randbytes(1_125_000)).resize(
        (3000, 2000), Image.Resampling.BICUBIC
    )
    mixed = Image.blend(low.filter(ImageFilter.GaussianBlur(1)), fine, 0.18)
    file = BytesIO()
    mixed.save(file, "JPEG", quality=88)
    return file.getvalue()


def asked(number: int, size: str, photos: int = PHOTOS) -> Picture:
    width, height = SIZES[size]
    words = headline(number)
    return Picture(
        image=Ask(card="news", photo=f"{number % photos}.jpg", headline=words, size=size, focus=(0.5, 0.4)),
        card="news",
        width=width,
        height=height,
        alt="",
        handle="@northwind",
        language="ru" if number % 2 else "en",
        max_bytes=5_000_000,
        span=Span("bench"),
    )


def studio(folder: Path) -> Studio:
    theme, _ = read_theme(Folder(ROOT), "northwind")
    files = Folder(ROOT)
    return Studio(theme, lambda path: (folder / path).read_bytes() if path[0].isdigit() else files.read(path))


def ours(folder: Path, out: Path):
    made = studio(folder)

    def one(number: int) -> None:
        (out / f"smmgen-{number}.jpg").write_bytes(made.draw(asked(number, "square")).data)

    return one


def no_focus(folder: Path, out: Path):
    made = studio(folder)

    def one(number: int) -> None:
        picture = asked(number, "square")
        made.draw(replace(picture, image=replace(picture.image, focus=None)))

    return one


def four_sizes(folder: Path, out: Path):
    made = studio(folder)

    def one(number: int) -> None:
        for size in SIZES:
            (out / f"smmgen-{number}-{size}.jpg").write_bytes(made.draw(asked(number, size)).data)

    return one


def floor(folder: Path, out: Path, sizes: tuple[str, ...] = ("square",)):
    Image.core.set_blocks_max(1)

    def one(number: int) -> None:
        with Image.open(folder / f"{number % PHOTOS}.jpg") as opened:
            opened.load()
            for size in sizes:
                width, height = SIZES[size]
                part = min(3000 / width, 2000 / height)
                left, top = max(0.0, 1500 - width * part / 2), max(0.0, 1000 - height * part / 2)
                box = (left, top, 3000 - left, 2000 - top)
                small = opened.resize((width, height), Image.Resampling.HAMMING, box=box)
                small.save(out / f"floor-{number}-{size}.jpg", quality=85)

    return one


def floor_of_four(folder: Path, out: Path):
    return floor(folder, out, tuple(SIZES))


ENGINES = {
    "floor": floor,
    "floor, four sizes": floor_of_four,
    "smmgen": ours,
    "smmgen, no focus given": no_focus,
    "smmgen, four sizes": four_sizes,
}
PEERS = {"sharp + SVG": "sharp", "satori + resvg, sharp": "layer", "satori + resvg": "satori"}


class Engine:
    """A process that draws the cards it is told to; it answers with the seconds they took, passed and used."""

    def __init__(self, command: list[str], core: int) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            preexec_fn=lambda: os.sched_setaffinity(0, {core}),
        )

    def tell(self, start: int, end: int) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{start} {end}\n")
        self._process.stdin.flush()

    def hear(self) -> tuple[float, float]:
        assert self._process.stdout
        answer = self._process.stdout.readline().split()
        return (float(answer[0]), float(answer[1])) if answer else sys.exit("an engine died")

    def seconds(self, start: int, end: int) -> tuple[float, float]:
        self.tell(start, end)
        return self.hear()

    def peak_megabytes(self) -> int:
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()


def serve(name: str, folder: Path, out: Path) -> None:
    one = ENGINES[name](folder, out)
    for line in sys.stdin:
        start, end = map(int, line.split())
        began, used = time.perf_counter(), time.process_time()
        for number in range(start, end):
            one(number)
        print(time.perf_counter() - began, time.process_time() - used, flush=True)


def commands(folder: Path, out: Path, peers: Path | None) -> dict[str, list[str]]:
    found = {name: [sys.executable, __file__, "--serve", name, str(folder), str(out)] for name in ENGINES}
    if peers:
        script = peers / "cards_peers.mjs"
        script.write_bytes((ROOT / "bench/cards_peers.mjs").read_bytes())
        logo = ROOT / "themes/northwind/logo-light.png"
        for name, kind in PEERS.items():
            found[name] = ["node", str(script), kind, str(folder), str(out), str(logo), str(PHOTOS)]
    return found


def compare(cards: int, folder: Path, out: Path, peers: Path | None) -> None:
    engines = {name: Engine(command, 0) for name, command in commands(folder, out, peers).items()}
    for engine in engines.values():
        engine.seconds(0, 2)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in engines}
    for start in range(0, cards, TURN):
        for name, engine in engines.items():
            times[name].append(engine.seconds(start, start + TURN))
    medians = {
        name: [statistics.median(one) / TURN for one in zip(*runs, strict=True)]
        for name, runs in times.items()
    }
    print(f"{cards} cards in turns of {TURN}, one processor, medians: passed, used")
    for name, (passed, used) in medians.items():
        beside = " ".join(
            f"{one / ours:5.2f}" for one, ours in zip((passed, used), medians["smmgen"], strict=True)
        )
        size = engines[name].peak_megabytes()
        print(f"{name:24} {1000 * passed:7.1f} {1000 * used:7.1f} ms  {beside} x smmgen  {size:5} MB")
    for engine in engines.values():
        engine.close()


def spread_out(name: str, cards: int, folder: Path, out: Path) -> None:
    """Tell how much more several processes do than one; what the machine itself allows is seen at the floor.

    By the time used: what they would do if nothing else ran, since only waiting for memory counts.
    """
    cores = sorted(os.sched_getaffinity(0))[:4]
    engines = [Engine(commands(folder, out, None)[name], core) for core in cores]
    for engine in engines:
        engine.seconds(0, 2)
    ratios = []
    for start in range(0, cards, TURN):
        alone = engines[0].seconds(start, start + TURN)
        for engine in engines:
            engine.tell(start, start + TURN)
        together = [max(both) for both in zip(*(engine.hear() for engine in engines), strict=True)]
        ratios.append([len(engines) * one / more for one, more in zip(alone, together, strict=True)])
    passed, used = (statistics.median(one) for one in zip(*ratios, strict=True))
    print(f"{name}: {len(engines)} processes do {passed:.2f} x the work of one, {used:.2f} x by time used")
    for engine in engines:
        engine.close()


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("cards", nargs="?", type=int, default=200)
    arguments.add_argument("--peers", type=Path)
    arguments.add_argument("--keep", type=Path, help="a folder for the pictures, to look at them")
    arguments.add_argument("--serve", nargs=3, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.serve:
        name, folder, out = options.serve
        serve(name, Path(folder), Path(out))
        return
    with tempfile.TemporaryDirectory() as folder:
        for number in range(PHOTOS):
            (Path(folder) / f"{number}.jpg").write_bytes(photo(number))
        out = options.keep or Path(folder) / "out"
        out.mkdir(exist_ok=True)
        compare(options.cards, Path(folder), out, options.peers and options.peers.resolve())
        for name in ("floor", "smmgen"):
            spread_out(name, options.cards, Path(folder), out)


if __name__ == "__main__":
    main()
