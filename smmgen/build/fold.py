"""Fold a text as its network does in the feed: a beginning, and the rest behind "more"."""

from html import escape

from markupsafe import Markup

from smmgen.model.fold import Fold, cut


def folded(html: Markup, fold: Fold | None, more: str) -> Markup:
    """Return a text's HTML with what its feed hides behind a switch named `more`.

    The cut is made between words and outside links. A text that fits stays as it is.
    """
    if fold is None or (end := cut(html, fold)) is None:
        return html
    switch = f'<label class="more"><input type="checkbox" class="unseen">… {escape(more)}</label>'
    return Markup(f'{html[:end].rstrip()}{switch}<span class="rest">{html[end:]}</span>')  # noqa: S704
