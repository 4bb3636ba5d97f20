"""What an assistant may read, and the task that it can be given."""

import pytest

from tests.assistant.world import FILES, READY


def test_everything_to_read_is_listed(door):
    listed = [one.uri for one in door.resources().resources]
    plans_and_posts = ["plans/2030-12", "posts/roast-log", "posts/news", "posts/sale"]
    assert listed == [f"smmgen://{one}" for one in ["strategy", "voice", *plans_and_posts]]
    assert door.templates() == ["smmgen://posts/{id}", "smmgen://plans/{month}"]


@pytest.mark.parametrize(
    ("uri", "text"),
    [
        ("smmgen://strategy", FILES["plans/strategy.md"]),
        ("smmgen://plans/2030-12", FILES["plans/2030-12.md"]),
        ("smmgen://posts/sale", FILES[READY]),
    ],
)
def test_a_file_is_read_as_it_is(door, uri, text):
    assert door.read(uri) == text


def test_the_voice_says_how_to_speak_and_to_whom(door):
    text = door.read("smmgen://voice")
    assert "## Do\n\n- Name people\n\n## Never\n\n- Superlatives\n" in text
    assert "- Neighbours. Who: Live nearby. Want: A good cup." in text


def test_a_brand_without_a_voice_asks_for_one(door):
    (door.root / "plans/strategy.md").unlink()
    assert "ask a person for `tone`" in door.read("smmgen://voice")
    assert door.read("smmgen://strategy").startswith("There is nothing under “smmgen://strategy”.")


def test_many_posts_are_listed_page_by_page(door):
    for number in range(120):
        (door.root / f"content/posts/post-{number:03}.md").write_text(FILES[READY])
    first = door.resources()
    rest = door.resources(first.next_cursor)
    assert (len(first.resources), len(rest.resources), rest.next_cursor) == (100, 26, None)
    assert door.resources("elsewhere").resources == []


def test_the_task_of_a_rubric_holds_all_that_a_writer_needs(door):
    assert door.prompts() == ["write_post"]
    task = door.prompt("write_post", rubric="promo", topic="The\nnew grinder")
    assert "`rubric: promo`). Its topic: The new grinder." in task
    assert "- `bsky`, Bluesky, in en: up to 300 characters" in task
    assert "- Superlatives" in task
    assert "`new_draft`" in task


@pytest.mark.parametrize(
    ("name", "rubric", "why"),
    [
        ("write_post", "promos", "There is no rubric “promos”. Did you mean “promo”?"),
        ("publish_post", "promo", "There is no prompt “publish_post”. There is: write_post."),
    ],
)
def test_a_task_that_there_is_not_is_refused(door, name, rubric, why):
    assert door.prompt(name, rubric=rubric) == why
