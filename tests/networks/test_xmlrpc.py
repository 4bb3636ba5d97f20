"""XML-RPC is written and read as Python's own library does it."""

import xmlrpc.client
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.apis.xmlrpc import Fault, answered, call

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
TOLD = st.dictionaries(
    st.sampled_from(["event", "ver", "props"]), TEXT | st.integers(0, 2**31 - 1) | st.booleans()
)


@given(told=TOLD)
def test_what_is_told_is_what_is_read(told: dict[str, Any]) -> None:
    assert xmlrpc.client.loads(call("LJ.XMLRPC.login", told)) == ((told,), "LJ.XMLRPC.login")


@given(said=TOLD)
def test_what_is_said_is_what_is_read(said: dict[str, Any]) -> None:
    body = xmlrpc.client.dumps(({"all": [said, 1.5, said]},), methodresponse=True).encode()
    assert answered(body) == {"all": [said, 1.5, said]}


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert xmlrpc.client.loads(call("x", {"event": "a\x00\x0bb\ufffe\ud800"}))[0] == ({"event": "ab"},)


def test_a_fault_has_its_number() -> None:
    body = xmlrpc.client.dumps(xmlrpc.client.Fault(101, "No."), methodresponse=True).encode()
    assert answered(body) == Fault(101, "No.")


@pytest.mark.parametrize("body", [b"", b"<html>", b"<a/>", b"<!doctype a><methodResponse/>"])
def test_anything_else_is_no_answer(body: bytes) -> None:
    with pytest.raises(ValueError):
        answered(body)
