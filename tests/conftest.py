"""What holds for all tests: the patience of properties, what workers do once, and which tests one takes together."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers

from smmgen.apis import graph_container, pinterest, tiktok_status
from tests import asked_again, shares
from tests.encoded import keep_encoded
from tests.photos import keep_photos
from tests.program import keep_program
from tests.themes import keep_themes
from tests.trust import keep_certificates

WHOLE = bool(os.environ.get("SMMGEN_WHOLE"))

EXAMPLES = 100 if WHOLE else 25
"""How often a property is tried that does not say so itself."""

# machines differ; a slow example is no fault
settings.register_profile("patient", deadline=None, max_examples=EXAMPLES)
settings.load_profile("patient")
if not WHOLE:  # Hypothesis would parse the whole package for numbers and texts to try
    providers._get_local_constants = lambda: providers._local_constants

TOGETHER = (
    *("tests/build/", "tests/serve/", "tests/servers/test_matrix", "tests/servers/test_nostr"),
    *("tests/servers/test_s3", "tests/assistant/"),
)
"""Files whose tests share browsers, servers and programs that take seconds to start: one worker starts them, not each."""

WITH_BROWSER = ("tests/build/", "tests/serve/")
"""There only those share one that ask for it."""

FIRST = (
    *("tests/build/", "tests/serve/", "tests/networks/test_contract.py", "tests/build/test_cut_off.py"),
    *("tests/build/test_incremental.py", "tests/cluster/test_dask.py", "tests/publish/test_every_fault.py"),
    *("tests/crash/test_schedules.py", "tests/crash/test_steps.py", "tests/crash/test_real.py"),
    *("tests/review/test_sides.py", "tests/publish/test_foreseen.py", "tests/recall/test_survey.py"),
    *("tests/recall/test_touch.py", "tests/lsp/test_server.py", "tests/networks/test_published_schemas.py"),
    *("tests/cards/test_bounds.py", "tests/cards/test_contrast.py", "tests/cards/test_trial.py"),
    *("tests/servers/test_s3", "tests/servers/test_matrix", "tests/servers/test_bluesky_server.py"),
    *("tests/servers/test_nostr", "tests/servers/test_cms.py", "tests/serve/test_saves.py"),
    *("tests/publish/test_command.py", "tests/publish/test_disk.py", "tests/crash/test_weakened.py"),
    *("tests/assistant/", "tests/foreign/test_foreign.py", "tests/ledger/test_ledger.py"),
    *("tests/ledger/test_branch.py", "tests/scaffold/test_starter.py", "tests/publish/test_every_network.py"),
    *("tests/servers/test_wordpress_server.py", "tests/crash/test_kills.py", "tests/crash/test_race.py"),
    *("tests/scaffold/test_plan_sheet.py", "tests/workflows/test_workflows.py", "tests/cli/test_cards.py"),
    *("tests/hardening/test_canaries.py", "tests/hardening/test_malformed.py", "tests/editor/test_schema.py"),
)
"""What takes longest goes first, or one worker would still be at it when the others have nothing left."""

keep_program()
keep_themes()
keep_encoded()
keep_photos()
keep_certificates()

gc.set_threshold(20_000, 20, 20)
gc.disable()  # until all tests are collected: they are no garbage


def pytest_addoption(parser: pytest.Parser) -> None:
    shares.add_option(parser)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    if call.excinfo:
        asked_again.explain(call.excinfo.value, item.config)


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask soon again what became of a film or a picture: the sandbox goes by how often it was asked."""
    for module in (graph_container, pinterest, tiktok_status):
        monkeypatch.setattr(module, "PAUSES", (0.01,) * len(module.PAUSES))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Share the tests among processes, where that is asked for."""
    if "tests.warm" in sys.modules:
        import_module("tests.warm").place()  # one for all, with what was read to collect the tests
    options = session.config.option
    number = shares.workers(session.config)
    if not number or session.testsfailed or options.collectonly or options.usepdb:
        return None
    shares.Front(session, _groups(session.items)).run(number)
    return True


def _groups(items: Sequence[pytest.Item]) -> list[shares.Group]:
    """Put together what is of one file, or shares more, the longest first."""
    paths = [item.nodeid.partition("::")[0] for item in items]
    shown = {path for path, item in zip(paths, items, strict=True) if _has_browser(item)}
    groups: dict[str, list[int]] = {}
    for number, path in enumerate(paths):
        shared = next((shared for shared in TOGETHER if path.startswith(shared)), path)
        groups.setdefault(path if shared in WITH_BROWSER and path not in shown else shared, []).append(number)
    last = len(FIRST)
    order = {path: number for number, path in enumerate(FIRST)}
    ranked = sorted(groups, key=lambda path: (order.get(path, last), -len(groups[path])))
    return [tuple(groups[path]) for path in ranked]


def _has_browser(item: pytest.Item) -> bool:
    return not {"browser", "site"}.isdisjoint(getattr(item, "fixturenames", ()))
