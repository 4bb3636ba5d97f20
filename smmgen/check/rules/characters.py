"""Characters that readers do not see, or see as others."""

from collections.abc import Iterator
from string import ascii_letters
from unicodedata import is_normalized, normalize

from smmgen.check.context import Context
from smmgen.check.place import span_in
from smmgen.check.registry import rule
from smmgen.check.shows import is_plain
from smmgen.model.diagnostic import Diagnostic, Edit
from smmgen.model.source import Source
from smmgen.model.variant import Variant
from smmgen.pattern import pattern
from smmgen.text.count import split_graphemes

_TAGS = "\U000e0000-\U000e007f"
_FLAG = f"\U0001f3f4[{_TAGS}]+"
_UNSAFE = pattern(f"{_FLAG}|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff{_TAGS}]+")
_INVISIBLE = pattern(
    "[\u200b\u2060\ufeff\u2028\u2029\u180e]+|(?<=[\u0020-\u04ff])[\u200c\u200d]+(?=[\u0020-\u04ff])"
)
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_SCRIPTS = bytes.maketrans(
    f"{ascii_letters}{_RUSSIAN}{_RUSSIAN.upper()}".encode("cp1251"),
    b"l" * len(ascii_letters) + b"c" * 2 * len(_RUSSIAN),
)
"""Writes “l” for each Latin letter and “c” for each Cyrillic one."""

_WORD = pattern(r"[A-Za-zА-Яа-яЁё]+")
_CYRILLIC = pattern(r"[А-Яа-яЁё]")
_LOOKALIKES = {"Latin": frozenset("aceopxyABCEHKMOPTXY"), "Cyrillic": frozenset("асеорхуАВСЕНКМОРТХУ")}

Stretch = tuple[int, int]


@rule("CHR001", severity="error", on=Source, shows="odd signs")
def unsafe(source: Source, context: Context) -> Iterator[Diagnostic]:
    """Delete control characters and signs that turn the direction of reading.

    Why: they are invisible and make a text read otherwise than it was reviewed; networks drop or refuse
    them. Arabic and Hebrew need none of them. The tags of flag emoji are left alone.

    Wrong:
        ---
        accounts: [tg]
        ---
        A price of {U+202E}09 EUR.

    Right:
        ---
        accounts: [tg]
        ---
        A price of EUR 90.

    Source: Unicode Technical Report 36, section 3; Unicode Standard Annex 9.
    """
    for start, end in _unsafe(source.text):
        place = span_in(source, start, end)
        message = f"There is an invisible character here ({_names(source.text[start:end])})."
        yield unsafe.at(place, message, "Delete it.", fix=(Edit(place, ""),))


