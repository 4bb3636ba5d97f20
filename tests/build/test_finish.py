"""Pictures are drawn once, kept, and written only where they changed."""

import os
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from smmgen.build.cache import PictureCache
from smmgen.build.digest import variant_digest
from smmgen.build.drawing import Drawn
from smmgen.build.output import LIST, Output
from smmgen.model.bundle import FinishedMessage
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Span
from smmgen.model.variant import Written
from tests.build.world import PHOTOS, Counter, finished, picture, variant


def images(out):
    return sorted(path.name for path in (out / "images").iterdir())


def test_identical_requests_share_one_drawing_and_one_file(tmp_path):
    draw = Counter()
    made = finished(tmp_path, variant("sale", "tg"), variant("sale", "masto"), draw=draw)
    first, second = (one.messages[0].files[0] for one in made.variants)
    assert draw.drawn == ["beans.jpg"]
    assert first == second
    assert images(tmp_path) == [f"beans-40x30-{first.sha256[:12]}.jpg"]


def test_each_account_keeps_its_own_alternative_text(tmp_path):
    one, other = picture(alt="Beans"), picture(alt="Зёрна")
    made = finished(tmp_path, variant("sale", "tg", one), variant("sale", "tg-ru", other))
    assert [one.messages[0].files[0].alt for one in made.variants] == ["Beans", "Зёрна"]


def test_a_broken_picture_is_a_finding_and_stops_no_other(tmp_path):
    broken = picture("gone.jpg")
    made = finished(tmp_path, variant("sale", "tg", broken), variant("cup", "tg", picture("cup.jpg")))
    (finding,) = made.findings
    assert (finding.code, finding.severity, finding.post) == ("DRW001", "error", "sale")
    assert finding.message == "This picture could not be drawn from gone.jpg: no such photo."
    assert made.variants[0].messages[0].files[0].path == ""
    assert made.variants[1].messages[0].files[0].path


def test_a_fault_on_all_accounts_is_told_once_and_one_on_some_of_each(tmp_path):
    broken = picture("gone.jpg")
    both = finished(tmp_path, variant("a", "tg", broken), variant("a", "masto", broken))
    some = finished(tmp_path, variant("a", "tg", broken), variant("a", "masto"))
    assert [finding.account for finding in both.findings] == [""]
    assert [finding.account for finding in some.findings] == ["tg"]


def test_drawn_pictures_are_kept_from_build_to_build(tmp_path):
    draw = Counter()
    for out in ("one", "two"):
        finished(tmp_path / out, variant(), draw=draw, cache=tmp_path / "cache")
    assert draw.drawn == ["beans.jpg"]
    assert images(tmp_path / "one") == images(tmp_path / "two")
    assert (tmp_path / "cache" / ".gitignore").read_text() == "*\n"


def promo(**fields):
    return picture(card="promo", **fields)


@pytest.mark.parametrize(
    ("other", "photos"),
    [
        (promo(width=41), PHOTOS),
        (promo(language="ru"), PHOTOS),
        (promo(image=replace(picture().image, focus=(0.1, 0.2))), PHOTOS),
        (promo(image=replace(picture().image, fields={"badge": "-30 %"})), PHOTOS),
        (promo(), {**PHOTOS, "beans.jpg": b"new beans"}),
        (promo(image=replace(picture().image, fields={"after": "cup.jpg"})), PHOTOS),
    ],
)
def test_what_changes_a_picture_draws_it_anew(tmp_path, other, photos):
    draw = Counter()
    finished(tmp_path, variant("sale", "tg", promo()), draw=draw, cache=tmp_path / "cache")
    finished(tmp_path, variant("sale", "tg", other), draw=draw, cache=tmp_path / "cache", photos=photos)
    assert len(draw.drawn) == 2


