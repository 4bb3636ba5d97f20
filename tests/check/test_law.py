"""Tables of what the rules about the law say, and of what they leave alone."""

import pytest

from smmgen.check.topics import pattern, shipped
from smmgen.text.checksum import is_card, is_snils
from tests.check.world import BRAND, found, post

POST = "content/posts/example.md"


def told(code: str, text: str, law: str = "", **keys: str) -> list[str]:
    config = BRAND + (f"law: {{{law}}}\n" if law else "")
    files = {"smmgen.yaml": config, POST: post(text, **{"accounts": "[tg]", **keys})}
    return [one.message for one in found(files, code)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Call Anna: +7 900 123-45-67", "a person's mobile number"),
        ("Звоните: 8(900)123-45-67.", "a person's mobile number"),
        ("Text +49 (0) 151 23456789 now", "a person's mobile number"),
        ("Text +44 7911 123456 now", "a person's mobile number"),
        ("Write to anna.meyer@gmail.com.", "a person's mailbox"),
        ("Пишите на anna@mail.ru", "a person's mailbox"),
        ("Pay to 4012 8888 8888 1881 please", "a bank card's number"),
        ("СНИЛС 112-233-445 95", "an insurance number (SNILS)"),
        ("Паспорт 45 10 123456 найден", "a passport's number"),
        ("Победитель живёт на ул. Ленина, д. 5, кв. 12", "a person's home address"),
    ],
)
def test_data_of_a_person_are_found(text, what):
    assert told("LAW004", text) == [f"This looks like {what}."]


@pytest.mark.parametrize(
    "text",
    [
        "Call the café: +49 30 901820 or +7 (495) 123-45-67.",
        "Write to hello@northwind.example, press@coffee.example or anna@gmail.company.",
        "We are at Forster Straße 12, 10999 Berlin, and at ул. Ленина, д. 5.",
        "Order 4012 8888 8888 1882, parcel 00340434161094042557, lot 2026-11-28-0001.",
        "The code is 112-233-445 96 and the ISBN 978-3-16-148410-0.",
        "Паспорт не нужен: только 45 минут и 123456 шагов.",
        "In 1900 came 123 bags, 8 900 of them washed.",
        "Рисунок на кружке: кв. метр кофе",
    ],
)
def test_numbers_and_addresses_of_the_brand_are_left_alone(text):
    assert told("LAW004", text) == []


@pytest.mark.parametrize("own", ["+7 900 123-45-67", "89001234567", "7 (900) 1234567"])
def test_the_brands_own_contacts_are_known_however_they_are_written(own):
    assert told("LAW004", "Call us: 8 900 123 45 67", f'contacts: ["{own}"]') == []
    assert told("LAW004", "Write: Northwind@gmail.com", "contacts: [northwind@gmail.com]") == []


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("4012 8888 8888 1881", True),
        ("4012888888881882", False),
        ("4444 4444 4444 4444", False),
        ("4276", False),
    ],
)
def test_a_cards_number_is_told_by_its_last_digit(number, is_one):
    assert is_card(number) is is_one


@pytest.mark.parametrize(
    ("number", "is_one"), [("112-233-445 95", True), ("112-233-445 94", False), ("112-233-445", False)]
)
def test_an_insurance_number_is_told_by_its_last_digits(number, is_one):
    assert is_snils(number) is is_one


CONTEST = {"status": "review", "contest": "cup"}


def contest(text: str, code: str = "LAW001", network: str = "", **keys: str) -> list[str]:
    account = f"  fb: {network}\n" if network else ""
    config = BRAND.replace("accounts:\n", f"accounts:\n{account}")
    front = {**CONTEST, "accounts": "[fb]" if network else "[tg]", **keys}
    files = {"smmgen.yaml": config, "content/contests/cup.md": "The rules.", POST: post(text, **front)}
    return [one.message for one in found(files, code)]


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Show us your cup!", "until when it runs and where its rules are, or what can be won"),
        ("Show us your cup by Friday!", "where its rules are, or what can be won"),
        ("Win a grinder: show us your cup!", "until when it runs"),
        ("Покажите свою чашку!", "until when it runs and where its rules are, or what can be won"),
        ("Покажите свою чашку до 19 декабря!", "where its rules are, or what can be won"),
    ],
)
def test_what_a_contest_does_not_say_is_told(text, lacks):
    assert contest(text) == [f"This contest does not say {lacks}."]


@pytest.mark.parametrize(
    "text",
    [
        "Until 19.12., the rules: https://northwind.example/cup",
        "By Saturday, 20:00. The rest is [here](https://northwind.example/cup).",
        "Win a grinder by December 19!",
        "Подведём итоги 20 декабря, условия на сайте.",
        "До конца осталось 3 дня, приз — кофемолка.",
        "Ждём до субботы, разыграем три коробки.",
    ],
)
def test_a_contest_that_says_all_is_left_alone(text):
    assert contest(text) == []


def test_a_draft_and_what_is_no_contest_are_left_alone():
    assert contest("Show us your cup!", status="draft") == []
    assert told("LAW001", "Show us your cup!", status="review") == []


FB = '{network: facebook, page: "42", token: env:FB}'
X = "{network: x, token: env:X}"
IG = '{network: instagram, user_id: "42", token: env:IG}'


@pytest.mark.parametrize(
    ("network", "text"),
    [
        (FB, "Share this post to enter!"),
        (FB, "To win, tag two friends below."),
        (FB, "Сделайте репост и отметьте друга"),
        (X, "Who has the most retweets wins!"),
        (X, "Repost every day for more chances."),
    ],
)
def test_what_a_network_forbids_a_contest_is_told(network, text):
    assert contest(text, "LAW003", network)


