import pytest

from smmgen.model.source import Source
from smmgen.read.post import read_post
from smmgen.read.tree import Listing, Memory

FILES = {
    "content/posts/photos/cup 2.JPG": b"",
    "content/posts/photos/cup 10.jpg": b"",
    "content/posts/photos/bag.png": b"",
    "content/posts/photos/notes.txt": b"",
    "content/posts/photos/more/deep.jpg": b"",
    "content/posts/photos/alt.yaml": "cup 2.JPG: A white cup\nbagg.png: A bag\n",
    "content/media/tea.jpg": b"",
}


def read(images: str, files: dict[str, bytes | str] | None = None) -> tuple[list[tuple[str, str]], list[str]]:
    """Read a post with these images; return photos with their texts, and findings."""
    tree = Memory(FILES if files is None else files)
    text = f"---\nimages: {images}\n---\n"
    post, reading = read_post(Source("content/posts/trip.md", text), Listing(tree.paths(), tree.read))
    assert post
    findings = [f"{one.span.path}:{one.span.line} {one.code} {one.message}" for one in reading.findings]
    return [(one.photo.removeprefix("content/"), one.alt) for one in post.images], findings


BAGG = "content/posts/photos/alt.yaml:2 FMT010 There is no picture “bagg.png” in this folder."
ALL = [
    ("posts/photos/bag.png", ""),
    ("posts/photos/cup 2.JPG", "A white cup"),
    ("posts/photos/cup 10.jpg", ""),
]


@pytest.mark.parametrize("written", ["photos/", "photos", "photos/*", "[photos/*]", "{files: photos}"])
def test_a_folder_stands_for_its_pictures_in_natural_order(written: str) -> None:
    assert read(written) == (ALL, [BAGG])


def test_a_pattern_takes_what_fits_it() -> None:
    assert read("photos/cup*.jpg")[0] == [ALL[2]]
    assert read("[photos/b*.png, /content/media/tea.jpg]")[0] == [ALL[0], ("media/tea.jpg", "")]
    assert read("/content/posts/*/more")[0] == [("posts/photos/more/deep.jpg", "")]


def test_texts_may_stand_in_the_post() -> None:
    found, findings = read('{files: photos/cup*, alt: {cup 2.JPG: A cup, "cup 3.jpg": None}, card: promo}')
    assert found == [("posts/photos/cup 2.JPG", "A cup"), ALL[2]]
    assert findings == [
        BAGG,
        "content/posts/trip.md:2 FMT010 There is no picture “cup 3.jpg” in this folder.",
    ]


FAULTS = [
    ("nowhere/", "content/posts/trip.md:2 FMT009 There is no picture content/posts/nowhere/*."),
    ("photos/*.webp", "content/posts/trip.md:2 FMT009 There is no picture content/posts/photos/*.webp."),
    ("../../../etc/*", "content/posts/trip.md:2 FMT007 “../../../etc/*” leads out of the repository."),
    ("{files: photos, foto: a}", "content/posts/trip.md:2 FMT001 An album of a folder has no key “foto”."),
]


@pytest.mark.parametrize(("written", "finding"), FAULTS)
def test_what_cannot_be_found_is_told(written: str, finding: str) -> None:
    assert finding in read(written)[1]


def test_a_broken_sidecar_is_told_in_its_place() -> None:
    found, findings = read(
        "photos/", {"content/posts/photos/a.jpg": b"", "content/posts/photos/alt.yaml": "a: [b"}
    )
    assert found == [("posts/photos/a.jpg", "")]
    assert [finding.split(" ")[0] for finding in findings] == ["content/posts/photos/alt.yaml:1"]


def test_a_sidecar_that_is_no_mapping_is_told() -> None:
    _, findings = read(
        "photos/", {"content/posts/photos/a.jpg": b"", "content/posts/photos/alt.yaml": "[a, b]"}
    )
    assert findings == ["content/posts/photos/alt.yaml:1 FMT002 alt.yaml must be names with values."]