@pytest.mark.parametrize("torn", [b"", b"{}\n", b"no json\nbeans", None])
def test_a_torn_picture_of_the_cache_is_drawn_anew(tmp_path, torn):
    draw = Counter()
    finished(tmp_path, variant(), draw=draw, cache=tmp_path / "cache")
    (kept,) = (path for path in (tmp_path / "cache").glob("*/*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-1] if torn is None else torn)
    finished(tmp_path, variant(), draw=draw, cache=tmp_path / "cache")
    assert draw.drawn == ["beans.jpg", "beans.jpg"]


def test_a_kept_picture_tells_its_findings_where_it_is_asked_for_now(tmp_path):
    def draw(asked):
        finding = Diagnostic(code="CRD007", severity="info", span=asked.span, message="Small.")
        return Drawn(data=b"x", width=1, height=1, media_type="image/jpeg", findings=(finding,))

    moved = picture(span=Span("post.md", 9, 1, 9, 9))
    finished(tmp_path, variant(), draw=draw, cache=tmp_path / "cache")
    made = finished(tmp_path, variant("sale", "tg", moved), draw=Counter(), cache=tmp_path / "cache")
    assert [(finding.code, finding.span.line) for finding in made.findings] == [("CRD007", 9)]


def test_old_pictures_that_no_build_needs_are_forgotten(tmp_path):
    for post, photo in (("sale", "beans.jpg"), ("cup", "cup.jpg")):
        finished(tmp_path, variant(post, "tg", picture(photo)), cache=tmp_path / "cache")
    kept = list((tmp_path / "cache").glob("??/*"))
    for path in kept:
        os.utime(path, (0, 0))
    cache = PictureCache(tmp_path / "cache")
    needed = next(path for path in kept if cache.get(path.parent.name + path.name, picture()))
    cache.forget(datetime(2026, 1, 1, tzinfo=UTC))
    assert [path for path in kept if path.exists()] == [needed]


def test_the_same_bytes_leave_a_file_untouched(tmp_path):
    output = Output(tmp_path)
    output.put("a/b.txt", b"1")
    before = (tmp_path / "a/b.txt").stat()
    again = Output(tmp_path)
    again.put("a/b.txt", b"1")
    after = (tmp_path / "a/b.txt").stat()
    assert again.written == []
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_what_a_publisher_draws_during_a_build_stays_listed_and_so_does_what_that_writes(tmp_path):
    build, publisher = Output(tmp_path), Output(tmp_path)
    build.put("index.html", b"a page")
    publisher.put("images/a.jpg", b"a picture")
    publisher.spare()
    build.sweep()
    assert (tmp_path / LIST).read_text().split() == ["images/a.jpg", "index.html"]
    assert Output(tmp_path).sweep() == ("images/a.jpg", "index.html")


def test_only_files_of_an_earlier_build_are_removed(tmp_path):
    first = Output(tmp_path)
    first.put("posts/old/index.html", b"old")
    first.sweep()
    (tmp_path / "posts/mine.txt").write_text("a person's own")
    second = Output(tmp_path)
    second.put("index.html", b"new")
    second.sweep()
    assert not (tmp_path / "posts/old").exists()
    assert (tmp_path / "posts/mine.txt").exists()


def test_a_list_of_files_that_points_outside_removes_nothing_there(tmp_path):
    (tmp_path / "precious.txt").write_text("keep")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/.smmgen-files").write_text("../precious.txt\n/precious.txt\n\n")
    Output(tmp_path / "dist").sweep()
    assert (tmp_path / "precious.txt").exists()


def test_the_digest_changes_with_all_that_would_be_sent(tmp_path):
    (one,) = finished(tmp_path, variant()).variants
    message, (file,) = one.messages[0].message, one.messages[0].files
    changed = [
        FinishedMessage(replace(message, written=Written("Other", "Other")), (file,)),
        FinishedMessage(replace(message, link="https://a.example"), (file,)),
        FinishedMessage(replace(message, options={"silent": True}), (file,)),
        FinishedMessage(message, (replace(file, alt="Other"),)),
        FinishedMessage(message, (replace(file, sha256="0"),)),
        FinishedMessage(message, ()),
    ]
    digests = {variant_digest(one.variant, (other,)) for other in changed}
    assert len(digests | {one.digest}) == len(changed) + 1


def test_the_digest_does_not_depend_on_time_or_place(tmp_path):
    moved = replace(variant(), publish_at=None, messages=(replace(variant().messages[0], span=Span("b.md")),))
    (one,), (other,) = finished(tmp_path, variant()).variants, finished(tmp_path, moved).variants
    assert one.digest == other.digest
