"""What is added to the text of every message: tracking on the brand's links, its link, its hashtags."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from operator import is_
from typing import TypeVar

from msgspec.structs import replace

from smmgen.markup.linked import is_linked
from smmgen.model.brand import Account, Brand, Utm
from smmgen.model.document import Block, Blocks, Heading, ItemList, Paragraph, Quote, Run, Runs, Select, Table
from smmgen.model.post import Post
from smmgen.pattern import pattern
from smmgen.text.links import add_parameters, host, shorten

Value = TypeVar("Value")

PLACEHOLDERS = ("network", "account", "campaign", "post", "rubric", "language")
"""What a UTM template may name in braces."""

_PLACEHOLDER = pattern(r"\{(\w+)\}")


def utm_parameters(utm: Utm, post: Post, account: Account) -> Mapping[str, str]:
    """Fill the brand's templates for one post and account; a parameter that comes out empty is left out."""
    templates = tuple(utm.parameters.items())
    name = post.id if "{post}" in " ".join(utm.parameters.values()) else ""
    language = post.language or account.language
    return _filled(templates, (account.network, account.name, post.campaign, name, post.rubric, language))


@lru_cache(maxsize=128)  # most posts of an account have the same
def _filled(templates: tuple[tuple[str, str], ...], known: tuple[str, ...]) -> Mapping[str, str]:
    """Fill templates with what is known for each of the placeholders, in their order."""
    values = dict(zip(PLACEHOLDERS, known, strict=True))
    filled = {
        f"utm_{name}": _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), template)
        for name, template in templates
    }
    return {name: value for name, value in filled.items() if value}


def tag_url(url: str, brand: Brand, parameters: Mapping[str, str]) -> str:
    """Add the parameters to a link of the brand's own hosts; others stay as they are."""
    return add_parameters(url, parameters) if parameters and _is_own(url, brand.utm.hosts) else url


@lru_cache(maxsize=256)  # asked for each account of a post
def _is_own(url: str, hosts: tuple[str, ...]) -> bool:
    place = host(url)
    return any(place == own or place.endswith("." + own) for own in hosts)


def shortened(blocks: Blocks) -> Blocks:
    """Show every bare URL of the blocks in its short form."""

    def short(run: Run) -> Run:
        is_bare = run.kind == "link" and run.text == run.href
        return replace(run, text=shorten(run.text)) if is_bare else run

    return (
        _with_runs(blocks, lambda runs: _kept(tuple(map(short, runs)), runs))
        if _has_links(blocks)
        else blocks
    )


def _has_links(blocks: Blocks) -> bool:
    return any(map(is_linked, blocks))


def tag_links(blocks: Blocks, brand: Brand, parameters: Mapping[str, str]) -> Blocks:
    """Tag every link of the blocks to the brand's own hosts."""
    if not parameters:
        return blocks

    def tagged(run: Run) -> Run:
        href = tag_url(run.href, brand, parameters)
        return run if href is run.href else Run(run.text, "link", run.marks, href, run.span)

    def of(runs: Runs) -> Runs:
        return _kept(tuple([tagged(run) if run.kind == "link" else run for run in runs]), runs)

    return tuple([_with_own_runs(block, of) if is_linked(block) else block for block in blocks])


def _with_runs(blocks: Blocks, of: Callable[[Runs], Runs]) -> Blocks:
    return _kept(tuple(_with_own_runs(block, of) for block in blocks), blocks)


def _with_own_runs(block: Block, of: Callable[[Runs], Runs]) -> Block:
    match block:
        case Paragraph() | Heading():
            runs = of(block.runs)
            return block if runs is block.runs else replace(block, runs=runs)
        case Quote() | Select():
            blocks = _with_runs(block.blocks, of)
            return block if blocks is block.blocks else replace(block, blocks=blocks)
        case ItemList():
            items = _kept(tuple(_with_runs(item, of) for item in block.items), block.items)
            return block if items is block.items else replace(block, items=items)
        case Table():
            rows = tuple(tuple(of(cell) for cell in row) for row in block.rows)
            return replace(block, head=tuple(of(cell) for cell in block.head), rows=rows)
        case _:
            return block


def _kept(new: tuple[Value, ...], old: tuple[Value, ...]) -> tuple[Value, ...]:
    """Return the old values where nothing changed, so that what was made of them can be found again."""
    return old if all(map(is_, new, old)) else new


def runs_of(blocks: Blocks) -> Iterator[Run]:
    """Return all runs, in order."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield from block.runs
            case Quote():
                yield from runs_of(block.blocks)
            case ItemList():
                for item in block.items:
                    yield from runs_of(item)
            case Table():
                for row in (block.head, *block.rows):
                    for cell in row:
                        yield from cell


def link_block(post: Post, url: str) -> Paragraph:
    """Return the post's link as a paragraph of its own."""
    span = post.spans.at("link")
    return Paragraph((Run(shorten(post.link), "link", href=url, span=span),), span)


def bare(url: str) -> str:
    """Return where a URL leads to, whatever its parameters, to be compared."""
    return url.partition("#")[0].partition("?")[0].rstrip("/").lower()


def hashtags(tags: tuple[str, ...], present: frozenset[str], spell: Callable[[str], str], most: int) -> Runs:
    """Return the tags that the text does not have yet, as the network spells them, `most` in all.

    `present` are those that it has, in lower case.
    """
    left = most - len(present)
    return _spelled(tags, present, spell)[: 2 * left - 1] if left > 0 else ()


@lru_cache(maxsize=64)  # several networks of a post spell them alike
def _spelled(tags: tuple[str, ...], present: frozenset[str], spell: Callable[[str], str]) -> Runs:
    """Return hashtags with a space between two of them."""
    spelled: dict[str, str] = {}
    for tag in tags:
        word = spell(tag)
        if len(word) > 1 and word.lower() not in present:
            spelled.setdefault(word.lower(), word)
    runs: list[Run] = []
    for word in spelled.values():
        runs += [Run(" ")] if runs else []
        runs.append(Run(word, "hashtag"))
    return tuple(runs)
