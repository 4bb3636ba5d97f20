from msgspec.structs import replace

from smmgen.adapter import Adapter, adapter
from smmgen.build.finish import pictures_of
from smmgen.compose.compose import compose
from smmgen.model.variant import Message, Variant
from smmgen.pipeline import load
from smmgen.read.tree import Memory
from tests.compose.test_documents import BRAND


def with_covers(name: str) -> Adapter:
    network = adapter(name)
    return replace(
        network,
        abilities=network.abilities | {"video"},
        limits=lambda account: replace(network.limits(account), video_cover=(1280, 720)),
    )


def without_videos(name: str) -> Adapter:
    network = adapter(name)
    return replace(network, abilities=network.abilities - {"video"})


def variant(keys: str, *, has_covers: bool = True) -> Variant:
    post = f"---\ntitle: How we roast\naccounts: [tg]\nstatus: ready\n{keys}\n---\nWatch.\n"
    project = load(Memory({"smmgen.yaml": BRAND, "content/posts/film.md": post})).project
    assert project
    made = compose(project, with_covers if has_covers else without_videos)
    return made.variants[0]


def message(keys: str, *, has_covers: bool = True) -> Message:
    return variant(keys, has_covers=has_covers).messages[0]


def test_a_cover_is_drawn_with_the_other_pictures() -> None:
    assert [one.card for one in pictures_of(variant("video: a.mp4"))] == ["video-cover"]


def test_a_video_gets_a_cover_with_the_posts_title() -> None:
    cover = message("video: a.mp4").video_cover
    assert cover
    assert (cover.card, cover.width, cover.height, cover.image.headline) == (
        "video-cover",
        1280,
        720,
        "How we roast",
    )


def test_the_posts_image_is_the_cover_and_no_picture_of_its_own() -> None:
    made = message("video: a.mp4\nimage: {photo: a.jpg, headline: Slow, size: square}")
    assert made.pictures == ()
    assert made.video_cover
    assert (made.video_cover.image.photo, made.video_cover.image.headline) == ("content/posts/a.jpg", "Slow")


def test_without_a_video_or_a_network_that_takes_covers_there_is_none() -> None:
    assert message("image: a.jpg").video_cover is None
    made = message("video: a.mp4\nimage: a.jpg", has_covers=False)
    assert (made.video_cover, len(made.pictures)) == (None, 1)
