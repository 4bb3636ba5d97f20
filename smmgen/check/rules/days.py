"""Days that a text names, against the calendar and against the time at which it goes out."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from smmgen.check.context import Context
from smmgen.check.prose import Passage, Prose
from smmgen.check.registry import rule
from smmgen.check.wordlist import heads_of
from smmgen.model.diagnostic import Diagnostic
from smmgen.pattern import pattern
from smmgen.text.days import HEADS, Day, find

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_RUSSIAN = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")


def _days_of(prose: Prose) -> tuple[Day, ...]:
    return tuple(find(prose.text)) if HEADS & heads_of(prose) else ()


@rule("DAY001", severity="warning", on=Prose, shows="days")
def weekday(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Give a date the weekday that it has.

    Why: with “Friday, 12 December” half of the guests come on Friday and half on the 12th. The year is the
    one that stands there, else the one that is nearest to `publish_at`; without either, or more than five
    months away, nothing is said.

    Wrong:
        ---
        accounts: [tg]
        publish_at: 2026-12-01 10:00
        ---
        The cupping is on Friday, 12 December.

    Right:
        ---
        accounts: [tg]
        publish_at: 2026-12-01 10:00
        ---
        The cupping is on Friday, 11 December, the next one on Saturday, January 16th.

    Source: the Gregorian calendar.
    """
    for day in prose.once(_days_of):
        when = day.near(_shown_on(prose, context)) if day.weekday is not None else None
        if when is None or when.weekday() == day.weekday:
            continue
        names = _RUSSIAN if prose.passage(day.start).language == "ru" else _NAMES
        message = f"{when:%Y-%m-%d} is a {_NAMES[when.weekday()]}, not a {_NAMES[day.weekday or 0]}."
        hint = f"Write “{names[when.weekday()]}”, or the day that you mean."
        yield weekday.at(prose.place(day.start, day.end), message, hint)


def _shown_on(prose: Prose, context: Context) -> date | None:
    """Return the day on which the post is shown first, for the brand."""
    post = context.posts[prose.post]
    if post.publish_at:
        return post.publish_at.date
    moments = _moments(prose, "", context)
    return min(moments).date() if moments else None


def _moments(prose: Prose, name: str, context: Context) -> list[datetime]:
    """Return when a passage is shown, in the brand's time; `name` is the account or network that has it."""
    zone = context.project.brand.timezone
    return [
        variant.publish_at.astimezone(zone)
        for variant in context.variants_of.get(prose.post, ())
        if variant.publish_at and (not name or name in (variant.account, variant.network))
    ]


_UNTIL = pattern(
    r"(?:\b(?:until|till|by|before|no later than|through|deadline is|deadline:|ends|ends on|closes|closes on)"
    r"|(?<!\w)(?:до|к|ко|не позднее|не позже|по))\s+(?:the\s+)?(?:end of\s+|конца\s+)?$",
    re.IGNORECASE,
)
_AHEAD = pattern(
    r"\b(?:will|we['’]ll|join|come|see you|book|sign up|register|bring|starts|begins|opens|takes place)\b"
    r"|(?<!\w)(?:буд[еу]\w*|жд[её]м|приход\w+те|принос\w+те|состоится|пройдёт|пройдет|начн[её]тся|начинается|начинаем"
    r"|откроется|открываем|стартует|встречаемся|увидимся|запишитесь|записывайтесь|заказывайте|успейте|голосуем)(?!\w)",
    re.IGNORECASE,
)
_PAST = pattern(
    r"\b(?:was|were|had|did|\w{3,}ed|came|went|took|won|sold|got|made|said|saw|held|brought|wrote|ran|left|began"
    r"|gave|since|ago|last)\b"
    r"|(?<!\w)(?:\w+(?:л|ла|ло|ли|лся|лась|лось|лись)|прошл\w+|назад)(?!\w)",
    re.IGNORECASE,
)
_STOP = pattern(r"[.!?…]\s|\n")


@rule("DAY002", severity="warning", on=Prose, shows="days")
def over(prose: Prose, context: Context) -> Iterator[Diagnostic]:
    """Invite people to what is still to come when they read it.

    Why: “order by 3 December” in a post of the 5th is what remains when a post is moved. Found are days
    behind “until”, “by”, «до», and those of a sentence that looks ahead (“come”, “will”, «ждём»), where they
    lie before the post goes out. What is told of the past is left alone, and “tomorrow” is not judged.

    Wrong:
        ---
        accounts: [tg]
        publish_at: 2026-12-05 10:00
        ---
        Order by Thursday, 3 December, and it comes in time.

    Right:
        ---
        accounts: [tg]
        publish_at: 2026-12-05 10:00
        ---
        Order by 7 December. On 3 December we opened our second café.
    """
    for day in prose.once(_days_of):
        passage = prose.passage(day.start)
        moments = _moments(prose, passage.account, context)
        when = day.near(min(moments).date()) if moments else None
        if when is None or not _is_over(day, when, min(moments)) or not _looks_ahead(prose, passage, day):
            continue
        named = f"{when:%Y-%m-%d}{f' {day.at:%H:%M}' if day.at else ''}"
        shown = f"{min(moments):%Y-%m-%d at %H:%M}"
        message = f"This speaks of {named} as still to come; the post goes out on {shown}."
        yield over.at(prose.place(day.start, day.end), message, "Mend the day, or the time of the post.")


def _is_over(day: Day, when: date, shown: datetime) -> bool:
    if when != shown.date() or day.at is None:
        return when < shown.date()
    return day.at < shown.time()


def _looks_ahead(prose: Prose, passage: Passage, day: Day) -> bool:
    """Tell whether a day is an end, or its sentence speaks of what is to come and of nothing past."""
    text = prose.text[passage.start : passage.end]
    start, end = day.start - passage.start, day.end - passage.start
    stops = [found.end() for found in _STOP.finditer(text, 0, start)]
    behind = _STOP.search(text, end)
    sentence = text[stops[-1] if stops else 0 : behind.start() if behind else len(text)]
    if _PAST.search(sentence):
        return False
    return bool(_UNTIL.search(text[:start]) or _AHEAD.search(sentence))
