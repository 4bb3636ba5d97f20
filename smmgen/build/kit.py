"""What all pages of a site share, made anew only where what it depends on changed."""

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from smmgen.build.drawing import Read
from smmgen.build.entry import Frame
from smmgen.build.finish import Shelf
from smmgen.build.look import make_look
from smmgen.build.output import Output
from smmgen.build.pages import Pages, write_assets
from smmgen.build.preview import frame_of
from smmgen.build.sheet import Counted
from smmgen.build.show import Site
from smmgen.build.stage import Stage
from smmgen.build.view import Look
from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.theme import Theme
from smmgen.recall.mark import Mark


class Kit(Struct, frozen=True, kw_only=True):
    """The frame, the look, the templates with their `faults`, and the `assets` that go with them."""

    frame: Frame
    look: Look
    counted: Counted
    pages: Pages
    faults: tuple[Diagnostic, ...]
    assets: tuple[str, ...]

    def site(self, brand: Brand, output: Stage, shelf: Shelf, find_mark: Callable[[str], Mark]) -> Site:
        """Return the site that is made with it."""
        return Site(
            brand=brand,
            frame=self.frame,
            look=self.look,
            counted=self.counted,
            pages=self.pages,
            output=output,
            shelf=shelf,
            find_mark=find_mark,
        )


class Kits:
    """The kit of the last round, for a process that brings a site up to date again and again."""

    def __init__(self) -> None:
        self._last: tuple[Mapping[str, Mark], date, Kit] | None = None

    def kit(
        self,
        brand: Brand,
        theme: Theme,
        read: Read,
        today: date,
        common: Mapping[str, Mark],
        output: Output,
        is_intact: Callable[[str], bool],
    ) -> Kit:
        """Return the kit of a day, its assets being there; `common` are the marks of what it depends on."""
        if self._last and self._last[:2] == (common, today) and all(map(is_intact, self._last[2].assets)):
            for path in self._last[2].assets:
                output.keep(path)
            return self._last[2]
        kit = _made(brand, theme, read, today, output)
        self._last = common, today, kit
        return kit


def _made(brand: Brand, theme: Theme, read: Read, today: date, output: Output) -> Kit:
    pages, before = Pages(theme, read), set(output.wanted)
    frame, look = frame_of(brand, pages, today), make_look(brand, theme, read, output)
    write_assets(output)
    return Kit(
        frame=frame,
        look=look,
        counted=Counted(brand),
        pages=pages,
        faults=pages.faults(),
        assets=tuple(output.wanted - before),
    )
