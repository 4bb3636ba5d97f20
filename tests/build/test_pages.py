"""A theme may take any template over, and cannot do harm with it."""

from importlib.resources import files

import pytest
from jinja2 import Environment, PackageLoader, meta

from smmgen.adapter import adapter_names
from smmgen.build.pages import SHARED, Pages
from smmgen.model.theme import Theme
from tests.build.world import BRAND, SALE, build, text

THEME = Theme(name="a", path="themes/a")


def pages(**templates: str) -> Pages:
    files = {f"themes/a/pages/{name.replace('__', '/')}.html": text for name, text in templates.items()}

    def read(path: str) -> bytes:
        if path not in files:
            raise FileNotFoundError(path)
        return files[path].encode()

    return Pages(THEME, read)


def test_a_themes_template_takes_the_place_of_ours():
    assert pages(month="Hello {{ who }}").render("month.html", who="<b>") == b"Hello &lt;b&gt;"


def test_a_network_without_a_look_gets_the_generic_one_and_a_theme_may_bring_one():
    assert pages().network("nowhere") == "networks/generic.html"
    assert pages(networks__nowhere="x").network("nowhere") == "networks/nowhere.html"
    assert pages().network("telegram") == "networks/telegram.html"


OURS = Environment(loader=PackageLoader("smmgen.build", "templates"), autoescape=True)
OURS.filters |= dict.fromkeys(("codes", "folded", "grouped", "short"), str)


@pytest.mark.parametrize(
    "name", [one for one in OURS.list_templates() if one.startswith(("networks/", "parts"))]
)
def test_what_pages_import_takes_no_more_of_them_than_all_share(name):
    source, _, _ = OURS.loader.get_source(OURS, name)
    assert meta.find_undeclared_variables(OURS.parse(source)) <= {*SHARED}


@pytest.mark.parametrize("network", adapter_names())
def test_every_network_has_its_own_look_by_day_and_by_night(network):
    assert pages().network(network) == f"networks/{network}.html"
    assets = files("smmgen.build") / "assets"
    looks, signs = ((assets / f"{name}.css").read_text("utf-8") for name in ("networks", "icons"))
    stage = looks.partition(f".stage-{network} {{")[2].partition("}")[0]
    assert "light-dark(" in stage or network == "tiktok"  # which is dark by day too
    assert pages().icon(f"networks/{network}.html") == f'<i class="icon i-{network}" aria-hidden="true"></i>'
    assert f".i-{network} {{" in signs


@pytest.mark.parametrize(
    "template",
    [
        "{{ nothing }}",
        "{% if %}",
        "{{ ''.__class__.__mro__ }}",
        "{{ month.__init__.__globals__ }}",
        "{{ [].append('x') }}",
        "{% include '../../../smmgen.yaml' %}",
        "{{ 1 / 0 }}",
    ],
)
def test_a_template_that_fails_is_a_finding_and_ours_is_used(tmp_path, template):
    files = {
        "smmgen.yaml": BRAND + "theme: a\n",
        "themes/a/theme.yaml": "title: A\n",
        "themes/a/pages/month.html": template,
        "content/posts/winter-sale.md": SALE,
    }
    _, (finding,) = build(tmp_path, files)
    assert (finding.code, finding.severity) == ("THM901", "warning")
    assert finding.span.path == "themes/a/pages/month.html"
    assert "Winter sale" in text(tmp_path / "index.html")


def test_a_syntax_error_is_told_at_its_line():
    made = pages(networks__telegram="one\n{% if %}\n")
    assert made.network("telegram") == "networks/telegram.html"
    (finding,) = made.faults()
    assert (finding.span.path, finding.span.line) == ("themes/a/pages/networks/telegram.html", 2)
