from smmgen.apis.finding import finding
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Span
from smmgen.model.variant import Message, Variant, Written

MESSAGE = Message(
    number=1, written=Written("Beans", "Beans"), length=5, limit=300, span=Span("sale.md", 9, 1, 9, 6)
)
VARIANT = Variant(post="sale", account="tg", network="telegram", publish_at=None, messages=(MESSAGE,))


def test_a_finding_says_whom_it_concerns_and_where() -> None:
    assert finding("TGM003", VARIANT, MESSAGE, "It is too long.", "Cut 5.") == Diagnostic(
        code="TGM003",
        severity="error",
        span=Span("sale.md", 9, 1, 9, 6),
        message="It is too long.",
        hint="Cut 5.",
        post="sale",
        account="tg",
    )


def test_what_may_still_go_well_is_a_warning() -> None:
    assert finding("TGM001", VARIANT, MESSAGE, "It is long.", "Cut 5.", "warning").severity == "warning"
