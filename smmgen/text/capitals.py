"""Write a text in capitals as its language does."""

from unicodedata import normalize

_DOTTED = ("tr", "az")
_ONE_CASE = ("ka",)
_TONOS = "\N{COMBINING ACUTE ACCENT}"


def capitals(text: str, language: str) -> str:
    """Return a text in capitals: a Turkish i keeps its dot, Greek drops its accents, Georgian has one case.

    Source: Unicode, SpecialCasing.txt; CLDR, transforms el-Upper; Georgian is all Mkhedruli.
    """
    match language[:2]:
        case code if code in _ONE_CASE:
            return text
        case code if code in _DOTTED:
            return text.replace("i", "İ").upper()
        case "el":
            return normalize("NFC", normalize("NFD", text).replace(_TONOS, "")).upper()
    return text.upper()
