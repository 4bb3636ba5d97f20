import pytest

from smmgen.text.quotes import read_quotes


def told(text: str) -> str:
    """Write ( ) for what opens and closes, ' for apostrophes, * for primes, ! for what is alone."""
    quotes = read_quotes(text)
    signs = {at: "(" for at, _, _ in quotes.pairs} | {at: ")" for _, at, _ in quotes.pairs}
    signs |= dict.fromkeys(quotes.loose, "!") | dict.fromkeys(quotes.apostrophes, "~")
    signs |= dict.fromkeys(quotes.primes, "*")
    return "".join(signs.get(at, sign) for at, sign in enumerate(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "now" and left', "She said (now) and left"),
        ('"Now", she said, "or never."', "(Now), she said, (or never.)"),
        ('Он сказал: "читай «Мцыри»"', "Он сказал: (читай (Мцыри))"),
        ('("quoted")—"again"', "((quoted))—(again)"),
        ("It's the dogs' own, rock 'n' roll of the '90s", "It~s the dogs~ own, rock ~n~ roll of the ~90s"),
        ("He called it 'fine' and didn't mind", "He called it (fine) and didn~t mind"),
        ('A 7" record, 6\'2" tall', "A 7* record, 6*2* tall"),
        ('a "size 7" boot', "a (size 7) boot"),
        ('never "closed here', "never !closed here"),
        ("„Ja“, sagte er, „gut“", "(Ja(, sagte er, (gut)".replace("Ja(", "Ja)")),
        ("“It’s ‘fine’”", "(It’s (fine))"),
        ("«вложенные „лапки“»", "(вложенные (лапки))"),
        ("closed” but not opened", "closed! but not opened"),
        ("«Обычные «ёлочки» внутри»", "(Обычные (ёлочки) внутри)"),
        ("'Twas and 'tis", "~Twas and ~tis"),
    ],
)
def test_what_a_mark_does(text: str, expected: str) -> None:
    assert told(text) == expected


def test_depth_counts_the_quotations_around() -> None:
    assert [pair.depth for pair in read_quotes('"a «b „c“»"').pairs] == [0, 1, 2]
