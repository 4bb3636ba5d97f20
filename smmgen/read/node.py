"""What strict YAML gives: text, lists and mappings, each with its place."""

from dataclasses import dataclass

from smmgen.model.source import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value without parts, as text. `is_plain` means without quotes; an empty plain one is "nothing"."""

    text: str
    is_plain: bool
    span: Span

    @property
    def is_nothing(self) -> bool:
        """Tell whether no value was written."""
        return self.is_plain and not self.text


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    items: tuple["Node", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping: keys in their order, each once."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    span: Span


Node = Scalar | Items | Entries
