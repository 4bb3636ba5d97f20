"""Which words the pages need, in any language."""

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
    account: str
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
    pages: str
    feeds: str
    search: str
    view: str
    month_view: str
    week_view: str
    list_view: str
    filters: str
    anything: str
    show_all: str
    shown: str
    gaps: str
    look: str
    look_auto: str
    light: str
    dark: str
    screen: str
    phone: str
    computer: str
    whole_texts: str
    more: str
    links: str
    history: str
    delivered: str
    open_post: str
    coming: str
    gone_out: str
    nothing_here: str
    rest_in_calendar: str
    grid: str
    search_for: str
    search_none: str
    search_found: str
    search_needs: str
    next_at: str
    film: str
    keyboard: str
    keys_on: str
    keys: Mapping[str, str]
    delivery_states: Mapping[str, str]
    built: str
    subscribe: str

    def post_word(self, number: int) -> str:
        """Return the word behind a number of posts: `posts` has it for one, a few and many."""
        one, few, many = self.posts
        if number == 1 or (self.lang == "ru" and number % 10 == 1 and number % 100 != 11):
            return one
        return few if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else many
