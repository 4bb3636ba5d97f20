from pathlib import Path

import pytest

from smmgen.model.document import (
    Blocks,
    Code,
    Figure,
    Heading,
    ItemList,
    Paragraph,
    Quote,
    Run,
    Select,
    Table,
)
from smmgen.model.post import Post
from smmgen.model.source import Source
from smmgen.read.post import read_post
from smmgen.read.schema import Reading
from tests.documents import cases, expect, given


@pytest.mark.parametrize("case", cases("read"), ids=lambda case: case.stem)
def test_posts_are_read_and_their_faults_named(case: Path) -> None:
    post, reading = read_post(Source("content/posts/2026-12-01-sale.md", given(case)))
    expect(case, "\n".join([*_findings(reading), *(_values(post) if post else ["no post"])]))


def _findings(reading: Reading) -> list[str]:
    return [
        f"{finding.span.line}:{finding.span.column}-{finding.span.end_column} {finding.severity} {finding.code} {finding.message} | {finding.hint}"
        for finding in reading.findings
    ]


def _values(post: Post) -> list[str]:
    names = [name for name in post.__struct_fields__ if name not in ("source", "spans", "body")]
    values = [(name, getattr(post, name)) for name in names]
    shown = [
        f"{name}: {value!r}" for name, value in values if value not in ("", (), None, {}, "draft", "error")
    ]
    return [*shown, *_blocks(post.body.blocks, 0)]


def _blocks(blocks: Blocks, depth: int) -> list[str]:
    lines = []
    for block in blocks:
        head, inner = _block(block, depth)
        lines += ["  " * depth + head, *inner]
    return lines


def _block(block: object, depth: int) -> tuple[str, list[str]]:
    match block:
        case Paragraph():
            return "paragraph " + _runs(block.runs), []
        case Heading():
            return f"heading {block.level} " + _runs(block.runs), []
        case ItemList():
            kind = f"list from {block.start}" if block.ordered else "list"
            return kind, [
                line
                for item in block.items
                for line in ["  " * (depth + 1) + "item", *_blocks(item, depth + 2)]
            ]
        case Quote():
            return "quote", _blocks(block.blocks, depth + 1)
        case Select():
            return f"{block.kind} {' '.join(name for name, _ in block.names)}", _blocks(
                block.blocks, depth + 1
            )
        case Figure():
            return f"figure {block.source} alt={block.alt!r}", []
        case Code():
            return f"code {block.language} {block.text!r}", []
        case Table():
            return f"table {len(block.head)} x {len(block.rows)}", []
    return type(block).__name__.lower(), []


def _runs(runs: tuple[Run, ...]) -> str:
    return " ".join(
        f"[{run.kind}{'+' + run.marks.name.lower() if run.marks and run.marks.name else ''} {run.text!r}"
        f"{' -> ' + run.href if run.href and run.href != run.text else ''}]"
        for run in runs
    )
