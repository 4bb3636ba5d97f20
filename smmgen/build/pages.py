"""Render the templates: ours, or those of the theme that take their place."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FunctionLoader,
    PackageLoader,
    StrictUndefined,
    Template,
    TemplateSyntaxError,
)
from jinja2.environment import TemplateModule
from jinja2.exceptions import TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from smmgen.build.compiled import Compiled
from smmgen.build.drawing import Read
from smmgen.build.fold import folded
from smmgen.build.output import Output
from smmgen.build.richtext import codes
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Span
from smmgen.model.theme import Theme
from smmgen.text.links import shorten


class Pages:
    """Renders pages for one build. A theme overrides any template by a file of its name in `pages/`.

    A theme's templates are data of the repository: with them, pages are rendered in a sandbox that changes
    nothing and calls nothing dangerous. All text is escaped. Where one fails, ours is used and the fault is
    a finding.
    """

    def __init__(self, theme: Theme, read: Read) -> None:
        self._folder = f"{theme.path}/pages" if theme.path else ""
        self._read = read
        self._own = _ours()
        self._themed = self._own
        self._faults: dict[str, Diagnostic] = {}
        if any(self._load(name) is not None for name in self._own.list_templates(["html"])):
            self._themed = _environment(ImmutableSandboxedEnvironment, self._load)

    def faults(self) -> tuple[Diagnostic, ...]:
        """Return what went wrong in the theme's templates since this was last asked."""
        found = tuple(self._faults.values())
        self._faults.clear()
        return found

    def network(self, name: str) -> str:
        """Return the file that draws a network's look; the generic one where it has none."""
        path = f"networks/{name}.html"
        if self._themed is self._own and self._load(path) is not None:
            self._themed = _environment(ImmutableSandboxedEnvironment, self._load)
        for environment in (self._themed, self._own):
            try:
                environment.get_template(path)
            except TemplateNotFound:
                continue
            except TemplateSyntaxError as fault:
                self._note(path, fault)
                continue
            return path
        return "networks/generic.html"

    def icon(self, template: str) -> Markup:
        """Return the sign of a network, as its file draws it."""
        try:
            return Markup(self._themed.get_template(template).module.icon())  # type: ignore[attr-defined]  # noqa: S704
        except Exception as fault:
            if self._themed is self._own:
                raise
            self._note(template, fault)
            return Markup()

    def render(self, template: str, **values: object) -> bytes:
        """Return a page as UTF-8."""
        try:
            return _render(self._themed, template, values)
        except Exception as fault:
            if self._themed is self._own:
                raise
            self._note(template, fault)
            return _render(self._own, template, values)

    def _load(self, name: str) -> str | None:
        """Return the theme's own template of that name."""
        try:
            return self._read(f"{self._folder}/{name}").decode("utf-8") if self._folder else None
        except (OSError, UnicodeDecodeError):
            return None

    def _note(self, template: str, fault: Exception) -> None:
        name = (
            (getattr(fault, "name", None) or template) if isinstance(fault, TemplateSyntaxError) else template
        )
        line = getattr(fault, "lineno", 1) if isinstance(fault, TemplateSyntaxError) else 1
        path = f"{self._folder}/{name}"
        self._faults.setdefault(
            name,
            Diagnostic(
                code="THM901",
                severity="warning",
                span=Span(path, line, 1, line, 1),
                message=f"This template failed: {type(fault).__name__}: {fault}.",
                hint="The built-in page was written in its place.",
            ),
        )


SHARED = ("w", "look", "root")
"""All that what one of our own templates imports takes from a page; a theme's may take more."""


class _Own(Template):
    """A template of ours. What it defines is made once for the pages that it would be the same on.

    A post's page imports two templates for each of its variants, and each would define all it has anew.
    """

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002  (its name is Jinja's)
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        given = {name: vars[name] for name in SHARED if name in vars} if vars else {}
        kept: list[tuple[dict[str, Any], TemplateModule]] = self.__dict__.setdefault("_kept", [])
        for known, module in kept:
            if known == given:
                return module
        kept[:0] = [(given, super().make_module(given))]
        del kept[_MOST:]
        return kept[0][1]


_MOST = 4
"""So many modules of a template are kept: pages differ in their way to the site's root alone."""


def _render(environment: Environment, template: str, values: dict[str, object]) -> bytes:
    return environment.get_template(template).render(values).encode("utf-8", "replace")


@cache
def _ours() -> Environment:
    return _environment(Environment, None)


def _environment(kind: type[Environment], load: Callable[[str], str | None] | None) -> Environment:
    own = PackageLoader("smmgen.build", "templates")
    made = kind(
        loader=ChoiceLoader([FunctionLoader(load), own]) if load else own,
        bytecode_cache=None if load else Compiled(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    if load is None:
        made.template_class = _Own
    filters: Any = made.filters  # of functions of all kinds
    filters |= {"codes": codes, "folded": folded, "grouped": grouped, "short": shorten}
    return made


def grouped(number: int) -> str:
    """Write a number as people read it: "12 345"."""
    return f"{number:,}".replace(",", " ")


def compile_templates() -> None:
    """Compile our own templates and keep them, whatever Python is told of compiled files."""
    environment = _ours()
    kept, loader = environment.bytecode_cache, environment.loader
    for name in environment.list_templates(["html"]):
        if isinstance(kept, Compiled) and loader:
            source, path, _ = loader.get_source(environment, name)
            bucket = kept.get_bucket(environment, name, path, source)
            bucket.code = environment.compile(source, name, path)
            kept.write(bucket)


def write_assets(output: Output) -> None:
    """Write the stylesheets and scripts that all pages share into `assets/`."""
    for file in files("smmgen.build").joinpath("assets").iterdir():
        if file.name.endswith((".css", ".js")):
            output.put(f"assets/{file.name}", file.read_bytes())
