"""What a failing assertion tells."""

import pytest

from tests.asked_again import explain


def told(error: BaseException, config: pytest.Config) -> str:
    if config.option.assertmode != "plain":
        pytest.skip("pytest has rewritten this assertion")
    explain(error, config)
    return str(error)


def test_an_assertion_that_fails_tells_what_its_parts_were(pytestconfig: pytest.Config) -> None:
    share, parts = {"all": "50%"}, [1, 2]
    with pytest.raises(AssertionError) as failed:
        assert sum(part for part in parts if share) == len(share), "why"
    lines = told(failed.value, pytestconfig).splitlines()
    assert lines[:2] == ["why", "assert 3 == 1"]
    assert "1 = len({'all': '50%'})" in lines[-2]


def test_what_cannot_be_asked_twice_says_so(pytestconfig: pytest.Config) -> None:
    for numbers, answer in ((iter([1, 2]), "it holds"), (iter([1]), "it raised StopIteration()")):
        with pytest.raises(AssertionError) as failed:
            assert next(numbers) == 2, "why"
        assert told(failed.value, pytestconfig) == f"why\n(asked again, {answer})"


def test_errors_that_are_raised_are_left_as_they_are(pytestconfig: pytest.Config) -> None:
    for error in (AssertionError("so"), ValueError("so")):
        with pytest.raises(type(error)) as failed:
            raise error
        assert told(failed.value, pytestconfig) == "so"
