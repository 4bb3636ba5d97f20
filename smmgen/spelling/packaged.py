"""The files of the dictionaries that come with smmgen, as Hunspell reads them."""

from pathlib import Path

PACKAGED = Path(__file__).parent / "dictionaries"
"""English as in the United States and in Great Britain, and Russian; see the licences beside them."""

COUNTRIES = {"en_US": "<", "en_GB": ">"}
"""What stands before an entry of a file of English that one country alone has: the two share most of it."""


def packaged_file(name: str, kind: str) -> bytes:
    """Return the file "aff" or "dic" of a dictionary such as "en_US"; it takes up to 40 ms."""
    from lzma import decompress  # 1 ms, and most texts need no more than the forms

    data = decompress((PACKAGED / f"{name[:2]}.{kind}.xz").read_bytes())
    return _of_country(data, COUNTRIES[name]) if kind == "dic" and name in COUNTRIES else data


def _of_country(data: bytes, mark: str) -> bytes:
    """Return the entries that a country has, behind the number of them."""
    entries = data.decode("ascii").split()
    own = [entry.lstrip("<>") for entry in entries if entry[0] == mark or entry[0] not in "<>"]
    return "\n".join((str(len(own)), *own, "")).encode("ascii")
