"""The name under which checks find `examine`."""

from smmgen.cards.examine import examine

__all__ = ["examine"]
