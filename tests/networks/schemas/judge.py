"""Say where calls differ from what others made of the networks' own schemas; runs in an environment of its own.

Standard input is a JSON list of [network, method, parameters]; standard output a fault a line. Telegram's
methods are those that aiogram generates from the Bot API, VK's those that vkbottle-types generates from VK's
JSON schema; X's posts are those of X's own package.
"""

import inspect
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any


def telegram(method: str, given: dict[str, Any]) -> Iterator[str]:
    import aiogram.methods
    from pydantic import ValidationError

    known = getattr(aiogram.methods, method[0].upper() + method[1:], None)
    if known is None:
        yield "there is no such method"
        return
    values = {name: _decoded(value) for name, value in given.items()}
    yield from (f"there is no {name}" for name in values if name not in known.model_fields)
    try:
        known.model_validate(values)
    except ValidationError as fault:
        yield from (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in fault.errors())


def vk(method: str, given: dict[str, Any]) -> Iterator[str]:
    room, _, name = method.partition(".")
    category = getattr(import_module(f"vkbottle_types.methods.{room}"), f"{room.capitalize()}Category")
    known = getattr(category, _snake(name), None)
    if known is None:
        yield "there is no such method"
        return
    wanted = inspect.signature(known).parameters
    for parameter, value in given.items():
        if parameter in ("access_token", "v"):
            continue
        if parameter not in wanted:
            yield f"there is no {parameter}"
        elif "int" in str(wanted[parameter].annotation) and not value.lstrip("-").isdecimal():
            yield f"{parameter} is a number, not {value}"
    needed = {
        name for name, one in wanted.items() if one.default is one.empty and name not in ("self", "kwargs")
    }
    yield from (f"{name} is missing" for name in needed - set(given))


def x(method: str, given: dict[str, Any]) -> Iterator[str]:
    from pydantic import ValidationError
    from xdk.posts.models import CreateRequest

    yield from (f"there is no {name}" for name in given if name not in CreateRequest.model_fields)
    try:
        CreateRequest.model_validate(given)
    except ValidationError as fault:
        yield from (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in fault.errors())


def _decoded(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("[", "{"):
        return json.loads(value)
    return value


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def main() -> None:
    for network, method, given in json.load(sys.stdin):
        for fault in {"telegram": telegram, "vk": vk, "x": x}[network](method, given):
            print(f"{network} {method}: {fault}")


if __name__ == "__main__":
    main()
