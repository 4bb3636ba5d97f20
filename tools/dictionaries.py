"""Pack the dictionaries of English and Russian, and all forms of their words.

Needs `pip install dawg2` and a folder with the files en_US, en_GB and ru_RU, .aff and .dic in UTF-8: those that the
licences in `smmgen/spelling/dictionaries` tell of, with `MAXNGRAMSUGS 0` in each .aff. Without a folder, the forms
alone are made anew, of what is packed.

Run: python -m tools.dictionaries [FOLDER]. It takes a minute.
"""

import gzip
import lzma
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from dawg import IntDAWG

from smmgen.spelling.dictionary import dictionary_of
from smmgen.spelling.forms import FORMS
from smmgen.spelling.packaged import COUNTRIES, PACKAGED, packaged_file


class Affix(NamedTuple):
    """What takes the place of a word's end, or of its beginning, if that is as it should be."""

    old: str
    new: str
    fits: re.Pattern[str]
    is_prefix: bool
    is_crossed: bool


def pack(folder: Path) -> None:
    """Pack the dictionaries; the two of English have one file, in which an entry of one country is marked."""
    american, british = (_entries((folder / f"{name}.dic").read_bytes()) for name in COUNTRIES)
    _write("en.dic.xz", "\n".join(_merged(american, british)).encode())
    _write("en.aff.xz", (folder / "en_US.aff").read_bytes())
    for kind in ("aff", "dic"):
        _write(f"ru.{kind}.xz", (folder / f"ru_RU.{kind}").read_bytes())


def _write(name: str, data: bytes) -> None:
    (PACKAGED / name).write_bytes(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))


def _entries(dic: bytes) -> list[str]:
    return dic.decode().split("\n")[1:-1]


def _merged(american: list[str], british: list[str]) -> Iterator[str]:
    """Yield the entries of both in the order that they have in each."""
    shared = set(american) & set(british)
    rest = iter(british)
    for entry in american:
        if entry in shared:
            for other in rest:
                if other == entry:
                    break
                yield COUNTRIES["en_GB"] + other
        yield entry if entry in shared else COUNTRIES["en_US"] + entry
    yield from (COUNTRIES["en_GB"] + other for other in rest)


def forms(name: str) -> set[str]:
    """Return all that a dictionary takes: what its rules make of its entries, if Hunspell agrees.

    Hunspell takes a word such as BigQuery in capitals as well, which the case of letters alone does not tell.
    """
    asked = dictionary_of(lambda kind: packaged_file(name, kind))
    affixes = _affixes(packaged_file(name, "aff").decode())
    made = {form for entry in _entries(packaged_file(name, "dic")) for form in _made(entry, affixes)}
    mixed = {form.upper() for form in made if form[1:] != form[1:].lower()}
    return {form for form in made | mixed if FORMS[name].plain.fullmatch(form) and asked.knows(form)}


def _affixes(aff: str) -> dict[str, list[Affix]]:
    """Return the rules of each flag; source: hunspell(5), SFX and PFX."""
    found = defaultdict(list)
    crossed = {}
    for kind, flag, *rest in re.findall(r"^([PS]FX) +(.) +(\S+) +(\S+)(?: +(\S+))?$", aff, re.MULTILINE):
        if not rest[2]:
            crossed[kind, flag] = rest[0] == "Y"
            continue
        old, new = ("" if one == "0" else one for one in rest[:2])
        is_prefix = kind == "PFX"
        fits = re.compile(rf"{rest[2]}.*" if is_prefix else rf".*{rest[2]}")
        found[flag].append(Affix(old, new, fits, is_prefix, crossed[kind, flag]))
    return found


def _made(entry: str, affixes: dict[str, list[Affix]]) -> Iterator[str]:
    """Yield the forms of an entry such as "work/ADGS": with each affix, and with a prefix and a suffix."""
    word, _, flags = entry.partition("/")
    yield word
    meant = [affix for flag in flags for affix in affixes.get(flag, ()) if affix.fits.fullmatch(word)]
    crossed = [word]
    for affix in meant:
        if not affix.is_prefix and word.endswith(affix.old):
            yield (form := word[: len(word) - len(affix.old)] + affix.new)
            crossed += [form] if affix.is_crossed else []
    for affix in meant:
        if affix.is_prefix and word.startswith(affix.old):
            yield from (
                affix.new + form[len(affix.old) :] for form in crossed[: None if affix.is_crossed else 1]
            )


def save(file: str, names: Iterable[str]) -> None:
    """Save the forms of dictionaries that share a file, each under its bit."""
    bits: dict[bytes, int] = defaultdict(int)
    for name in names:
        for form in forms(name):
            bits[form.encode(FORMS[name].encoding)] |= FORMS[name].bit
    data = IntDAWG(sorted(bits.items())).tobytes()
    (PACKAGED / file).write_bytes(gzip.compress(data, 9, mtime=0))
    print(f"{file}: {len(bits):,} forms, {len(data):,} bytes, {(PACKAGED / file).stat().st_size:,} packed")


def main(*folder: str) -> None:
    """Pack what is in a folder, if there is one; then make the forms."""
    if folder:
        pack(Path(folder[0]))
    for file in dict.fromkeys(one.file for one in FORMS.values()):
        save(file, [name for name, one in FORMS.items() if one.file == file])


if __name__ == "__main__":
    main(*sys.argv[1:])
