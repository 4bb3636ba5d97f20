"""What is public already costs nothing: a runner that starts empty does not draw it again."""

import shutil
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from smmgen.build.due import undrawn
from smmgen.ledger.operate import Verdict, resolve
from smmgen.model.bundle import Bundle
from smmgen.model.delivery import DeliveryId
from smmgen.model.variant import Variant
from smmgen.publish.over import over
from tests.publish.stage import DUE, post
from tests.publish.test_command import CONFIG, FEED, NOON, POST, Shop, _fed, opened_shop, shop, url
from tests.publish.test_run import journal, stage

__all__ = ["shop", "url"]  # the fixtures

PICTURED = POST.replace("status: ready", "status: ready\nimages:\n  - {photo: beans.png, alt: Coffee beans}")
HOUR = timedelta(hours=1)


def photo(colour: str) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (1200, 1200), colour).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, url: str) -> Shop:
    """A shop whose post with a picture is public, on a runner that has nothing of the last run."""
    made = opened_shop(tmp_path_factory.mktemp("first"), url)
    (made.root / "content/posts/beans.png").write_bytes(photo("brown"))
    made.write("content/posts/2026-12-01-sale.md", PICTURED)
    made.smmgen("ledger", "init", "--now", "2026-11-30")
    assert "2 published" in made.smmgen("publish", *NOON)
    forget(made)
    return made


@pytest.fixture
def sold(first: Shop, tmp_path: Path) -> Shop:
    """The same shop, for one test."""
    return Shop(shutil.copytree(first.root, tmp_path / "shop"), first.environment)


def forget(shop: Shop) -> None:
    for kept in ("dist", ".smmgen/cache"):
        shutil.rmtree(shop.root / kept, ignore_errors=True)


def drawn(shop: Shop) -> list[Path]:
    return list((shop.root / "dist").rglob("images/*"))


def test_what_is_public_is_not_drawn_again(sold: Shop) -> None:
    assert sold.smmgen("publish", *NOON) == "2 public already\n"
    assert drawn(sold) == []


@pytest.mark.parametrize(
    ("change", "is_told"),
    [
        (lambda root: (root / "content/posts/beans.png").write_bytes(photo("black")), True),
        (lambda root: edited(root, "Coffee beans", "A bag of coffee beans"), True),
        (lambda root: edited(root, "less", "far less"), True),
        (lambda root: edited(root, "title: Sale", "title: Winter sale"), False),
        (lambda root: (root / "content/posts/beans.png").write_bytes(photo("brown")), False),
    ],
    ids=["photo", "alternative text", "text", "title, seen nowhere", "nothing"],
)
def test_a_change_of_what_is_public_is_told_all_the_same(sold: Shop, change: object, is_told: bool) -> None:
    assert callable(change)
    change(sold.root)
    assert ("changed since it was published" in sold.smmgen("publish", *NOON)) == is_told
    assert drawn(sold) == []


def edited(root: Path, old: str, new: str) -> None:
    place = root / "content/posts/2026-12-01-sale.md"
    place.write_text(place.read_text("utf-8").replace(old, new), "utf-8")


def test_an_edit_draws_the_post_that_it_brings_and_is_told_no_more(sold: Shop) -> None:
    edited(sold.root, "less", "far less")
    other = PICTURED.replace("title: Sale", "title: Other").replace("less", "more")
    sold.write("content/posts/2026-12-03-other.md", other)
    assert "masto/sale.0: edited" in sold.smmgen("edit", "sale", "--account", "masto")
    assert {path.name.split("-")[0] for path in drawn(sold)} == {"beans"}
    told = sold.smmgen("publish", *NOON, exit_code=0)
    assert "tg/sale.0: changed since" in told
    assert "masto/sale.0: changed" not in told


def test_the_feed_keeps_its_pictures(sold: Shop, url: str) -> None:
    sold.write("smmgen.yaml", CONFIG.format(url=url) + FEED)
    sold.smmgen("publish", *NOON)
    (picture,) = (sold.root / "dist/feed/images").iterdir()
    forget(sold)
    sold.smmgen("publish", *NOON)
    assert (sold.root / "dist/feed/images" / picture.name).is_file()


def test_the_feed_goes_further_back_where_the_newest_is_not_for_it(shop: Shop, url: str) -> None:
    shop.write("smmgen.yaml", CONFIG.format(url=url) + FEED.replace("}", ", posts: 1}"))
    shop.smmgen("ledger", "init", "--now", "2026-10-31")
    for day in (1, 2, 3):
        text = POST.replace("12-01", f"11-0{day}").replace("less", f"less on day {day}")
        shop.write(f"content/posts/day-{day}.md", text)
        shop.smmgen("publish", "--account", "tg", "--now", f"2026-11-0{day} 12:00")
    assert ["day 3" in text for text in _fed(shop)] == [True]
    for day in (2, 3):
        shop.write(f"content/posts/day-{day}.md", POST.replace("ready", "paused"))
    shop.smmgen("publish", "--account", "tg", "--now", "2026-11-03 12:30")
    assert ["day 1" in text for text in _fed(shop)] == [True]


def test_only_what_a_run_can_send_is_made_ready() -> None:
    made = stage("keyed", "blind")
    made.run(DUE)
    state = made.ledger.read()[0]
    sale, late = variant("sale", DUE), variant("other", DUE)
    grace = timedelta(hours=12)
    assert over(state, grace, DUE)(sale)
    assert not over(state, grace, DUE)(late)
    assert over(state, grace, DUE, post="sale")(late)
    assert over(state, grace, DUE, account="blind")(late)
    assert not over(state, grace, DUE + grace)(late)
    assert over(state, grace, DUE + grace + HOUR)(late)


def variant(name: str, at: datetime) -> Variant:
    (made,) = post(name, accounts=("keyed",)).variants[name].values()
    assert at.tzinfo == UTC
    return made.variant


def test_what_is_asked_for_again_meanwhile_is_sent_by_the_next_run() -> None:
    """Pictures are drawn by what the ledger said before; a person may free a post while that is done."""
    made = stage("blind")
    made.network.faults["blind"] = ["refused"]
    made.run(DUE)
    drawn, made.bundle = made.bundle, undrawn_of(made.bundle)
    resolve(journal(made), DeliveryId("blind", "sale"), Verdict("resend"), "operator.anna", DUE + HOUR)
    (line,) = made.run(DUE + HOUR).lines
    assert (line.outcome, made.network.texts("blind")) == ("failed", [])
    assert "the next run does that" in line.error
    made.bundle = drawn
    assert [line.outcome for line in made.run(DUE + 2 * HOUR).lines] == ["published"]


def undrawn_of(bundle: Bundle) -> Bundle:
    return Bundle(
        {
            name: {account: undrawn(one.variant) for account, one in of.items()}
            for name, of in bundle.variants.items()
        }
    )
