"""What authors of adapters are given to test theirs with."""

from typing import Any

import pytest
from msgspec.structs import replace

from smmgen.adapter import NotReached, Request, adapter, adapter_names
from smmgen.model.brand import Account
from smmgen.testing import Script, answer, faults

TG = Account(name="tg", network="telegram")
ASKED = Request(method="GET", url="/latest")


@pytest.mark.parametrize("name", adapter_names())
def test_our_own_adapters_do_not_contradict_themselves(name: str) -> None:
    assert faults(adapter(name), Account(name=name, network=name)) == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"delivery_class": "handle"}, "asks for `prepare` and `inspect`"),
        ({"comment_class": "handle"}, "asks for `prepare` and `inspect`"),
        ({"video_class": "handle"}, "asks for `prepare` and `inspect`"),
        ({"renews": lambda account: ("refresh_token",)}, "renews what is no secret"),
        ({"ad_options": {"paid": "chat"}}, "no flag of a post"),
        ({"secret_facts": ""}, "`secret_facts` tells nothing"),
        ({"abilities": frozenset({"thread"}), "limits": {"needs_media": True}}, "publishes none"),
        ({"limits": {"poll": None}}, "`limits.poll` is not given"),
        ({"limits": {"video": None}}, "`limits.video` is not given"),
        ({"limits": {"images": 1}}, "albums of one picture"),
        ({"limits": {"text_with_media": 5000}}, "longer than one without"),
        ({"limits": {"sizes": {}}}, "no size of pictures"),
    ],
)
def test_an_adapter_that_contradicts_itself_is_found(changes: dict[str, Any], words: str) -> None:
    telegram = adapter("telegram")
    limits = replace(telegram.limits(TG), **changes.get("limits", {}))
    (fault,) = faults(replace(telegram, **{**changes, "limits": lambda account: limits}), TG)
    assert words in fault


def test_a_script_answers_in_its_order_and_keeps_what_was_asked() -> None:
    script = Script(TG, [answer(body={"id": 7}), NotReached("no way")])
    assert script.call(ASKED).body == b'{"id": 7}'
    with pytest.raises(NotReached):
        script.call(ASKED)
    assert script.paths == ["GET /latest", "GET /latest"]


def test_a_renewed_secret_is_the_one_to_use() -> None:
    script = Script(TG, [])
    script.renewed("token", "new")
    assert (script.secret("token"), script.secret("other")) == ("new", "the-other")
