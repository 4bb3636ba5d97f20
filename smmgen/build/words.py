"""The words of the pages, in the languages that brands speak."""

from collections.abc import Mapping

from msgspec import Struct

from smmgen.model.diagnostic import Severity
from smmgen.model.post import Status


class Words(Struct, frozen=True, kw_only=True):
    """All words of the pages in one language; `lang` is its IETF tag.

    `months` stand alone, `months_of` behind a day's number; `days` start with Monday. `units` translates
    what networks count.
    """

    lang: str
    months: tuple[str, ...]
    months_of: tuple[str, ...]
    days: tuple[str, ...]
    days_short: tuple[str, ...]
    statuses: Mapping[Status, str]
    severities: Mapping[Severity, str]
    calendar: str
    list: str
    no_date: str
    no_posts: str
    today: str
    planned: str
    posts: tuple[str, str, str]
    previous: str
    next: str
    months_nav: str
    skip: str
    date: str
    post: str
    accounts: str
    status: str
    rubric: str
    owner: str
    campaign: str
    source: str
    link: str
    tags: str
    no_time: str
    alt_texts: str
    no_alt: str
    message: str
    findings: str
    missing_picture: str
    link_preview: str
    options: str
    variants: str
    answers: str
    content_warning: str
    poll_open: str
    over: str
    picture: str
    units: Mapping[str, str]
    zones: str
    shown_only: str
    covered: str
    unverified: str
    zone_names: Mapping[str, str]
    cards: str
    without_photo: str
    field: str
    field_help: str
    field_default: str
    in_a_post: str
    changed_pictures: str
    picture_states: Mapping[str, str]
    before: str
    after: str
    difference: str
    built: str
    subscribe: str

    def post_word(self, number: int) -> str:
        """Return the word behind a number of posts: `posts` has it for one, a few and many."""
        one, few, many = self.posts
        if number == 1 or (self.lang == "ru" and number % 10 == 1 and number % 100 != 11):
            return one
        return few if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else many


ENGLISH = Words(
    lang="en",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    months_of=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    days_short=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    statuses={"idea": "Idea", "draft": "Draft", "review": "In review", "ready": "Ready", "paused": "Paused"},
    severities={"error": "Error", "warning": "Warning", "info": "Note"},
    calendar="Content calendar",
    list="All posts of the month",
    no_date="Without a date",
    no_posts="No posts yet. The first file in content/posts will appear here.",
    today="today",
    planned="planned",
    posts=("post", "posts", "posts"),
    previous="Previous",
    next="Next",
    months_nav="Months",
    skip="Skip to the content",
    date="Date",
    post="Post",
    accounts="Accounts",
    status="Status",
    rubric="Rubric",
    owner="Owner",
    campaign="Campaign",
    source="File",
    link="Link",
    tags="Tags",
    no_time="No time yet",
    alt_texts="Alt texts",
    no_alt="No alt text",
    message="Message",
    findings="Findings",
    missing_picture="This picture could not be drawn",
    link_preview="The network makes this preview itself",
    options="Options",
    variants="As each account will show it",
    answers="in reply to",
    content_warning="Content warning",
    poll_open="Open for {hours} h",
    over="over the limit",
    picture="Picture",
    units={},
    zones="Crops and safe zones",
    shown_only="only this is shown",
    covered="covered by the network",
    unverified="not verified",
    zone_names={},
    cards="Cards",
    without_photo="without a photo",
    field="Field",
    field_help="What it says",
    field_default="Without it",
    in_a_post="In a post",
    changed_pictures="Changed pictures",
    picture_states={"changed": "changed", "new": "new", "gone": "gone", "alike": "alike"},
    before="Before",
    after="After",
    difference="What differs",
    built="Made with smmgen from the brand’s own files.",
    subscribe="Calendar file",
)

RUSSIAN = Words(
    lang="ru",
    months=(
        "Январь",
        "Февраль",
        "Март",
        "Апрель",
        "Май",
        "Июнь",
        "Июль",
        "Август",
        "Сентябрь",
        "Октябрь",
        "Ноябрь",
        "Декабрь",
    ),
    months_of=(
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ),
    days=("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    days_short=("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"),
    statuses={
        "idea": "Идея",
        "draft": "Черновик",
        "review": "На согласовании",
        "ready": "Готов",
        "paused": "На паузе",
    },
    severities={"error": "Ошибка", "warning": "Предупреждение", "info": "Заметка"},
    calendar="Контент-план",
    list="Все посты месяца",
    no_date="Без даты",
    no_posts="Постов пока нет. Первый файл из content/posts появится здесь.",
    today="сегодня",
    planned="в плане",
    posts=("пост", "поста", "постов"),
    previous="Назад",
    next="Вперёд",
    months_nav="Месяцы",
    skip="К содержанию",
    date="Дата",
    post="Пост",
    accounts="Аккаунты",
    status="Статус",
    rubric="Рубрика",
    owner="Автор",
    campaign="Кампания",
    source="Файл",
    link="Ссылка",
    tags="Теги",
    no_time="Без времени",
    alt_texts="Описания картинок",
    no_alt="Без описания",
    message="Сообщение",
    findings="Замечания",
    missing_picture="Эту картинку не удалось нарисовать",
    link_preview="Это превью сеть делает сама",
    options="Параметры",
    variants="Как это увидят в каждом аккаунте",
    answers="в ответ на",
    content_warning="Предупреждение",
    poll_open="Открыт {hours} ч",
    over="сверх лимита",
    picture="Картинка",
    units={"characters": "знаков", "graphemes": "знаков"},
    zones="Обрезка и безопасные зоны",
    shown_only="видно только это",
    covered="закрыто интерфейсом",
    unverified="не проверено",
    zone_names={
        "profile grid": "сетка профиля",
        "square grid": "квадратная сетка",
        "name and progress": "имя и полоса",
        "reply bar": "строка ответа",
        "caption and buttons": "подпись и кнопки",
        "edge": "край",
        "tabs": "вкладки",
        "caption and sound": "подпись и звук",
        "buttons": "кнопки",
        "time stamp": "длительность",
        "progress bar": "полоса просмотра",
        "every screen": "любой экран",
        "timeline": "лента",
        "page title": "заголовок страницы",
        "profile picture": "аватар",
        "feed": "лента",
        "chat list and notices": "список чатов и уведомления",
        "phone": "телефон",
        "phone's own bar": "строка телефона",
        "carousel": "карусель",
    },
    cards="Карточки",
    without_photo="без фото",
    field="Поле",
    field_help="Что в нём",
    field_default="Без него",
    in_a_post="В посте",
    changed_pictures="Изменившиеся картинки",
    picture_states={"changed": "изменена", "new": "новая", "gone": "убрана", "alike": "без изменений"},
    before="Было",
    after="Стало",
    difference="Отличия",
    built="Собрано smmgen из файлов бренда.",
    subscribe="Файл календаря",
)


def words(language: str) -> Words:
    """Return the words of a language by its IETF tag; English where there are none."""
    return {"ru": RUSSIAN}.get(language.lower().partition("-")[0], ENGLISH)
