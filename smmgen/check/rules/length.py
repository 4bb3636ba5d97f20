"""How long sentences and paragraphs are, and how easily they are read."""

from collections.abc import Iterator, Sequence

from smmgen.check.context import Context
from smmgen.check.prose import Passage, Prose
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.text.readability import FORMULAS, readability, sentences, words

_READ = frozenset({"text", "quote", "item", "comment"})


@rule("STY007", severity="info", on=Prose)
def long_sentence(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Keep sentences short enough to be read in one go.

    Why: a feed is read on the way; who has lost the beginning of a sentence at its end scrolls on. The limit
    is `voice: {sentence: 45}` words for the longest one; `voice: {median: 20}` bounds the middle one of a
    post.

    Wrong:
        ---
        accounts: [tg]
        ---
        We went to the harbour in the morning and to the market at noon and to the roastery in the
        afternoon and to the café in the evening and to the cinema at night and then we were so
        tired that we went home and slept until noon of the next day.

    Right:
        ---
        accounts: [tg]
        ---
        We went to the harbour in the morning. At noon to the market; then home.
    """
    voice = context.project.brand.voice
    if voice.median is None and _blanks(prose.text) < voice.sentence:
        return
    lengths: list[int] = []
    for passage in _read(prose):
        text = prose.text[passage.start : passage.end]
        if voice.median is None and _blanks(text) < voice.sentence:
            continue
        for start, end in sentences(text):
            lengths.append(len(words(text[start:end])))
            if lengths[-1] > voice.sentence:
                place = prose.place(passage.start + start, passage.start + start + 1)
                message = f"This sentence has {lengths[-1]} words; {voice.sentence} are the most."
                yield long_sentence.at(place, message, "Make two or three of it.")
    middle = _middle(sorted(lengths))
    if voice.median is not None and middle > voice.median:
        message = f"Half of the sentences have {middle:g} words and more; the brand wants {voice.median}."
        yield long_sentence.at(prose.passages[0].span, message, "Shorten the longest ones.")


def _blanks(text: str) -> int:
    return text.count(" ") + text.count("\n")


def _middle(lengths: Sequence[int]) -> float:
    """Return the median of lengths in order; `statistics` takes 2 ms to import."""
    half = len(lengths) // 2
    if not lengths:
        return 0
    return lengths[half] if len(lengths) % 2 else (lengths[half - 1] + lengths[half]) / 2


@rule("STY008", severity="info", on=Prose)
def long_paragraph(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Break long paragraphs.

    Why: on a phone a hundred and fifty words are a screen without a gap. The limit is
    `voice: {paragraph: 150}` words.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        voice: {paragraph: 8}
        === content/posts/example.md
        ---
        accounts: [tg]
        ---
        New beans are in. They come from Kenya and taste of plums.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        voice: {paragraph: 8}
        === content/posts/example.md
        ---
        accounts: [tg]
        ---
        New beans are in.

        They come from Kenya and taste of plums.
    """
    most = context.project.brand.voice.paragraph
    if _blanks(prose.text) < most:
        return
    for passage in _read(prose):
        text = prose.text[passage.start : passage.end]
        if _blanks(text) >= most and (number := len(words(text))) > most:
            message = f"This paragraph has {number} words; {most} are the most."
            place = prose.place(passage.start, passage.start + 1)
            yield long_paragraph.at(place, message, "Begin a new one where the thought turns.")


def _read(prose: Prose) -> Iterator[Passage]:
    return (passage for passage in prose.passages if passage.kind in _READ)


_ENOUGH = 60
"""Words below which the measure says more of one long word than of the text."""


@rule("STY009", severity="warning", on=Prose)
def hard(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Write as easily as the strategy wants it.

    Why: the target is `tone: {readability: {en: 60, ru: 50}}` in `plans/strategy.md`; without one nothing is
    measured. 100 is a children's book, 60 plain speech, 30 a contract. English is measured by Flesch's
    formula, Russian by Oborneva's; texts below 60 words are too short for either.

    Wrong:
        === plans/strategy.md
        ---
        tone: {readability: {en: 60}}
        ---
        === content/posts/example.md
        ---
        accounts: [tg]
        ---
        Considerations regarding international transportation infrastructure necessitate comprehensive
        evaluation procedures. Organisational requirements demonstrate significant environmental
        implications. Municipal administrations increasingly acknowledge sustainability considerations,
        particularly regarding agricultural productivity. Participating cooperatives systematically
        document fermentation temperatures. Independent laboratories subsequently evaluate aromatic
        characteristics. Contemporary consumers appreciate transparency, traceability, accountability.
        Appropriate communication facilitates understanding. Educational initiatives complement
        commercial activities. Collaborative partnerships ensure economic independence.
        Exceptional circumstances necessitate extraordinary preparation.

    Right:
        === plans/strategy.md
        ---
        tone: {readability: {en: 60}}
        ---
        === content/posts/example.md
        ---
        accounts: [tg]
        ---
        The same beans can taste sour on one day and flat on the next. Nine times out of ten it is the
        grind. Hot water takes the sour part out first, then the sweet one, and what is bitter comes
        last. Fine grounds give all of it up at once. Coarse ones take their time. So taste first, and
        only then turn the dial. Two clicks at a time are enough, or you will never know what helped.

    Source: R. Flesch, A New Readability Yardstick, 1948; И. В. Оборнева, Автоматизированная оценка сложности
    учебных текстов, 2006.
    """
    strategy = context.project.strategy
    for language, target in strategy.tone.readability.items() if strategy else ():
        read = (one for one in _read(prose) if one.language == language)
        texts = [text for one in read if _is_told(one, text := prose.text[one.start : one.end])]
        if sum(text.count(" ") for text in texts) < _ENOUGH:
            continue
        score = readability(texts, language)
        if score is not None and score < target:
            formula = FORMULAS[language].name
            message = f"This text is hard to read: {score:.0f} by {formula}; the strategy wants {target}."
            yield hard.at(prose.passages[0].span, message, "Shorten sentences, and take shorter words.")


def _is_told(passage: Passage, text: str) -> bool:
    """Tell whether a passage is made of sentences: a list of hours is read at a glance."""
    return passage.kind != "item" or text.rstrip().endswith((".", "!", "?", "…"))
