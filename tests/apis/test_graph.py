from datetime import UTC, datetime, timedelta

import pytest

from smmgen.adapter import NotSent, Refused
from smmgen.apis.graph import moment
from smmgen.apis.graph_error import (
    ACCOUNT,
    LATER,
    REFUSED,
    SUB_ACCOUNT,
    SUB_LATER,
    SUB_REFUSED,
    TOKEN,
    GraphError,
    error_of,
    meaning,
)
from smmgen.model.brand import Account
from tests.networks.script import NOW, Script, answer

PAGE = Account(name="page", network="facebook", secrets={"token": "FB_TOKEN"})
SESSION = Script(PAGE, ())


@pytest.mark.parametrize(
    ("code", "subcode"), [*((code, 0) for code in LATER), *((4, code) for code in SUB_LATER)]
)
def test_too_much_is_tried_later(code: int, subcode: int) -> None:
    outcome = meaning(SESSION, "Facebook", GraphError(code, subcode, "Said so"), None)
    assert isinstance(outcome, NotSent)
    assert outcome.not_before == NOW + (SUB_LATER.get(subcode) or LATER[code])


@pytest.mark.parametrize(
    ("code", "subcode"), [*((code, 463) for code in {*TOKEN, *ACCOUNT}), *((1, code) for code in SUB_ACCOUNT)]
)
def test_a_fault_of_the_account_says_what_to_do(code: int, subcode: int) -> None:
    outcome = meaning(SESSION, "Facebook", GraphError(code, subcode, "Said so"), None)
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert "“Said so”" in outcome.why


@pytest.mark.parametrize(
    ("code", "subcode"), [*((code, 0) for code in REFUSED), *((1, code) for code in SUB_REFUSED)]
)
def test_a_refusal_is_for_good(code: int, subcode: int) -> None:
    assert isinstance(meaning(SESSION, "Facebook", GraphError(code, subcode, "Said so"), None), Refused)


def test_no_code_has_two_meanings() -> None:
    for tables in ((LATER, TOKEN, ACCOUNT, REFUSED), (SUB_LATER, SUB_ACCOUNT, SUB_REFUSED)):
        every = [code for table in tables for code in table]
        assert len(every) == len(set(every))


@pytest.mark.parametrize("code", [0, 1, 2, -1, -2, 506, 4711])
def test_other_codes_say_nothing_for_sure(code: int) -> None:
    assert meaning(SESSION, "Facebook", GraphError(code, 0, "Said so"), None) is None


USED = '{"17": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 42}]}'


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"x_business_use_case_usage": USED}, timedelta(minutes=42)),
        ({"retry_after": "60"}, timedelta(minutes=1)),
        ({"x_business_use_case_usage": "odd"}, timedelta(minutes=15)),
        ({}, timedelta(minutes=15)),
    ],
)
def test_meta_says_how_long_to_wait(headers: dict[str, str], wait: timedelta) -> None:
    reply = answer(400, {"error": {"code": 17, "message": "Too many calls"}}, **headers)
    error = error_of(reply)
    assert error
    outcome = meaning(SESSION, "Facebook", error, reply)
    assert isinstance(outcome, NotSent)
    assert outcome.not_before == NOW + wait


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-12-01T09:00:00+0000", datetime(2026, 12, 1, 9, tzinfo=UTC)),
        ("2026-12-01T12:00:00+0300", datetime(2026, 12, 1, 9, tzinfo=UTC)),
        (1_796_115_600, datetime(2026, 12, 1, 9, tzinfo=UTC)),
        (0, None),
        ("soon", None),
        (None, None),
    ],
)
def test_times_are_read(written: object, expected: datetime | None) -> None:
    assert moment(written) == expected
