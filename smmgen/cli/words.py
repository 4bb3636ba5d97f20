"""`smmgen words`: the brand's own words, which no dictionary has."""

from pathlib import Path

import click

from smmgen.cli.main import Family
from smmgen.cli.settings import Settings
from smmgen.model.fault import UsageError
from smmgen.model.spelling import WORDS
from smmgen.spelling.word_list import Fault, read_words
from smmgen.whole import write_whole

_HEAD = """\
# Our own words, one a line: right though no dictionary has them. Plurals and cases go without saying.
# word/model is inflected like the model, *word is one that we do not want.
"""


@click.group(cls=Family)
def command() -> None:
    """Look after the brand's own words, in `content/words.txt`."""


@command.command()
@click.argument("words", nargs=-1, required=True, metavar="WORD…")
@click.option("--language", metavar="TAG", help="Add them for one language alone: content/words.TAG.txt.")
@click.pass_obj
def add(settings: Settings, words: tuple[str, ...], language: str | None) -> None:
    """Add words that are spelt right, so that `check` knows them."""
    path = settings.root / (f"content/words.{language}.txt" if language else WORDS)
    before = path.read_text("utf-8") if path.is_file() else _HEAD
    faults = read_words("\n".join(words)).faults
    if faults:
        raise UsageError(_said(faults[0]))
    known = read_words(before).words
    new = [word for word in dict.fromkeys(words) if not read_words(word).words <= known or word[0] == "*"]
    if new:
        end = "" if before.endswith("\n") or not before else "\n"
        write_whole(path, f"{before}{end}{''.join(f'{word}{chr(10)}' for word in new)}".encode())
    shown = Path(path).relative_to(settings.root)
    click.echo(f"{shown}: added {len(new)} of {len(words)}.", err=True)


def _said(fault: Fault) -> str:
    return f"{fault.message} Give one word at a time, such as: smmgen words add portafilter"
