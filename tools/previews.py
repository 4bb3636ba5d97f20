"""Take the pictures of README.md and docs/preview.md: the example brand's site, in a real browser.

Run: python -m tools.previews, where Chromium is installed.
"""

from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from smmgen.pipeline import build
from smmgen.read.tree import Folder
from smmgen.spread import processors
from tests.build.browser import Browser, chromium

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
MOST_BYTES = 150_000
GAP, GROUND = 24, (236, 234, 228)

MONTH, POST = "months/2026-12/index.html", "posts/winter-solstice/index.html"
ACCOUNT = "accounts/tg/index.html"
SEVERAL = "document.querySelector('.variants').scrollIntoView(), scrollBy(0, -16)"
NOTHING = "0"


class Camera:
    """A browser that looks at the site."""

    def __init__(self, browser: Browser, site: Path) -> None:
        self._browser, self._site = browser, site

    def take(
        self, page: str, width: int, height: int, scheme: str = "light", first: str = NOTHING
    ) -> Image.Image:
        """Return what a screen of this size shows of a page, `first` done."""
        self._browser.look(width=width, height=height, scheme=scheme)
        self._browser.open(self._site / page)
        top = self._browser.run(f"({first}, Math.round(scrollY))")
        clip = {"x": 0, "y": top, "width": width, "height": height, "scale": 1}
        shot = self._browser.call(
            "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip
        )
        return Image.open(BytesIO(b64decode(shot["data"]))).convert("RGB")


def calendar(camera: Camera) -> Image.Image:
    """Return a month with its filters."""
    return camera.take(MONTH, 1280, 860)


def post(camera: Camera) -> Image.Image:
    """Return a post as several networks will show it."""
    return camera.take(POST, 1280, 900, first=SEVERAL)


def account(camera: Camera) -> Image.Image:
    """Return what one channel's readers will see in the next days."""
    return camera.take(ACCOUNT, 1280, 900)


def phone(camera: Camera) -> Image.Image:
    """Return the month and a post on a telephone, by day and by night."""
    shots = [
        camera.take(MONTH, 390, 800),
        camera.take(POST, 390, 800, first=SEVERAL),
        camera.take(POST, 390, 800, "dark", first=SEVERAL),
        camera.take(MONTH, 390, 800, "dark"),
    ]
    sheet = Image.new("RGB", (GAP + (390 + GAP) * len(shots), 800 + 2 * GAP), GROUND)
    for number, shot in enumerate(shots):
        sheet.paste(shot, (GAP + (390 + GAP) * number, GAP))
    return sheet


SHOTS: dict[str, Callable[[Camera], Image.Image]] = {
    "calendar": calendar,
    "post": post,
    "account": account,
    "phone": phone,
}


def packed(image: Image.Image) -> bytes:
    """Return the picture as WebP, as good as it may be below the bound."""
    for quality in range(90, 40, -5):
        file = BytesIO()
        image.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= MOST_BYTES:
            break
    return file.getvalue()


def main() -> None:
    """Build the site and write all pictures."""
    program = chromium()
    if program is None:
        raise SystemExit("There is no Chromium here.")
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(Folder(ROOT), site, NOW, cache=ROOT / ".smmgen/cache", workers=processors())
        browser = Browser(program, Path(folder) / "profile", draws=True)
        try:
            for name, shot in SHOTS.items():
                place = ROOT / "docs/images" / f"preview-{name}.webp"
                place.write_bytes(packed(shot(Camera(browser, site))))
                print(place.relative_to(ROOT), place.stat().st_size)
        finally:
            browser.close()


if __name__ == "__main__":
    main()
