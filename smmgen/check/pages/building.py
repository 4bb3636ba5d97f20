"""Pages of what is found while the preview site is built."""

from smmgen.check.registry import page


@page("DRW001", severity="error", found_by="build")
def not_drawn() -> None:
    """Replace a photo, or mend a card, from which a picture could not be drawn.

    Why: the post is not published without its picture. All other posts were built.
    """


@page("THM901", severity="warning", found_by="build")
def failed_template() -> None:
    """Mend a theme's page template that failed.

    Why: the built-in page was written in its place, so the preview does not look as the theme wants it.
    What is published does not depend on it.
    """
