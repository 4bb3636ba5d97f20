"""Edits by mouse and by keys in a real browser, and what they leave in the files."""

from tests.build.barriers import CONTRAST, barriers
from tests.serve.look import PANEL, comes
from tests.serve.place import MENU, SALE

CARD = "[...document.querySelectorAll('.entry')].find(one => one.textContent.includes('Winter sale'))"
DIALOG = f"{PANEL}.querySelector('dialog')"


def day_of_card(browser):
    return browser.run(f"{CARD}.closest('.day').querySelector('time').dateTime")


def middle(browser, script):
    box = browser.run(
        f"(box => [box.x + box.width / 2, box.y + Math.min(box.height / 2, 60)])(({script}).getBoundingClientRect())"
    )
    return {"x": box[0], "y": box[1]}


def drag(browser, script, day):
    """Drag what a script finds to a day, as a mouse does."""
    browser.call("Input.setInterceptDrags", enabled=True)
    target = f"document.querySelector('.day time[datetime=\"{day}\"]').closest('.day')"
    browser.run(f"({target}).scrollIntoView({{block: 'center'}})")
    start, end = middle(browser, script), middle(browser, target)
    browser.call("Input.dispatchMouseEvent", type="mousePressed", button="left", clickCount=1, **start)
    for step in (8, 16):
        browser.call(
            "Input.dispatchMouseEvent", type="mouseMoved", button="left", x=start["x"] + step, y=start["y"]
        )
    found = [one for one in browser.events if one.get("method") == "Input.dragIntercepted"]
    for kind in ("dragEnter", "dragOver", "drop"):
        browser.call("Input.dispatchDragEvent", type=kind, data=found[-1]["params"]["data"], **end)
    browser.call("Input.dispatchMouseEvent", type="mouseReleased", button="left", **end)
    browser.call("Input.setInterceptDrags", enabled=False)


def of(place, name="winter-sale"):
    return (place.root / f"content/posts/{name}.md").read_text("utf-8")


def test_a_card_is_dragged_to_another_day_and_back(edited, browser):
    browser.look(width=1280, height=900)
    browser.visit(edited.url)
    assert day_of_card(browser) == "2026-12-01"
    drag(browser, CARD, "2026-12-10")
    assert comes(browser, f"{CARD}.closest('.day').querySelector('time').dateTime === '2026-12-10'")
    assert of(edited) == SALE.replace("2026-12-01 10:00", "2026-12-10 10:00")
    comes(browser, f"{PANEL}.querySelector('.toast').textContent.includes('December 10')")
    browser.run(f"{PANEL}.querySelector('.toast button').click()")
    assert comes(browser, f"{CARD}.closest('.day').querySelector('time').dateTime === '2026-12-01'")
    assert of(edited) == SALE


def test_day_time_and_status_by_keys_alone(edited, browser):
    browser.look(width=1280, height=900)
    browser.visit(edited.url)
    for _ in range(40):
        browser.press("Tab")
        if browser.run("document.activeElement.getAttribute('aria-label')") == "Edit: Winter sale":
            break
    browser.press("Enter")
    comes(browser, f"{DIALOG}.open")
    assert browser.run(f"{PANEL}.activeElement.tagName") == "SELECT"
    browser.press("p", "Tab", *"12", *"11", *"2026", "Tab", "Tab", *"06", *"30", "P")  # as Americans write it
    browser.press("Enter")
    comes(browser, f"!{DIALOG}.open")
    edited.until(lambda: of(edited) != SALE)
    assert of(edited) == SALE.replace("2026-12-01 10:00", "2026-12-11 18:30").replace(
        "status: ready", "status: paused"
    )


def test_escape_leaves_everything_as_it_was(edited, browser):
    browser.visit(edited.url)
    browser.run("document.querySelector('.smmgen-edit').focus()")
    browser.press("Enter")
    comes(browser, f"{DIALOG}.open")
    browser.press("p", "Escape")
    comes(browser, f"!{DIALOG}.open && document.activeElement.matches('.smmgen-edit')")
    assert of(edited) == SALE


def test_a_paragraph_is_rewritten_in_the_posts_page(edited, browser):
    browser.visit(f"{edited.url}posts/winter-sale/")
    browser.run(
        "[...document.querySelectorAll('.stage :is(b, strong)')].find(one => one.textContent === 'beans').dispatchEvent(new MouseEvent('dblclick', {bubbles: true}))"
    )
    assert comes(browser, f"{DIALOG}.open && {PANEL}.activeElement.value") == "All **beans** must go."
    browser.run(f"{PANEL}.activeElement.value = 'All *beans* went.'; {DIALOG}.querySelector('.save').click()")
    comes(browser, "document.body.innerText.includes('beans went')")
    assert of(edited) == SALE.replace("All **beans** must go.", "All *beans* went.")


def test_what_was_saved_elsewhere_meanwhile_wins(edited, browser):
    browser.visit(f"{edited.url}posts/winter-sale/")
    browser.run("document.querySelector('.post-head .smmgen-edit').click()")
    comes(browser, f"{DIALOG}.open")
    edited.write("content/posts/winter-sale.md", SALE.replace("must go", "went"))
    comes(browser, "document.body.innerText.includes('beans went')")
    browser.run(
        f"{DIALOG}.querySelector('textarea').value = 'Mine.'; {DIALOG}.querySelector('.save').click()"
    )
    assert (
        comes(browser, f"{DIALOG}.querySelector('.fault').textContent")
        == "Lines 7 to 7 of content/posts/winter-sale.md say something else now."
    )
    assert of(edited) == SALE.replace("must go", "went")


def test_a_post_without_a_day_gets_one(edited, browser):
    edited.write("content/posts/spring-menu.md", MENU.replace("publish_at: 2026-12-03 09:00\n", ""))
    browser.look(width=1280, height=1600)
    browser.visit(edited.url)
    spring = "document.querySelector('.undated .entry')"
    comes(browser, f"{spring} !== null")
    drag(browser, spring, "2026-12-09")
    edited.until(lambda: "publish_at: 2026-12-09\n" in of(edited, "spring-menu"))


def test_axe_finds_no_barrier_where_pages_are_edited(edited, browser):
    for page in ("", "posts/winter-sale/"):
        browser.look(width=390, height=900, scheme="light")
        browser.visit(edited.url + page)
        assert barriers(browser) == []
        browser.look(width=390, height=900, scheme="dark")
        assert barriers(browser, CONTRAST) == []
        browser.run("document.querySelector('.smmgen-edit').click()")
        comes(browser, f"{DIALOG}.open")
        assert barriers(browser, CONTRAST) == []
        browser.look(width=390, height=900, scheme="light")
        assert barriers(browser) == []
        assert browser.run("document.documentElement.scrollWidth") <= 390
