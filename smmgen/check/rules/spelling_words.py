"""The brand's list of words, and its dictionaries."""

from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.prose import Prose
from smmgen.check.registry import rule
from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.project import Project
from smmgen.model.source import Span
from smmgen.model.spelling import is_own_words
from smmgen.spelling.dictionary import Damaged
from smmgen.spelling.word_list import read_words


@rule("SPL004", severity="info", on=Project)
def no_dictionary(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Install a dictionary for a language, or do without spelling there.

    Why: smmgen brings English and Russian. Words of other languages are looked up in Hunspell's dictionary
    if the system has it (Debian: `apt install hunspell-de-de`) or `spelling: {dictionaries: {de:
    dictionaries/de_DE}}` names its two files in the repository; otherwise they are not looked at.

    Wrong:
        ---
        accounts: [tg]
        ---
        Freŝa kafo.
        === smmgen.yaml
        brand: {name: Northwind Coffee, url: https://northwind.example, timezone: Europe/Berlin, language: eo}
        theme: northwind
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}

    Right:
        ---
        accounts: [tg]
        ---
        Fresh coffee.
        === smmgen.yaml
        brand: {name: Northwind Coffee, url: https://northwind.example, timezone: Europe/Berlin, language: en}
        theme: northwind
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
    """
    own = project.brand.spelling.dictionaries
    for tag, place in _languages(project.brand).items():
        if tag.partition("-")[0] not in own and tag not in own and not context.spelling.variants(tag):
            message = f"There is no dictionary of “{tag}”: its words are not looked up."
            hint = "Install one for Hunspell, or name it under `spelling: {dictionaries: …}`."
            yield no_dictionary.at(place, message, hint)


@rule("SPL005", severity="warning", on=Project)
def not_a_word(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Write one word on each line of a list of words.

    Why: what cannot be read there is not known. A line is `word`, `word/model` for a word that is inflected
    like another, or `*word` for one that the brand forbids; `#` starts a comment.

    Wrong:
        ---
        accounts: [tg]
        ---
        All beans must go.
        === content/words.txt
        flat white

    Right:
        ---
        accounts: [tg]
        ---
        All beans must go.
        === content/words.txt
        portafilter # two words are two lines

    Source: hunspell(1), personal dictionaries.
    """
    for path in sorted(path for path in context.paths if is_own_words(path)):
        lines = context.tree.read(path).decode("utf-8", "replace")
        for fault in read_words(lines).faults:
            length = len(lines.split("\n")[fault.line - 1])
            place = Span(path, fault.line, 1, fault.line, length + 1)
            yield not_a_word.at(place, fault.message, "Give each word a line of its own.")


@rule("SPL006", severity="error", on=Project)
def missing_dictionary(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Name a dictionary that is there.

    Why: without it the words of its language are not looked up, and nobody would notice. A dictionary is
    two files, NAME.aff and NAME.dic; `spelling: {dictionaries: {de: dictionaries/de_DE}}` names them without
    an ending, from the root of the repository.

    Wrong:
        ---
        accounts: [tg]
        ---
        All beans must go.
        === smmgen.yaml
        brand: {name: Northwind Coffee, url: https://northwind.example, timezone: Europe/Berlin}
        theme: northwind
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        spelling: {dictionaries: {de: dictionaries/de_DE}}

    Right:
        ---
        accounts: [tg]
        ---
        All beans must go.
        === smmgen.yaml
        brand: {name: Northwind Coffee, url: https://northwind.example, timezone: Europe/Berlin}
        theme: northwind
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        spelling: {names: any}
    """
    for name, path in project.brand.spelling.dictionaries.items():
        missing = [f"{path}.{kind}" for kind in ("aff", "dic") if f"{path}.{kind}" not in context.paths]
        if missing:
            place = project.brand.spans.at("spelling", "dictionaries", name)
            message = f"There is no file {' and no '.join(missing)}."
            yield missing_dictionary.at(place, message, "Put the dictionary there, or mend the path.")


@rule("SPL007", severity="warning", on=Prose)
def unread_dictionary(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Use a dictionary that can be loaded, and leave room for it.

    Why: what a dictionary alone can tell is taken for right where it cannot be loaded, so that nothing stays
    unpublished for that; but a typo would be published as well. Hunspell reads a dictionary from a temporary
    folder, so there must be one with some megabytes of room. English and Russian words are looked up without;
    for them only the suggestions are missing. It is told once, and looked at again in every run.

    Wrong:
        ---
        accounts: [tg]
        ---
        Frischer Kaffee.
        === dictionaries/de_DE.aff
        SET UTF-8
        === dictionaries/de_DE.dic
        version https://git-lfs.github.com/spec/v1
        === smmgen.yaml
        brand: {name: Northwind Coffee, url: https://northwind.example, timezone: Europe/Berlin, language: de}
        theme: northwind
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        spelling: {dictionaries: {de: dictionaries/de_DE}}

    Right:
        ---
        accounts: [tg]
        ---
        Frischer Kaffee.
        === dictionaries/de_DE.aff
        SET UTF-8
        === dictionaries/de_DE.dic
        2
        frischer
        Kaffee
        === smmgen.yaml
        brand: {name: Northwind Coffee, url: https://northwind.example, timezone: Europe/Berlin, language: de}
        theme: northwind
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        spelling: {dictionaries: {de: dictionaries/de_DE}}

    Source: hunspell(5), the dictionary file.
    """
    spans = context.project.brand.spans
    own = context.project.brand.spelling.dictionaries
    for one in context.spelling.unread(prose):
        place = (
            spans.at("spelling", "dictionaries")
            if one.name in own.values()
            else spans.at("brand", "language")
        )
        why, hint = _why(one.fault)
        message = (
            f"The dictionary “{one.name}” cannot be loaded: {why}. What it alone can tell was not checked."
        )
        yield unread_dictionary.at(place, message, hint)


def _why(fault: OSError | None) -> tuple[str, str]:
    """Return why a dictionary cannot be loaded, and what to do."""
    if isinstance(fault, Damaged):
        return str(fault), "Put the whole file there, in place of what stands for it."
    why = fault.strerror if fault and fault.strerror else str(fault)
    return why, "Make room for temporary files, or name a folder for them in the variable TMPDIR."


def _languages(brand: Brand) -> dict[str, Span]:
    """Return the languages of a brand, each with the first place where it is named."""
    found = {brand.language: brand.spans.at("brand", "language")}
    for account in brand.accounts.values():
        found.setdefault(account.language, brand.spans.at("accounts", account.name, "language"))
    return found
