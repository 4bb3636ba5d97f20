"""How the brand marks advertisements: the words of the label, and where they stand."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from smmgen.text.form import fill

Place = Literal["start", "end"]

WORDS: Mapping[str, str] = {
    "be": "Рэклама",
    "bg": "Реклама",
    "cs": "Reklama",
    "da": "Reklame",
    "de": "Anzeige",
    "el": "Διαφήμιση",
    "en": "Advertisement",
    "es": "Publicidad",
    "fi": "Mainos",
    "fr": "Publicité",
    "it": "Pubblicità",
    "ja": "広告",
    "kk": "Жарнама",
    "ko": "광고",
    "nl": "Advertentie",
    "no": "Reklame",
    "pl": "Reklama",
    "pt": "Publicidade",
    "ro": "Publicitate",
    "ru": "Реклама",
    "sk": "Reklama",
    "sr": "Oglas",
    "sv": "Reklam",
    "tr": "Reklam",
    "uk": "Реклама",
    "zh": "广告",
}
"""How an advertisement is called in each language: plain words at the start, no abbreviation.

Source: Russia's law 38-FZ, article 18.1, part 16 (the word, and who advertises); FTC, “Disclosures 101 for
Social Media Influencers” (plain words, hard to miss, not among hashtags); directive 2005/29/EC, annex I, 11
(EU); France's law 2023-451, article 5; read 2026-11.
"""

FORM = "{word}. {advertiser}.[ erid: {erid}]"
"""The label where the brand has no form of its own; a stretch in brackets goes where its value is missing."""

FORMS: Mapping[str, str] = {"ru": "{word}. {advertiser}[, ИНН {inn}].[ erid: {erid}]"}
"""Where a language has a form of its own: a tax number tells something to readers in Russia only."""

NAMES = ("advertiser", "erid", "inn")
"""What a brand's own form may name in braces."""


class Ad(Struct, frozen=True):
    """The marking of an advertisement: who pays for it.

    `erid` is the token of the Russian register, `inn` the payer's Russian tax number; empty without one.
    """

    advertiser: str
    erid: str = ""
    inn: str = ""


class Ads(Struct, frozen=True, kw_only=True):
    """How the brand marks advertisements.

    `labels` are forms by language, which replace ours. `place` is where the label stands: before the text of
    the first message, or behind it. `own` are advertisers that are the brand itself: what they pay for is no
    paid partnership. `countries` are those (ISO 3166-1, capitals) whose readers are aimed at; None where the
    brand does not say. With `badge` the word is on every card of an advertisement too.
    """

    labels: Mapping[str, str] = {}
    place: Place = "start"
    own: tuple[str, ...] = ()
    countries: tuple[str, ...] | None = None
    badge: bool = False

    def word(self, language: str) -> str:
        """Return what an advertisement is called in a language; in English where we do not know it."""
        return _by_language(WORDS, language) or WORDS["en"]

    def form(self, language: str) -> str:
        """Return the form of the label in a language, such as "ru" or "pt-BR"."""
        return _by_language(self.labels, language) or _by_language(FORMS, language) or FORM

    def label(self, ad: Ad, language: str) -> str:
        """Return the label of an advertisement in a language."""
        values = {"word": self.word(language), "advertiser": ad.advertiser, "erid": ad.erid, "inn": ad.inn}
        return fill(self.form(language), values)

    def is_own(self, ad: Ad) -> bool:
        """Tell whether the brand itself advertises."""
        return " ".join(ad.advertiser.split()).lower() in {" ".join(one.split()).lower() for one in self.own}


def _by_language(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or words.get(language.partition("-")[0].lower(), "")