@rule("CHR005", severity="error", on=Variant, shows="odd signs")
def unsafe_when_read(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Write no control characters through entities such as `&#x202E;`.

    Why: they reach the reader all the same; see CHR001.

    Wrong:
        ---
        accounts: [tg]
        ---
        A price of &#x202E;EUR 90.

    Right:
        ---
        accounts: [tg]
        ---
        A price of 90 EUR.
    """
    for message in variant.messages:
        text = message.written.visible
        if is_plain(text):
            continue
        written = context.project.sources.get(message.span.path)
        for start, end in _unsafe(text):
            if written is None or text[start:end] not in written.text:
                names = _names(text[start:end])
                told = f"An entity in this text makes an invisible character ({names})."
                yield unsafe_when_read.at(message.span, told, "Delete it.", post=variant.post)


def _unsafe(text: str) -> Iterator[Stretch]:
    if is_plain(text):
        return
    for found in _UNSAFE.finditer(text):
        if found.group()[0] != "\U0001f3f4":
            yield found.span()


@rule("CHR002", severity="warning", on=Source)
def mixed_letters(source: Source, context: Context) -> Iterator[Diagnostic]:
    """Write a word in the letters of one script.

    Why: a Latin “c” in a Russian word, or a Cyrillic “о” in an English one, looks right and is not: search
    and hashtags do not find the word, and screen readers stumble. Words that truly join both, such as
    “SMMщик”, are left alone: only letters that look alike in both scripts are found.

    Wrong:
        ---
        title: Кoфе
        ---
        Кофе и булочки.

    Right:
        ---
        title: Кофе
        ---
        Кофе и булочки.

    Source: Unicode Technical Standard 39, confusables.
    """
    text = source.text
    if text.isascii() or not _mixes(text):
        return
    for found in _WORD.finditer(text):
        if strangers := _strangers(word := found.group()):
            message = f"The word “{word}” mixes scripts: {strangers}."
            hint = "Type the word anew in one alphabet."
            yield mixed_letters.at(span_in(source, *found.span()), message, hint)


def _mixes(text: str) -> bool:
    """Tell whether letters of both scripts touch; a pattern takes five times as long to tell."""
    scripts = text.encode("cp1251", "replace").translate(_SCRIPTS)
    return b"lc" in scripts or b"cl" in scripts


def _strangers(word: str) -> str:
    """Name the letters of a word that only look like its others; empty where it is of one script."""
    cyrillic = "".join(_CYRILLIC.findall(word))
    if not cyrillic or len(cyrillic) == len(word):
        return ""
    latin = "".join(letter for letter in word if letter not in cyrillic)
    fewer = sorted([("Latin", latin), ("Cyrillic", cyrillic)], key=lambda of: len(of[1]))
    for script, letters in fewer:
        if set(letters) <= _LOOKALIKES[script]:
            return f"“{'”, “'.join(dict.fromkeys(letters))}” is {script}"
    return ""


@rule("CHR003", severity="warning", on=Source)
def not_composed(source: Source, context: Context) -> Iterator[Diagnostic]:
    """Write letters with accents as one character, as keyboards do.

    Why: text copied from some systems, macOS file names above all, has the letter and its accent apart. It
    looks the same, but counts longer, and hashtags and searches do not find it. `--fix` joins them.

    Wrong:
        ---
        accounts: [tg]
        ---
        Meet us in the cafe{U+0301}.

    Right:
        ---
        accounts: [tg]
        ---
        Meet us in the caf{U+00E9}.

    Source: Unicode Standard Annex 15, normalization form C.
    """
    if is_normalized("NFC", source.text):
        return
    offset = 0
    for line in source.text.split("\n"):
        if not is_normalized("NFC", line):
            fix = tuple(_composed(source, line, offset))
            message = f"The accent of “{fix[0].text}” is a character of its own."
            yield not_composed.at(fix[0].span, message, "Run smmgen check --fix.", fix=fix)
        offset += len(line) + 1


def _composed(source: Source, line: str, offset: int) -> Iterator[Edit]:
    """Yield an edit for each cluster of a line that is not composed; `offset` is where the line starts."""
    for cluster in split_graphemes(line):
        if not is_normalized("NFC", cluster):
            yield Edit(span_in(source, offset, offset + len(cluster)), normalize("NFC", cluster))
        offset += len(cluster)


@rule("CHR004", severity="warning", on=Source, shows="odd signs")
def invisible(source: Source, context: Context) -> Iterator[Diagnostic]:
    """Delete invisible characters that came along with copied text.

    Why: a zero-width space inside a word hides it from search, breaks a link or a hashtag, and counts
    against the limit. Joiners inside emoji and in scripts that need them are left alone, and so are
    no-break spaces. `--fix` deletes them.

    Wrong:
        ---
        accounts: [tg]
        ---
        All be{U+200B}ans must go.

    Right:
        ---
        accounts: [tg]
        ---
        All beans must go.

    Source: Unicode Standard, chapter 23.2.
    """
    if is_plain(source.text):
        return
    for found in _INVISIBLE.finditer(source.text):
        place = span_in(source, *found.span())
        new = "\n" if found.group()[0] in "\u2028\u2029" else ""
        message = f"There is an invisible character here ({_names(found.group())})."
        yield invisible.at(place, message, "Run smmgen check --fix.", fix=(Edit(place, new),))


def _names(signs: str) -> str:
    return ", ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(signs))
