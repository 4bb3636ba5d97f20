"""The rules themselves: what failed, and what a brand wants to ignore."""

from collections.abc import Iterator

from smmgen.check.context import Context, suggest
from smmgen.check.ignore import KEPT
from smmgen.check.registry import load_registry, page, rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.project import Project
from smmgen.model.source import Span


@page("CHK001", severity="error", found_by="check")
def failed() -> None:
    """Mend a rule, or an adapter's own check, that failed.

    Why: its code broke on this content, so what it would have found is not known. All other rules ran.
    Built-in rules never should: please report it. A rule from a package is its author's.
    """


@page("CHK002", severity="error", found_by="check")
def not_loaded() -> None:
    """Mend or uninstall a package whose rules cannot be loaded.

    Why: the brand relies on rules that did not run. Rules of others come by the entry-point group
    `smmgen.rules`; each entry names a module.
    """


@rule("CHK003", severity="warning", on=Project)
def useless_ignore(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Ignore codes that exist and may be ignored.

    Why: `rules` in `smmgen.yaml` with a misspelt code ignores nothing. Codes such as ALT003 or whole
    topics such as ALT may be named. Errors of BRD, CHR, FMT, IDS, MDN, SEC and YML are always told: after
    them the content was not read as it was meant, or publishing it would not be safe.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        rules: {ignore: [ALT03]}

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        rules: {ignore: [ALT003]}
    """
    if not (named := tuple(_named(project))):
        return  # most brands ignore nothing, and the pages take a while to load
    pages = load_registry().pages
    known = {*pages, *(code[:3] for code in pages)}
    for code, span in named:
        if code not in known:
            yield useless_ignore.at(span, f"There is no code “{code}”.", suggest(code, known))
        elif code[:3] in KEPT and code in pages and pages[code].severity == "error":
            message = f"{code} cannot be ignored."
            yield useless_ignore.at(span, message, "Mend what it finds, and delete it here.")


def _named(project: Project) -> Iterator[tuple[str, Span]]:
    rules, spans = project.brand.rules, project.brand.spans
    for number, code in enumerate(rules.ignore):
        yield code, spans.at("rules", "ignore", number)
    for pattern, codes in rules.per_path.items():
        for number, code in enumerate(codes):
            yield code, spans.at("rules", "per_path", pattern, number)
