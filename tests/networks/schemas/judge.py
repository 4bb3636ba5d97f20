"""Say where calls differ from what others made of the networks' own schemas; runs in an environment of its own.

Each line of standard input is a JSON list of [network, method, parameters]; it is answered by a line, a list of
faults, so that what takes seconds to import is imported once. Telegram's methods are those that aiogram generates from the Bot API, VK's those that vkbottle-types generates from VK's
JSON schema; X's posts and Pinterest's Pins are those of their own packages.
"""

import inspect
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import Any


@contextmanager
def unbuilt() -> Iterator[None]:
    """Have models import without their validators, which takes seconds: those that are asked build their own."""
    from pydantic import BaseModel

    whole = BaseModel.__dict__["model_rebuild"]
    BaseModel.model_config["defer_build"] = True
    BaseModel.model_rebuild = classmethod(lambda *_, **__: None)
    try:
        yield
    finally:
        BaseModel.model_rebuild = whole


def bare(*packages: str) -> None:
    """Have modules of packages import without all the others that their packages name."""
    for name in packages:
        spec = None if name in sys.modules else find_spec(name)
        if spec:
            sys.modules[name] = module_from_spec(spec)


def telegram(method: str, given: dict[str, Any]) -> Iterator[str]:
    bare("aiogram")
    with unbuilt():
        import aiogram.methods
    from pydantic import ValidationError

    known = getattr(aiogram.methods, method[0].upper() + method[1:], None)
    if known is None:
        yield "there is no such method"
        return
    known.model_rebuild(_types_namespace=vars(aiogram.types))
    values = {name: _decoded(value) for name, value in given.items()}
    yield from (f"there is no {name}" for name in values if name not in known.model_fields)
    try:
        known.model_validate(values)
    except ValidationError as fault:
        yield from (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in fault.errors())


def vk(method: str, given: dict[str, Any]) -> Iterator[str]:
    room, _, name = method.partition(".")
    bare("vkbottle_types", "vkbottle_types.methods")
    with unbuilt():
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

    bare("xdk", "xdk.posts")
    with unbuilt():
        from xdk.posts.models import CreateRequest

    yield from (f"there is no {name}" for name in given if name not in CreateRequest.model_fields)
    try:
        CreateRequest.model_validate(given)
    except ValidationError as fault:
        yield from (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in fault.errors())


def pinterest(method: str, given: dict[str, Any]) -> Iterator[str]:
    from openapi_generated.pinterest_client.model.pin_create import PinCreate
    from openapi_generated.pinterest_client.model.pin_media_source import PinMediaSource

    source = given.get("media_source", {})
    kind = PinMediaSource.discriminator["source_type"].get(source.get("source_type"))
    yield from _openapi(PinCreate, given)
    yield from _openapi(kind, source) if kind else ("no such media_source",)


def _openapi(model: Any, given: dict[str, Any]) -> Iterator[str]:
    from openapi_generated.pinterest_client.configuration import Configuration
    from openapi_generated.pinterest_client.exceptions import OpenApiException

    known = {name: kinds for name, kinds in model.openapi_types.items() if name not in model.read_only_vars}
    for name, value in given.items():
        if name not in known:
            yield f"there is no {name}"
        elif isinstance(known[name][0], list):
            yield from (fault for one in value for fault in _openapi(known[name][0][0], one))
    try:
        model._new_from_openapi_data(**deepcopy(given), _configuration=Configuration())  # it changes numbers
    except OpenApiException as fault:
        yield str(fault)


def _decoded(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("[", "{"):
        return json.loads(value)
    return value


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


JUDGES = {"pinterest": pinterest, "telegram": telegram, "vk": vk, "x": x}


def main() -> None:
    for line in sys.stdin:
        found = [
            f"{network} {method}: {fault}"
            for network, method, given in json.loads(line)
            for fault in JUDGES[network](method, given)
        ]
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
