"""Put a card together out of the card that it extends and what it changes, for each form of picture."""

from functools import reduce
from itertools import product

from smmgen.model.card import Form
from smmgen.read.node import Entries, Node, Scalar

FORMS: tuple[Form, ...] = ("wide", "square", "tall", "story")
WHEN = ("wide", "tall", "story", "bare", "bare-wide")
"""The conditions under which a card may look otherwise; `bare` is without a photo. Later ones win."""


def merged(base: Node, own: Node) -> Node:
    """Return the base with what is its own changed: mappings key by key, all else as a whole.

    A key keeps its place among the base's keys; new ones come last. Unchanged nodes stay the same objects.
    """
    if not (isinstance(base, Entries) and isinstance(own, Entries)):
        return own
    changed = {key.text: (key, value) for key, value in own.entries}
    kept = [
        (changed[key.text][0], merged(value, changed.pop(key.text)[1]))
        if key.text in changed
        else (key, value)
        for key, value in base.entries
    ]
    return Entries((*kept, *changed.values()), own.span)


def _changed(base: Entries, own: Node) -> Entries:
    whole = merged(base, own)
    return whole if isinstance(whole, Entries) else base


def without(node: Entries, *names: str) -> Entries:
    """Return a mapping without some of its keys."""
    return Entries(tuple(entry for entry in node.entries if entry[0].text not in names), node.span)


def value_of(node: Node, name: str) -> Node | None:
    """Return the value at a key of a mapping; None where there is none."""
    entries = node.entries if isinstance(node, Entries) else ()
    return next((value for key, value in entries if key.text == name), None)


def text_of(node: Node, name: str) -> tuple[str, Node] | None:
    """Return the text at a key, with its node; None where there is none."""
    found = value_of(node, name)
    return (found.text.strip(), found) if isinstance(found, Scalar) and found.text else None


def by_form(node: Entries) -> dict[tuple[Form, bool], Entries]:
    """Return a card for every form, with a photo and without; those that look alike are one object."""
    conditions = value_of(node, "when")
    known = {name: value for name in WHEN if conditions and (value := value_of(conditions, name))}
    plain = without(node, "when")
    made: dict[tuple[str, ...], Entries] = {}
    found: dict[tuple[Form, bool], Entries] = {}
    for form, is_bare in product(FORMS, (False, True)):
        names = tuple(name for name in _conditions(form, is_bare=is_bare) if name in known)
        if names not in made:
            made[names] = reduce(_changed, (known[name] for name in names), plain)
        found[form, is_bare] = made[names]
    return found


def _conditions(form: Form, *, is_bare: bool) -> list[str]:
    names: list[str] = ["tall", "story"] if form == "story" else [form]
    return [*names, *(["bare", f"bare-{form}"] if is_bare else [])]
