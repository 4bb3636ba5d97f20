"""The help that authors of adapters get, under the name that our own tests know."""

from smmgen.testing import (
    DUE,
    NOW,
    SPAN,
    Answer,
    Script,
    answer,
    film,
    picture,
    sending,
    with_options,
)

__all__ = ["DUE", "NOW", "SPAN", "Answer", "Script", "answer", "film", "picture", "sending", "with_options"]
