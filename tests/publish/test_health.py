"""Whether accounts can publish, and when their secrets end."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from smmgen.adapter import Identity, NotSent, Session
from smmgen.model.brand import Account, Brand
from smmgen.publish.health import endings, examine
from tests.publish.stage import ADAPTERS, DUE, Stage, brand, stage

WELL = Identity(name="@northwind", rights=("post",), expires=DUE + timedelta(days=40))


def asked(answer: object, *, secrets: dict[str, str] | None = None) -> str:
    made = stage("keyed")
    made.secrets = secrets

    def identify(session: Session) -> Identity:
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, Identity | NotSent)
        return answer  # type: ignore[return-value]

    found = examine(
        made.brand, made.open_session, DUE, adapters=lambda name: replace(ADAPTERS[name], identify=identify)
    )
    return found[0].text(DUE)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (WELL, "keyed (keyed): is @northwind\n  may: post\n  The secret ends on 2027-01-10, in 40 days.\n"),
        (
            replace(WELL, expires=None, missing=("`wall`: ask for it",)),
            "keyed (keyed): is @northwind\n  may: post\n  lacks `wall`: ask for it\n",
        ),
        (NotSent("The token is refused."), "keyed (keyed): The token is refused.\n"),
        (ValueError("no JSON"), "keyed (keyed): ValueError: no JSON\n"),
    ],
)
def test_an_account_is_told_as_its_network_tells(answer: object, told: str) -> None:
    assert asked(answer) == told


def test_a_missing_secret_is_told_without_a_call() -> None:
    assert "KEYED_TOKEN is not set" in asked(WELL, secrets={})


def test_all_missing_secrets_are_told_at_once() -> None:
    made = stage("keyed")
    names = {"token": "KEYED_TOKEN", "key": "KEYED_KEY", "secret": "KEYED_SECRET"}
    accounts = {"keyed": replace(made.brand.accounts["keyed"], secrets=names)}
    made.brand, made.secrets = replace(made.brand, accounts=accounts), {"KEYED_KEY": "s"}
    told = examine(made.brand, made.open_session, DUE, adapters=ADAPTERS.__getitem__)[0].fault
    assert (
        told
        == "The environment variable KEYED_TOKEN is not set The environment variable KEYED_SECRET is not set"
    )


def with_end(day: str) -> Brand:
    made = brand("keyed")
    account: Account = replace(made.accounts["keyed"], options={"token_expires": day})
    return replace(made, accounts={"keyed": account})


@pytest.mark.parametrize(
    ("day", "is_told"), [("2026-12-14", True), ("2026-12-31", False), ("2026-11-01", True)]
)
def test_the_end_of_a_secret_is_told_two_weeks_before(day: str, is_told: bool) -> None:
    assert bool(endings(with_end(day), DUE)) is is_told


def test_an_end_that_a_run_learns_of_is_told_too() -> None:
    learned = {"keyed": datetime(2026, 12, 5, tzinfo=UTC)}
    (told,) = endings(brand("keyed"), DUE, learned)
    assert told == "keyed: The secret ends on 2026-12-05, in 3 days. Renew it before then."


def test_a_run_notes_the_end_of_a_secret() -> None:
    made: Stage = stage("keyed")
    made.brand = with_end("2026-12-14")
    assert "ends on 2026-12-14" in made.run(DUE).notes[0]
