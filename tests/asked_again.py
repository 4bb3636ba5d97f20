"""What the parts of an assertion were, found out where it fails.

pytest rewrites every assertion before the tests start, so that one that fails can tell. Where nothing is compiled yet,
as on a machine of continuous integration, that takes as long as reading all tests. So it is told not to
(`--assert=plain`), and only the assertion that failed is rewritten, and asked a second time. An iterator that is spent
may answer otherwise then; what is told says that it was asked again.
"""

import ast
import traceback
from pathlib import Path
from types import FrameType

import pytest
from _pytest.assertion.rewrite import rewrite_asserts

TESTS = str(Path(__file__).parent)


def explain(error: BaseException, config: pytest.Config) -> None:
    """Let an assertion that failed say what it compared."""
    options = config.option
    if isinstance(error, AssertionError) and error.__traceback__ and options.assertmode == "plain":
        options.assertmode = "rewrite"  # decides how signs of percent are written
        try:
            _ask(error, list(traceback.walk_tb(error.__traceback__))[-1])
        finally:
            options.assertmode = "plain"


def _ask(error: AssertionError, place: tuple[FrameType, int]) -> None:
    frame, line = place
    path = frame.f_code.co_filename
    if path.startswith(TESTS):
        source = Path(path).read_bytes()
        asserts = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Assert))
        failed = [node for node in asserts if node.lineno <= line <= (node.end_lineno or line)]
        if failed:
            error.args = (_answer(failed[-1], source, frame, error),)


def _answer(failed: ast.Assert, source: bytes, frame: FrameType, error: AssertionError) -> str:
    module = ast.Module([failed], [])
    path = frame.f_code.co_filename
    said = "".join(f"{part}\n" for part in error.args)
    try:
        rewrite_asserts(module, source, path)
        exec(compile(module, path, "exec"), {**frame.f_globals, **frame.f_locals})
    except AssertionError as told:
        return f"{told}\n(asked again)"
    except Exception as why:
        return f"{said}(asked again, it raised {why!r})"
    return f"{said}(asked again, it holds)"
