"""How the page calls an account: a name for people, and the handle that its network gives it."""

import re

_OWN_SIGNS = ("@", "-", "#", "!", "r/")


def name(account: str) -> str:
    """Return a readable name: of `@northwind_shop`, `#news:a.example` and `news@a.example` the first part."""
    if account.startswith("npub1"):
        return handle(account)
    plain = account.lstrip("@#!").rpartition("/")[2]
    return re.split(r"[.:@]", plain)[0].replace("_", " ").title().removeprefix("-100").lstrip("-")


def handle(account: str) -> str:
    """Return the handle; a key is shortened, and a bare name gets its @."""
    if account.startswith("npub1"):
        return f"{account[:12]}…{account[-6:]}"
    is_whole = account.startswith(_OWN_SIGNS) or "@" in account
    return account if is_whole else f"@{account}"
