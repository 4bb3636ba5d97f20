"""Read a theme's cards: its own at once, the packaged ones when they are asked for."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from smmgen.model.card import Card
from smmgen.model.colour import Colour
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source, Span
from smmgen.read.card import read_card, whole_card
from smmgen.read.node import Entries, Node
from smmgen.read.schema import Reading
from smmgen.read.tree import Tree
from smmgen.read.yaml import parse

Findings = tuple[Diagnostic, ...]


def open_yaml(tree: Tree, path: str) -> tuple[Reading, Node | None, Findings]:
    """Read a file of strict YAML; the node is None, and the findings say why, where it cannot be read."""
    source = Source(path, "")
    try:
        source = Source(path, tree.read(path).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        reading = Reading(source)
        reading.error("CRD009", Span(path), f"{path} cannot be read as UTF-8 text.", "Save it as UTF-8.")
        return reading, None, ()
    node, findings = parse(source)
    return Reading(source), node, tuple(findings)


class Cards(Mapping[str, Card]):
    """The cards of a theme by name, with those of the theme below it that it does not replace.

    A card may extend another of its theme or of the one below; one that extends its own name, that of below.
    """

    def __init__(
        self, tree: Tree, folder: str, colours: Mapping[str, Colour], below: "Cards | None" = None
    ) -> None:
        self._tree = tree
        self._colours = colours
        self._below = below
        start = f"{folder}/cards/"
        own = (path for path in tree.paths() if path.startswith(start) and path.endswith(".yaml"))
        self._paths = {PurePosixPath(path).stem: path for path in own}
        self._made: dict[str, tuple[Card, Findings]] = {}
        self._open: list[tuple[str, Reading]] = []

    def __getitem__(self, name: str) -> Card:
        """Return a card, read now if it was not before. Raises `KeyError` for an unknown name."""
        return self._card(name)[0]

    def __iter__(self) -> Iterator[str]:
        """Give the names, in alphabetical order."""
        return iter(sorted({*self._paths, *(self._below or ())}))

    def __len__(self) -> int:
        """Return how many there are."""
        return len({*self._paths, *(self._below or ())})

    @property
    def own(self) -> tuple[str, ...]:
        """Return the names of the theme's own cards."""
        return tuple(self._paths)

    def findings(self) -> Findings:
        """Read the theme's own cards and return what is wrong in them."""
        return tuple(dict.fromkeys(finding for name in self._paths for finding in self._card(name)[1]))

    def _card(self, name: str) -> tuple[Card, Findings]:
        if name not in self._made:
            if name not in self:
                raise KeyError(name)
            reading, node, found = self._opened(name)
            card = read_card(reading, node, name, self._colours) if node else Card(name=name)
            self._made[name] = card, (*found, *reading.findings)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a card of that name."""
        return name in self._paths or (self._below is not None and name in self._below)

    def _opened(self, name: str) -> tuple[Reading, Entries | None, Findings]:
        """Open a card's file and put it together with what it extends."""
        if name not in self._paths and self._below:
            return self._below._opened(name)  # noqa: SLF001 - the same class
        reading, node, found = open_yaml(self._tree, self._paths[name])
        if node is None:
            return reading, None, found
        self._open.append((name, reading))
        try:
            return reading, whole_card(reading, node, self._base, self), found
        finally:
            self._open.pop()

    def _base(self, name: str) -> Entries | None:
        if name in self._paths and name not in [opened for opened, _ in self._open]:
            reading, node, found = self._opened(name)
            for _, extending in self._open[-1:]:
                extending.findings += [*found, *reading.findings]
            return node
        return self._below._base(name) if self._below else None  # noqa: SLF001 - the same class
