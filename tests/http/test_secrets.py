import json
import re
from base64 import b64encode, urlsafe_b64encode
from html import escape
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.model.brand import Account
from smmgen.model.fault import ConfigError
from smmgen.secrets import ENCODED_FROM, MARK, Redactor, keeper, reader

TG = Account(name="tg", network="telegram", secrets={"token": "TELEGRAM_TOKEN"})


def test_a_secret_is_read_from_its_variable_and_covered_from_then_on() -> None:
    redact = Redactor()
    assert reader({"TELEGRAM_TOKEN": " s3cret-value \n"}, redact)(TG, "token") == "s3cret-value"
    assert redact("say s3cret-value!") == f"say {MARK}!"


@pytest.mark.parametrize(
    ("environment", "option", "why"),
    [
        ({}, "token", "TELEGRAM_TOKEN is not set"),
        ({"TELEGRAM_TOKEN": " "}, "token", "TELEGRAM_TOKEN is empty"),
        ({"TELEGRAM_TOKEN": "x"}, "token", "TELEGRAM_TOKEN holds 1 character, which is no secret"),
        ({"TELEGRAM_TOKEN": "abc"}, "token", "TELEGRAM_TOKEN holds 3 characters, which is no secret"),
        ({}, "password", "no `password` in smmgen.yaml"),
    ],
)
def test_a_missing_secret_is_named(environment: dict[str, str], option: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        reader(environment, Redactor())(TG, option)


def test_a_secret_may_be_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("anna@mail.example\n\nben@mail.example\n")
    read = reader({"TELEGRAM_TOKEN_FILE": str(tmp_path / "list")}, Redactor())
    assert read(TG, "token") == "anna@mail.example\n\nben@mail.example"


def test_a_file_that_is_not_there_is_told_without_its_place(tmp_path: Path) -> None:
    read = reader({"TELEGRAM_TOKEN_FILE": str(tmp_path / "none")}, Redactor())
    with pytest.raises(
        ConfigError, match="TELEGRAM_TOKEN_FILE names cannot be read: FileNotFoundError"
    ) as fault:
        read(TG, "token")
    assert str(tmp_path) not in str(fault.value)


@pytest.mark.parametrize(
    "said",
    [
        "<anna@mail.example>: user unknown",
        "550 5.1.1 Anna@Mail.Example.",
        "https://brand.example/u?e=anna%40mail.example&x=1",
        "to=anna@mail.example",
        "ben+news@mail.example!",
    ],
)
def test_each_address_of_a_list_is_covered(said: str) -> None:
    redact = Redactor()
    redact.add("Anna <anna@mail.example>\nben+news@mail.example, eve@mail.example")
    assert not {"anna", "ben"} & set(re.split(r"\W+", redact(said).casefold()))


def test_other_addresses_stay() -> None:
    redact = Redactor()
    redact.add("anna@mail.example")
    assert (
        redact("@northwind@social.example, help@mail.example")
        == "@northwind@social.example, help@mail.example"
    )


WRITINGS = {
    "plain": str,
    "quoted": lambda text: quote(text, safe=""),
    "quoted, slashes kept": quote,
    "in a form": quote_plus,
    "quoted in small letters": lambda text: re.sub(
        "%..", lambda found: found[0].lower(), quote(text, safe="")
    ),
    "JSON": lambda text: json.dumps(text),
    "JSON, letters kept": lambda text: json.dumps(text, ensure_ascii=False),
    "JSON in JSON": lambda text: json.dumps(json.dumps(text)),
    "repr": repr,
    "HTML": escape,
    "base64": lambda text: b64encode(text.encode()).decode(),
    "base64 of a pair": lambda text: b64encode(f"user:{text}".encode()).decode(),
    "base64 inside more": lambda text: b64encode(f"x{text}yz".encode()).decode(),
    "base64 for URLs": lambda text: urlsafe_b64encode(f"ab{text}".encode()).decode().rstrip("="),
    "hexadecimal": lambda text: text.encode().hex(),
}
SECRETS = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x17F), min_size=ENCODED_FROM, max_size=40
).filter(lambda text: MARK[0] not in text)


@pytest.mark.parametrize("name", WRITINGS)
@given(secret=SECRETS, before=st.text(max_size=10), after=st.text(max_size=10))
def test_no_writing_of_a_secret_gets_through(name: str, secret: str, before: str, after: str) -> None:
    redact = Redactor()
    redact.add(secret)
    written = WRITINGS[name](secret)
    covered = redact(before + written + after)
    assert secret not in covered
    assert written not in covered
    assert MARK in covered


def test_of_two_secrets_the_longer_is_covered_whole() -> None:
    redact = Redactor()
    redact.add("secret")
    redact.add("secret-and-more")
    assert redact("x secret-and-more y") == f"x {MARK} y"


SHAPES = [
    "https://api.telegram.org/bot123456:AAbbCC_dd-ee/sendMessage",
    "/bot123456%3AAAbbCC_dd-ee/x",
    "?access_token=abc.def&v=5",
    "Authorization: Bearer abc.def",
    "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl",
]


@pytest.mark.parametrize("text", SHAPES)
def test_what_looks_like_a_secret_is_covered_unasked(text: str) -> None:
    covered = Redactor()(text)
    assert MARK in covered
    assert not any(part in covered for part in ("AAbbCC", "abc.def", "c2lnbmF0"))


def test_what_is_no_secret_is_left_alone() -> None:
    redact = Redactor()
    for too_short in ("", "t", "pub"):
        redact.add(too_short)
    text = "tg/winter-sale.0: published https://t.me/northwind/12"
    assert redact(text) == text


def kept(command: tuple[str, ...], redactor: Redactor) -> None:
    account = Account(name="tt", network="tiktok", secrets={"refresh_token": "TIKTOK_REFRESH"})
    keeper(command, redactor)(account, "refresh_token", "new-and-secret")


def test_a_new_secret_goes_to_its_keeper_by_name_and_is_covered(tmp_path: Path) -> None:
    redactor = Redactor()
    place = tmp_path / "TIKTOK_REFRESH"
    kept(("sh", "-c", f"cat > {tmp_path}/$0", "{name}"), redactor)
    assert place.read_text() == "new-and-secret"
    assert "secret" not in redactor("It is new-and-secret.")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ((), "add secrets: {keep:"),
        (("sh", "-c", "echo no rights for $(cat) >&2; exit 1"), "could not be kept: no rights for •••"),
        (("/no/such/program",), "could not be kept: FileNotFoundError"),
    ],
)
def test_a_secret_that_cannot_be_kept_stops_its_account(command: tuple[str, ...], told: str) -> None:
    with pytest.raises(ConfigError) as fault:
        kept(command, Redactor())
    assert told in str(fault.value)
    assert "new-and-secret" not in str(fault.value)
