from smmgen.adapter import Refused, Sent
from tests.networks.terms import Terms

TERMS = Terms(
    visible=("DATA",),
    options={
        "sender": "Northwind <news@northwind.example>",
        "to": "readers@lists.example",
        "user": "news@northwind.example",
    },
    instead=frozenset({"subscribers", "unsubscribe_key"}),
    is_endless=True,
    has_addresses=False,
    noticed="List-Unsubscribe",
    faults={
        "502-before": (Sent, 1),
        "503-before": (Sent, 1),
        "redirect": (Refused, 0),
        "200-without-id": (Sent, 1),
        "empty": (Sent, 1),
    },
)
"""A list's server adds the way out. A mail server that closes (421) has taken nothing, so that the letter goes over
a new connection; 551 refuses for good; letters are named by who writes them. Source: RFC 5321, 4.2."""
