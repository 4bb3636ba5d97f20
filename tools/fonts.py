"""Make the packaged fonts of many scripts out of Debian's: fewer characters, no hinting, smaller pictures.

Needs `pip install cffsubr fonttools imagequant pyoxipng pillow` and, unpacked with `dpkg -x` into one folder, the
packages fonts-noto-color-emoji (2.042), fonts-noto-cjk (20220127), fonts-noto-core and fonts-noto-extra (20201225).

Run: python tools/fonts.py FOLDER [NAME …]. Takes about three minutes; without names all fonts are made.
"""

import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import cffsubr
import imagequant
import oxipng
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from PIL import Image

OUT = Path(__file__).parents[1] / "smmgen/cards/default/fonts"
NOTO = "usr/share/fonts/truetype/noto"
TONES = frozenset(range(0x1F3FB, 0x1F400))
COLOURS, QUALITY = 32, 60
"""What an emoji's picture may keep of its colours: side by side with the original no eye tells them apart."""


def emoji(folder: Path) -> TTFont:
    """Keep every emoji but the couples of two skin tones, their pictures in fewer colours."""
    made = TTFont(folder / NOTO / "NotoColorEmoji.ttf")
    spelt = _spelt(made)
    rare = {name for name, points in spelt.items() if sum(point in TONES for point in points) > 1}
    for table in _tables(made):
        for first, ligatures in table.items():
            table[first] = [one for one in ligatures if one.LigGlyph not in rare]
    made = _subset(made, made.getBestCmap())
    for glyph in made["CBDT"].strikeData[0].values():
        glyph.ensureDecompiled()
        glyph.imageData = _fewer_colours(glyph.imageData)
    return made


def _fewer_colours(png: bytes) -> bytes:
    picture = Image.open(BytesIO(png)).convert("RGBA")
    few = imagequant.quantize_pil_image(
        picture, dithering_level=0, max_colors=COLOURS, min_quality=0, max_quality=QUALITY
    )
    file = BytesIO()
    few.save(file, "PNG")
    return oxipng.optimize_from_memory(file.getvalue(), level=5, strip=oxipng.StripChunks.all())


def _spelt(font: TTFont) -> dict[str, list[int]]:
    """Return which code points each glyph stands for, ligatures of ligatures included."""
    spelt = {name: [point] for point, name in font.getBestCmap().items()}
    parts = _parts(font)

    def points(name: str) -> list[int]:
        return spelt[name] if name in spelt else [one for part in parts.get(name, ()) for one in points(part)]

    return {name: points(name) for name in font.getGlyphOrder()}


def _parts(font: TTFont) -> dict[str, list[str]]:
    """Return what each ligature is made of."""
    found: dict[str, list[str]] = {}
    for table in _tables(font):
        for first, ligatures in table.items():
            found |= {one.LigGlyph: [first, *one.Component] for one in ligatures}
    return found


def _tables(font: TTFont) -> list[dict[str, list[Any]]]:
    tables = (table for lookup in font["GSUB"].table.LookupList.Lookup for table in lookup.SubTable)
    return [table.ligatures for table in tables if hasattr(table, "ligatures")]


def cjk(folder: Path) -> TTFont:
    """Keep the characters of JIS X 0208, GB 2312, Big5 (level 1) and KS X 1001 (Hangul), in each one's shapes."""
    made = TTFont(folder / "usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", fontNumber=0)
    high = range(0xA1, 0xFF)
    points = _encoded("euc_jp", high, high) | _encoded("gb2312", high, high)
    points |= _encoded("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *high))
    points |= {
        one for one in _encoded("euc_kr", high, high) if 0xAC00 <= one <= 0xD7A3 or 0x3130 <= one < 0x3190
    }
    points = {point for point in points if point >= 0x2000} | {0xB7, *range(0xFF01, 0xFF5F)}
    scripts = (
        "DFLT",
        "hani.dflt",
        "hani.JAN",
        "hani.ZHS",
        "hani.ZHT",
        "kana.dflt",
        "kana.JAN",
        "hang.dflt",
        "hang.KOR",
    )
    made = _subset(made, points, layout_scripts=list(scripts), layout_features=["locl", "ccmp"])
    return cffsubr.subroutinize(
        made, keep_glyph_names=False
    )  # what is left of its outlines has other parts in common


def _encoded(name: str, leads: Iterable[int], trails: Iterable[int]) -> set[int]:
    points: set[int] = set()
    for lead in leads:
        for trail in trails:
            points |= {ord(sign) for sign in bytes((lead, trail)).decode(name, "ignore")}
    return points


def script(name: str) -> Callable[[Path], TTFont]:
    """Keep all of a script's font but its hints and the compatibility forms that text never has."""

    def make(folder: Path) -> TTFont:
        made = TTFont(folder / NOTO / f"NotoSans{name}-SemiBold.ttf")
        points = {
            one for one in made.getBestCmap() if one > 0xFF and not 0xFB50 <= one <= 0xFDFF and one < 0xFE70
        }
        return _subset(made, points | {0x25CC})

    return make


def latin(folder: Path) -> TTFont:
    """Keep Latin, Greek and Cyrillic letters, punctuation and signs of currencies."""
    made = TTFont(folder / NOTO / "NotoSans-SemiBold.ttf")
    return _subset(
        made, {*range(0x20, 0x590), *range(0x1E00, 0x2190), *range(0x2C60, 0x2C80), *range(0xA720, 0xA7FF)}
    )


def symbols(folder: Path) -> TTFont:
    """Keep arrows, geometric shapes and dingbats."""
    made = TTFont(folder / NOTO / "NotoSansSymbols2-Regular.ttf")
    return _subset(made, {*range(0x2190, 0x2200), *range(0x25A0, 0x27C0), *range(0x2B00, 0x2C00)})


def _subset(font: TTFont, points: Iterable[int], **asked: object) -> TTFont:
    options = Options(hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 4, 6, 13, 14], **asked)
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    return font


SCRIPTS = ("Arabic", "Hebrew", "Armenian", "Georgian", "Devanagari", "Bengali", "Tamil", "Thai")
FONTS = {
    "NotoColorEmoji.ttf": emoji,
    "NotoSansCJK-Bold.otf": cjk,
    "NotoSans-SemiBold.ttf": latin,
    "NotoSansSymbols2-Regular.ttf": symbols,
    **{f"NotoSans{name}-SemiBold.ttf": script(name) for name in SCRIPTS},
}


def main(folder: str, *names: str) -> None:
    """Make the fonts of these names."""
    for name in names or FONTS:
        made = FONTS[name](Path(folder))
        made.save(OUT / name)
        print(f"{name}: {len(made.getGlyphOrder())} glyphs, {(OUT / name).stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
