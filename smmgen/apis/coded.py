"""Errors that networks number: what each number means for a post, out of a table per network."""

from collections.abc import Mapping
from datetime import timedelta

from msgspec import Struct

from smmgen.adapter import Ambiguous, NotSent, Refused, Session
from smmgen.apis.answers import unaccepted

BUSY = 429
"""What "not now" is called above, by every network, whatever status its answer had."""


class CodedError(Struct, frozen=True):
    """An error: its code, 0 where the answer has none, and the network's own words."""

    code: int
    said: str

    @property
    def quoted(self) -> str:
        """Return the words with their code, for the end of a sentence."""
        words = " ".join(self.said.split()).rstrip(".") or "no words"
        return f"(error {self.code}: “{words}”)"


class Codes(Struct, frozen=True, kw_only=True):
    """A network's codes: how long to wait, whether the token is at fault, what a person has to do.

    `token` codes say that the secret is not accepted. `account` has what a person has to do before anything
    more can go out, `refused` why this post is not published, both as a sentence without its full stop. A
    code that stands nowhere says nothing for sure.
    """

    title: str
    later: Mapping[int, timedelta]
    token: frozenset[int]
    account: Mapping[int, str]
    refused: Mapping[int, str]

    def meaning(self, session: Session, error: CodedError) -> NotSent | Refused | None:
        """Return what an error says for sure: not now, not this account, not this post; None: nothing."""
        if wait := self.later.get(error.code):
            return self.wait(session, error, wait)
        if error.code in self.token:
            return unaccepted(session.account, self.title, f" {error.quoted}", 401)
        if advice := self.account.get(error.code):
            return NotSent(f"{advice} {error.quoted}.", status=403, is_account_wide=True)
        if advice := self.refused.get(error.code):
            return Refused(f"{advice} {error.quoted}.", 400)
        return None

    def wait(self, session: Session, error: CodedError, wait: timedelta) -> NotSent:
        """Return the outcome of an error that asks to come back later."""
        return NotSent(f"{self.title} asks to wait {error.quoted}.", session.now() + wait, BUSY)

    def ambiguous(self, error: CodedError, status: int) -> Ambiguous:
        """Return the outcome of an error that does not say whether the post was made."""
        why = f"{self.title} failed and did not say whether it published {error.quoted}."
        return Ambiguous(why, status)
