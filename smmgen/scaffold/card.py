"""Start a card of a theme: a file that extends another card and shows in comments what it may change."""

import re
from collections.abc import Iterator
from pathlib import Path

from smmgen.model.card import Card, StackLayer
from smmgen.model.fault import UsageError
from smmgen.model.theme import Theme

_NAME = re.compile(r"_?[a-z0-9]+(-[a-z0-9]+)*")


def new_card(root: Path, theme: Theme, name: str, base: Card) -> Path:
    """Write `themes/THEME/cards/NAME.yaml`; return its path. Raises `UsageError` if it is there already."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"“{name}” is no name for a card: take small letters, digits and hyphens.")
    path = root / theme.path / "cards" / f"{name}.yaml"
    if path.exists():
        raise UsageError(f"{path} is there already.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(card_text(name, base, theme), "utf-8")
    return path


def card_text(name: str, base: Card, theme: Theme) -> str:
    """Return the file's text; every commented line may be used as it stands."""
    return "\n".join(_lines(name, base, theme)) + "\n"


def _lines(name: str, base: Card, theme: Theme) -> Iterator[str]:
    look = base.look(1080, 1080, is_bare=False)
    stack = next((layer for layer in look.layers if isinstance(layer, StackLayer)), None)
    yield f"# The card “{base.name}”, and what differs from it. Take the “# ” away from a line to use it."
    yield f"# Look at it with `smmgen cards`, and try it out with `smmgen cards check {name}`."
    yield f"title: {name.strip('_').replace('-', ' ').capitalize()}"
    yield f"extends: {base.name}"
    yield f"# The theme's colours: {', '.join(theme.colours)}."
    yield f"# ground: {look.ground}"
    yield f"# ink: {look.ink}"
    yield f"# accent: {look.accent}"
    yield f"# align: {look.align}"
    yield '# example: {en: "A headline for the gallery"}'
    yield f"# Its texts ({', '.join(base.fields) or 'none'}), and those that you add:"
    yield "# fields:"
    yield '#   note: {help: What it says, example: {en: "An example"}}'
    yield "# Its layers, the lowest first; name one to change it, or set it to none to take it away:"
    yield f"# {', '.join(layer.id for layer in look.layers) or 'none'}."
    yield "# layers:"
    yield f"#   {stack.id if stack else 'words'}:"
    if stack is None:
        yield "#     kind: stack"
        yield "#     area: safe"
    else:
        yield f"#     anchor: {stack.anchor}"
    yield "#     parts:"
    yield "#       headline: {smallest: 4.4%, largest: 9%}"
    yield '#       note: {kind: text, text: "{note}"}'
    yield "# What differs in wide, tall and story pictures, and without a photo (bare):"
    yield "# when:"
    yield f"#   bare: {{ground: {look.ground}}}"
