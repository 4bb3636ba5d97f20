"""How a tool says no."""


class Refused(Exception):  # noqa: N818  (an answer, not an accident)
    """A tool cannot do what it was asked: why in a sentence, and what to do instead."""

    def __init__(self, why: str, hint: str = "") -> None:
        super().__init__(f"{why} {hint}".rstrip())
