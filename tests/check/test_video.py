"""What rules say of videos, titles and comments where a network's limits are not the usual ones."""

from collections.abc import Mapping
from typing import Any

import pytest
from msgspec.structs import replace

from smmgen.adapter import Adapter, adapter
from smmgen.check.clock import Clock
from smmgen.check.context import make_context
from smmgen.check.registry import load_rules
from smmgen.check.run import find
from smmgen.compose.compose import compose
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.limits import VideoLimits
from smmgen.pipeline import load
from smmgen.read.tree import Memory
from tests.check.world import NOW, checked, post
from tests.sandbox.film import film

POST, FILM = "content/posts/example.md", "content/posts/film.mp4"
ACCOUNT = """\
brand: {name: N, timezone: Europe/Berlin}
accounts: {tg: {network: telegram, chat: "@n", token: env:T}}
"""


def _found(text: str, data: bytes = b"", /, **limits: Any) -> list[Diagnostic]:
    """Return the errors and warnings of a post on a network whose limits are changed."""
    telegram = adapter("telegram")

    def changed(name: str) -> Adapter:
        return replace(telegram, limits=lambda account: replace(telegram.limits(account), **limits))

    tree = Memory({"smmgen.yaml": ACCOUNT, POST: text, FILM: data})
    project = load(tree).project
    assert project
    composed = compose(project, changed)
    context = make_context(project, composed.variants, tree, Clock(NOW), changed)
    findings = find(load_rules(), context)
    return [finding for finding in findings if finding.severity != "info"]


TAKES = VideoLimits(bytes=1_000_000, seconds=(3, 60), types=frozenset({"video/mp4"}), ratio=(0.5, 2))
MOV = film().replace(b"isom", b"qt  ", 1)


@pytest.mark.parametrize(
    ("video", "code", "message", "hint"),
    [
        (film() + bytes(1_200_000), "VID003", "has 1.2 MB; Telegram takes 1 MB", "a lower bit rate"),
        (film(seconds=2.5), "VID004", "2.5 s long; Telegram takes 3 s to 60 s", "Make it longer"),
        (film(seconds=150), "VID004", "2.5 min long; Telegram takes 3 s to 60 s", "Cut it"),
        (MOV, "VID005", "a MOV; Telegram takes MP4", "Export it as MP4"),
        (film(900, 400), "VID006", "900 × 400 pixels, 2.25 times as wide as high", "Crop it"),
        (film(400, 900), "VID006", "0.444 times as wide as high; Telegram takes 0.5 to 2", "Crop it"),
        (film()[:40], "VID002", "its file is cut off", "Export it anew"),
    ],
)
def test_a_video_that_the_network_refuses_is_found(video: bytes, code: str, message: str, hint: str) -> None:
    (finding,) = _found(post("Look.", video="film.mp4"), video, video=TAKES)
    assert (finding.code, finding.span.path, finding.span.line) == (code, POST, 3)
    assert message in finding.message
    assert hint in finding.hint


@pytest.mark.parametrize("video", [film(400, 800, 3), film(800, 400, 60)])
def test_a_video_at_the_very_limits_is_taken(video: bytes) -> None:
    assert _found(post("Look.", video="film.mp4"), video, video=TAKES) == []


def test_pictures_may_stand_beside_a_video_where_the_network_takes_both() -> None:
    text = post("Look.", video="film.mp4", images="[{card: quote, headline: Hello, alt: Hello}]")
    assert [finding.code for finding in _found(text, film())] == ["ABL005"]
    both = VideoLimits(bytes=1000, seconds=(1, 60), has_pictures=True)
    assert _found(text, film(), video=both) == []


def test_a_poll_is_not_asked_beside_a_video_where_one_of_them_would_be_lost() -> None:
    text = post("Look.", video="film.mp4", poll="{question: Which?, options: [One, Two]}")
    (finding,) = _found(text, film())
    assert finding.message == "Telegram takes no poll beside a video."


def test_a_missing_video_is_told_once_however_many_accounts_show_it() -> None:
    files: Mapping[str, str] = {POST: post("Look.", accounts="[tg, masto]", video="/content/media/flim.mp4")}
    (finding,) = [one for one in checked(files).findings if one.code == "VID001"]
    assert finding.hint == "Did you mean content/media/film.mp4?"


@pytest.mark.parametrize(("title", "codes"), [("Beans", []), ("Beans!", ["TTL001"]), ('""', ["TTL002"])])
def test_a_title_fits_where_the_network_shows_one(title: str, codes: list[str]) -> None:
    findings = _found(post("Look.", title=title, status="review"), title=5)
    assert [finding.code for finding in findings] == codes


def test_a_title_for_one_account_is_blamed_where_it_stands() -> None:
    (finding,) = _found(post("Look.", variants="{tg: {title: Beans for all}}"), title=5)
    assert finding.message == "The title has 13 characters; Telegram takes 5."
    assert finding.span.column > len("variants: {tg: {title:")


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ({}, ["ABL004"]),
        ({"status": "draft"}, []),
        ({"image": "{card: quote, alt: Beans}"}, []),
        ({"video": "film.mp4"}, []),
    ],
)
def test_words_alone_do_not_do_where_the_network_needs_media(keys: dict[str, str], codes: list[str]) -> None:
    findings = _found(post("Look.", **{"status": "review", **keys}), film(), needs_media=True)
    assert [finding.code for finding in findings] == codes


def test_the_video_s_text_for_those_who_do_not_see_it_is_asked_for_and_bounded() -> None:
    spoken = VideoLimits(bytes=1000, seconds=(1, 60), alt=10)
    shown = {"video": "film.mp4", "status": "review"}
    assert [one.code for one in _found(post("Look.", **shown), film(), video=spoken)] == ["ALT004"]
    told = post("Look.", image="{alt: Beans in a drum}", **shown)
    assert [one.code for one in _found(told, film(), video=spoken)] == ["ALT005"]
