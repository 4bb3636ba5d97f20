"""What strict YAML gives: text, lists and mappings, each with its place."""

from msgspec import Struct

from smmgen.model.source import Span


class Scalar(Struct, frozen=True):
    """A value without parts, as text. `is_plain` means without quotes; an empty plain one is "nothing"."""

    text: str
    is_plain: bool
    span: Span

    @property
    def is_nothing(self) -> bool:
        """Tell whether no value was written."""
        return self.is_plain and not self.text


class Items(Struct, frozen=True):
    """A sequence."""

    items: tuple["Node", ...]
    span: Span


class Entries(Struct, frozen=True):
    """A mapping: keys in their order, each once."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    span: Span


Node = Scalar | Items | Entries
