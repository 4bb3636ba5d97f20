"""Professional and international days that a brand may take up, by topic; add a row with its source.

Public holidays are not here: they differ from country to country and come from a library.
"""

from collections.abc import Iterable

from msgspec import Struct


class Day(Struct, frozen=True):
    """A day of each year: its names, the rule of iCalendar (RFC 5545) for it, its topics, and who set it."""

    english: str
    russian: str
    rule: str
    topics: tuple[str, ...]
    source: str

    def name(self, language: str) -> str:
        """Return its name in Russian for a Russian brand, else in English."""
        return self.russian if language.partition("-")[0] == "ru" else self.english


def _on(month: int, day: int) -> str:
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"


def _weekday(month: int, place: int, day: str) -> str:
    return f"FREQ=YEARLY;BYMONTH={month};BYDAY={place}{day}"


_UN = "UN General Assembly, resolution "

DAYS = (
    Day("Data Privacy Day", "День защиты персональных данных", _on(1, 28), ("it",), "Council of Europe, 2006"),
    Day("Russian Students’ Day", "День российского студенчества", _on(1, 25), ("education",), "Decree of the President of Russia № 76 of 25.01.2005"),
    Day("International Day of Education", "Международный день образования", _on(1, 24), ("education",), _UN + "73/25"),
    Day("Valentine’s Day", "День святого Валентина", _on(2, 14), ("gifts",), "custom"),
    Day("International Mother Language Day", "Международный день родного языка", _on(2, 21), ("language",), "UNESCO, resolution 30 C/62"),
    Day("International Women’s Day", "Международный женский день", _on(3, 8), ("gifts", "society"), _UN + "32/142"),
    Day("International Day of Happiness", "Международный день счастья", _on(3, 20), ("society",), _UN + "66/281"),
    Day("World Water Day", "Всемирный день водных ресурсов", _on(3, 22), ("ecology",), _UN + "47/193"),
    Day("April Fools’ Day", "День смеха", _on(4, 1), ("fun",), "custom"),
    Day("World Health Day", "Всемирный день здоровья", _on(4, 7), ("health",), "World Health Assembly, 1948"),
    Day("World Art Day", "Всемирный день искусства", _on(4, 15), ("art",), "UNESCO, resolution 40 C/53"),
    Day("World Creativity and Innovation Day", "Всемирный день творчества и инновационной деятельности", _on(4, 21), ("art", "marketing"), _UN + "71/284"),
    Day("International Mother Earth Day", "Международный день Матери-Земли", _on(4, 22), ("ecology",), _UN + "63/278"),
    Day("World Book and Copyright Day", "Всемирный день книги и авторского права", _on(4, 23), ("books",), "UNESCO, resolution 28 C/3.18"),
    Day("International Dance Day", "Международный день танца", _on(4, 29), ("art", "sport"), "International Theatre Institute, 1982"),
    Day("Mother’s Day (second Sunday in May)", "День матери (второе воскресенье мая)", _weekday(5, 2, "SU"), ("gifts", "family"), "custom in Germany, the USA and others"),
    Day("International Day of Families", "Международный день семей", _on(5, 15), ("family",), _UN + "47/237"),
    Day("International Museum Day", "Международный день музеев", _on(5, 18), ("art",), "International Council of Museums, 1977"),
    Day("World Bee Day", "Всемирный день пчёл", _on(5, 20), ("food", "ecology"), _UN + "72/211"),
    Day("International Tea Day", "Международный день чая", _on(5, 21), ("tea", "food"), _UN + "74/241"),
    Day("International Children’s Day", "Международный день защиты детей", _on(6, 1), ("family",), "Women’s International Democratic Federation, 1949"),
    Day("World Bicycle Day", "Всемирный день велосипеда", _on(6, 3), ("sport", "ecology"), _UN + "72/272"),
    Day("World Environment Day", "Всемирный день окружающей среды", _on(6, 5), ("ecology",), _UN + "2994 (XXVII)"),
    Day("World Food Safety Day", "Всемирный день безопасности пищевых продуктов", _on(6, 7), ("food",), _UN + "73/250"),
    Day("Medical Workers’ Day in Russia", "День медицинского работника", _weekday(6, 3, "SU"), ("health",), "Decree of the Presidium of the Supreme Soviet of 01.10.1980"),
    Day("World Music Day", "Всемирный день музыки", _on(6, 21), ("art",), "Fête de la Musique, ministry of culture of France, 1982"),
    Day("International Day of Yoga", "Международный день йоги", _on(6, 21), ("sport", "health"), _UN + "69/131"),
    Day("Micro-, Small and Medium-sized Enterprises Day", "День микро-, малых и средних предприятий", _on(6, 27), ("business",), _UN + "71/279"),
    Day("Social Media Day", "День социальных сетей", _on(6, 30), ("marketing", "it"), "Mashable, 2010"),
    Day("World Emoji Day", "Всемирный день эмодзи", _on(7, 17), ("fun", "it"), "Emojipedia, 2014"),
    Day("World Chess Day", "Всемирный день шахмат", _on(7, 20), ("sport", "fun"), _UN + "74/22"),
    Day("International Day of Friendship", "Международный день дружбы", _on(7, 30), ("society",), _UN + "65/275"),
    Day("Builders’ Day in Russia", "День строителя", _weekday(8, 2, "SU"), ("building",), "Decree of the Presidium of the Supreme Soviet of 06.09.1955"),
    Day("International Youth Day", "Международный день молодёжи", _on(8, 12), ("education", "society"), _UN + "54/120"),
    Day("World Photography Day", "Всемирный день фотографии", _on(8, 19), ("art",), "custom, since 2010"),
    Day("Day of Knowledge in Russia", "День знаний", _on(9, 1), ("education",), "Decree of the Presidium of the Supreme Soviet of 15.06.1984"),
    Day("International Literacy Day", "Международный день грамотности", _on(9, 8), ("education", "books"), "UNESCO, 1966"),
    Day("Programmers’ Day", "День программиста", "FREQ=YEARLY;BYYEARDAY=256", ("it",), "Decree of the President of Russia № 1034 of 11.09.2009"),
    Day("World Tourism Day", "Всемирный день туризма", _on(9, 27), ("travel",), "UN Tourism, 1979"),
    Day("International Translation Day", "Международный день переводчика", _on(9, 30), ("language", "books"), _UN + "71/288"),
    Day("International Coffee Day", "Международный день кофе", _on(10, 1), ("coffee", "food"), "International Coffee Organization, 2014"),
    Day("World Teachers’ Day", "Всемирный день учителя", _on(10, 5), ("education",), "UNESCO, 1994"),
    Day("World Mental Health Day", "Всемирный день психического здоровья", _on(10, 10), ("health",), "World Federation for Mental Health, 1992"),
    Day("World Food Day", "Всемирный день продовольствия", _on(10, 16), ("food",), "FAO, resolution 1/79"),
    Day("International Chefs Day", "Международный день повара", _on(10, 20), ("food",), "Worldchefs, 2004"),
    Day("World Vegan Day", "Всемирный день вегана", _on(11, 1), ("food", "ecology"), "The Vegan Society, 1994"),
    Day("World Kindness Day", "Всемирный день доброты", _on(11, 13), ("society",), "World Kindness Movement, 1998"),
    Day("Black Friday", "Чёрная пятница", "FREQ=YEARLY;BYMONTH=11;BYDAY=FR;BYMONTHDAY=23,24,25,26,27,28,29", ("retail",), "custom: the day after the fourth Thursday in November"),
    Day("Mother’s Day in Russia", "День матери в России", "FREQ=YEARLY;BYMONTH=11;BYDAY=-1SU", ("family", "gifts"), "Decree of the President of Russia № 120 of 30.01.1998"),
    Day("International Volunteer Day", "Международный день добровольцев", _on(12, 5), ("society",), _UN + "40/212"),
)  # fmt: skip
"""In order of the year. Sources are the acts that set them, as they are cited; collected 2026-11."""


def topics() -> tuple[str, ...]:
    """Return all topics, sorted."""
    return tuple(sorted({topic for day in DAYS for topic in day.topics}))


def days_about(wanted: Iterable[str]) -> tuple[Day, ...]:
    """Return the days of any of these topics, in order of the year."""
    asked = frozenset(wanted)
    return tuple(day for day in DAYS if asked.intersection(day.topics))
