"""Discord's answers: errors with a code, problems by the field's path, ids that tell the time.

Source: Discord's developer documentation, "API Reference", "Rate Limits", "Opcodes and Status Codes"; read
2026-11.
"""

from datetime import datetime
from typing import Any

from smmgen.sandbox.exchange import Answer, Refused, World

EPOCH = 1_420_070_400_000
"""The first second of 2015, from which ids count milliseconds."""

USUAL = {
    400: (50035, "Invalid Form Body"),
    401: (0, "401: Unauthorized"),
    403: (50013, "Missing Permissions"),
    404: (0, "404: Not Found"),
    405: (0, "405: Method Not Allowed"),
    413: (40005, "Request entity too large"),
    500: (0, "500: Internal Server Error"),
    502: (0, "502: Bad Gateway"),
    503: (0, "503: Service Unavailable"),
}
UNKNOWN = {"channel": (10003, "Unknown Channel"), "message": (10008, "Unknown Message")}


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return the network's own error of a status; seconds to wait stand in the body and in headers."""
    if status != 429:
        code, message = USUAL.get(status, (0, f"{status}: Error"))
        return Answer(status=status, body={"message": message, "code": code})
    body: dict[str, Any] = {"message": "You are being rate limited.", "global": False}
    headers = {"x-ratelimit-scope": "user"}
    if retry_after is not None:
        body["retry_after"] = float(retry_after)
        headers |= {"retry-after": str(retry_after), "x-ratelimit-reset-after": f"{retry_after:.3f}"}
    return Answer(status=429, body=body, headers=headers)


def refused(status: int, code: int, message: str) -> Refused:
    """Return the exception that refuses a call with one of Discord's codes."""
    return Refused(Answer(status=status, body={"message": message, "code": code}))


def unknown(what: str) -> Refused:
    """Return the exception for a channel or message that is not there."""
    return refused(404, *UNKNOWN[what])


class Problems:
    """What is wrong with a body, by the path of its field."""

    def __init__(self) -> None:
        self._found: dict[str, Any] = {}

    def add(self, path: str, code: str, message: str) -> None:
        """Note a problem of a field, such as `embeds.0.title`; the path "" is the whole body."""
        place = self._found
        for step in filter(None, path.split(".")):
            place = place.setdefault(step, {})
        place.setdefault("_errors", []).append({"code": code, "message": message})

    def length(self, path: str, value: Any, most: int, least: int = 0) -> str:
        """Check a text's length, in code points without white space at its ends; return the text."""
        if value is None:
            return ""
        if not isinstance(value, str):
            self.add(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
            return ""
        size = len(value.strip())
        if size > most:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        elif size < least:
            self.add(path, "BASE_TYPE_REQUIRED", "This field is required")
        return value

    def rows(self, path: str, value: Any, most: int) -> list[dict[str, Any]]:
        """Check a list of objects and its length; return it."""
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            self.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        if len(value) > most:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        return value

    def settle(self) -> None:
        """Refuse the call where anything was noted."""
        if self._found:
            raise Refused(
                Answer(
                    status=400,
                    body={"message": "Invalid Form Body", "code": 50035, "errors": self._found},
                )
            )


def new_id(world: World) -> str:
    """Return a new snowflake."""
    moment = int(world.now().timestamp() * 1000) - EPOCH
    return str(world.store.next_number("discord", "id", moment << 22))


def moment(at: datetime) -> str:
    """Return a time as Discord writes it."""
    return at.isoformat(timespec="microseconds")


def without_id(body: Any) -> Any:
    """Take the message's id out of an answer."""
    return {name: value for name, value in body.items() if name != "id"} if isinstance(body, dict) else body
