"""Who may quote a status, and quotes.

Source: Mastodon API 4.5, statuses (quote_approval_policy, quoted_status_id), QuoteApproval, Quote; read
2026-11. Nobody follows anybody here, so a policy of "followers" lets nobody else quote.
"""

from typing import Any

from smmgen.sandbox.exchange import Call
from smmgen.sandbox.mastodon_answer import invalid, refused, text
from smmgen.sandbox.store import Kept

POLICIES = ("public", "followers", "nobody")


def policy(call: Call, visibility: str) -> str:
    """Return who may quote the new status; what few may see, nobody may quote."""
    given = text(call, "quote_approval_policy") or "public"
    if given not in POLICIES:
        raise invalid("Quote approval policy is not included in the list")
    return "nobody" if visibility in ("private", "direct") else given


def guard_quote(quoted: Kept, owner: str) -> None:
    """Refuse to quote what its author does not let be quoted."""
    is_own = quoted.post.account == owner
    if quoted.state["visibility"] == "direct" or not (is_own or quoted.state["quoting"] == "public"):
        raise refused(403, "This action is not allowed")


def approval(state: dict[str, Any], *, is_own: bool) -> dict[str, Any]:
    """Return a QuoteApproval object."""
    automatic = [state["quoting"]] if state["quoting"] != "nobody" else []
    allowed = is_own or state["quoting"] == "public"
    return {"automatic": automatic, "manual": [], "current_user": "automatic" if allowed else "denied"}
