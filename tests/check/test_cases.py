import pytest

from smmgen import __version__
from smmgen.check.about import About
from smmgen.check.format import format_named
from smmgen.check.registry import load_registry
from tests.check.case import accept, cases
from tests.check.world import checked


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.path.stem)
def test_a_report_is_printed_as_expected(case):
    result = checked(case.files)
    project = result.project
    sources = project.sources if project else {}
    posts, plans = (len(project.posts), len(project.plans)) if project else (0, 0)
    about = About(posts=posts, plans=plans, pages=lambda: load_registry().pages)
    printed = {name: format_named(name)(result.findings, sources, about) for name in case.expected}
    accept(case, {name: text.replace(__version__, "VERSION") for name, text in printed.items()})