@pytest.mark.parametrize(
    ("network", "text"),
    [
        (FB, "Comment below to enter. We share the winners on Monday."),
        (FB, "Share your morning with us in a comment."),
        (X, "Repost to enter!"),
        (IG, "Tag us to enter!"),
    ],
)
def test_what_a_network_allows_a_contest_is_left_alone(network, text):
    assert contest(text, "LAW003", network) == []


@pytest.mark.parametrize(
    "text",
    [
        "This contest is in no way sponsored, endorsed or administered by Instagram.",
        "Instagram is not associated with this contest.",
        "Конкурс никак не связан с Instagram.",
        "Facebook не является спонсором или организатором.",
    ],
)
def test_a_release_is_known_in_both_languages(text):
    assert contest("By Friday.", "LAW002", IG)
    assert contest(f"By Friday. {text}", "LAW002", IG) == []


@pytest.mark.parametrize(
    ("licence", "more", "fault"),
    [
        ("CC BY-NC 4.0", "", "does not cover a brand's post (“NC”)"),
        ("editorial use only", "", "does not cover a brand's post (“editorial”)"),
        ("CC BY-ND 4.0", "", "does not cover a brand's post (“ND”)"),
        ("CC BY-SA 4.0", "", "asks to name Anna Meyer, and the post does not"),
        ("royalty-free", ", until: 2026-11-30", "ends on 2026-11-30, before the post goes out"),
        ("royalty-free", ", until: 2026-12-01", ""),
        ("CC0", "", ""),
        ("our own", "", ""),
    ],
)
def test_a_licence_that_does_not_fit_is_told(licence, more, fault):
    files = {
        "smmgen.yaml": f"{BRAND}law: {{licences: required}}\n",
        "content/media/credits.yaml": f'"bea*": {{by: Anna Meyer, licence: {licence}{more}}}\n',
        POST: post(
            "A",
            accounts="[tg]",
            image="{photo: /content/media/beans.jpg, alt: A}",
            publish_at="2026-12-01 10:00",
        ),
    }
    messages = [one.message for one in found(files, "LAW006")]
    assert messages == ([f"The licence of beans.jpg, “{licence}”, {fault}."] if fault else [])
    assert found(files, "LAW005") == []


def test_licences_are_asked_for_only_where_the_brand_wants_them():
    photo = "{photo: /content/media/beans.jpg, alt: A}"
    assert told("LAW005", "A", image=photo) == []
    assert told("LAW005", "A", "licences: required", image=photo) == [
        "Nobody has noted who made content/media/beans.jpg."
    ]


def test_what_is_wrong_with_the_credits_is_told_at_its_place():
    files = {
        "smmgen.yaml": f"{BRAND}law: {{licences: required}}\n",
        "content/media/credits.yaml": "beans.jpg: {by: Anna Meyer}\n",
        POST: post("A", accounts="[tg]", image="{photo: /content/media/beans.jpg, alt: A}"),
    }
    (one,) = found(files, "FMT003")
    assert (one.span.path, one.span.line) == ("content/media/credits.yaml", 1)


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("alcohol", "Beer from six."),
        ("alcohol", "Пиво и вино с шести."),
        ("tobacco", "Кальянная открыта"),
        ("medicine", "Painkillers at half price."),
        ("supplements", "Новый БАД в меню."),
        ("credit", "Кредит за 5 минут"),
        ("bankruptcy", "Спишем долги"),
        ("energy-drinks", "Energy drinks are here."),
        ("vpn", "Use our VPN."),
        ("children", "Попроси маму купить набор!"),
    ],
)
def test_a_topic_is_found_once_it_is_turned_on(topic, text):
    assert told("LAW007", text) == []
    (message,) = told("LAW007", text, f"topics: {{{topic}: warning}}")
    assert f"“{topic}”" in message


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("alcohol", "Nobody is to blame; the ginger is strong, and the rump is rare."),
        ("alcohol", "Никто не виноват, и виноград зреет."),
        ("alcohol", "Beer from six. Drink responsibly."),
        ("alcohol", "Вино с шести. ЧРЕЗМЕРНОЕ  потребление алкоголя вредит."),
        ("bankruptcy", "Спишем долги. Банкротство влечёт негативные последствия."),
        ("supplements", "БАДминтон во дворе"),
        ("credit", "Кредитор нам доверяет."),
        ("medicine", "Pill-shaped cups"),
        ("medicine", "Menus on tablets"),
    ],
)
def test_words_that_look_alike_and_warnings_are_left_alone(topic, text):
    assert told("LAW007", text, f"topics: {{{topic}: warning}}") == []


def test_a_topic_has_the_level_that_the_brand_wants():
    def levels(law: str) -> list[str]:
        files = {"smmgen.yaml": f"{BRAND}law: {{{law}}}\n", POST: post("Matcha and beer", accounts="[tg]")}
        return [one.severity for one in found(files, "LAW007")]

    assert levels("topics: {alcohol: error}") == ["error"]
    assert levels("topics: {alcohol: off}") == []
    assert levels("lists: {tea: {words: {en: [matcha]}}}") == ["warning"]
    assert levels("lists: {tea: {words: {en: [matcha], ru: [матча]}, level: info}}") == ["info"]
    assert levels("lists: {alcohol: {words: {en: [mead]}}}, topics: {alcohol: error}") == []


@pytest.mark.parametrize("name", shipped())
def test_our_topics_say_what_to_do_and_why(name):
    topic = shipped()[name]
    assert topic.say.endswith((".", "…»."))
    assert "38-FZ" in topic.source
    assert all(pattern(words).search(words[0].rstrip("*")) for words in topic.words.values())
