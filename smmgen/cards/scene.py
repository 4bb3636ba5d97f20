"""Photos made here: a scene for showing cards, and grounds that are hard to write on."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from smmgen.model.colour import Colour, mix

WIDTH, HEIGHT = 1800, 1500

PHOTOS = ("example", "second", "white", "black", "busy")
"""The photos there are; `busy` has every colour beside every other."""

_FOLDER = ".made/"

Read = Callable[[str], bytes]


def path_of(name: str) -> str:
    """Return the path under which a reader made by `reader` gives a photo."""
    return f"{_FOLDER}{name}.jpg"


def reader(read: Read) -> Read:
    """Return a reader of these photos that gives everything else from `read`."""

    def either(path: str) -> bytes:
        if not path.startswith(_FOLDER):
            return read(path)
        return photo(path.removeprefix(_FOLDER).removesuffix(".jpg"))

    return either


@cache
def photo(name: str) -> bytes:
    """Return a photo as JPEG, the same at every call. Raises `FileNotFoundError` for an unknown name."""
    file = BytesIO()
    _painted(name).save(file, "JPEG", quality=88)
    return file.getvalue()


def _painted(name: str) -> Image.Image:
    match name:
        case "example":
            return _still_life((38, 30, 44), (196, 122, 72), (88, 52, 36), (232, 224, 212))
        case "second":
            return _still_life((104, 128, 140), (226, 214, 196), (150, 128, 104), (52, 66, 82))
        case "white" | "black":
            return Image.new("RGB", (WIDTH, HEIGHT), name)
        case "busy":
            squares = Image.frombytes("RGB", (36, 30), Random(7).randbytes(3240))  # noqa: S311  (a pattern)
            return squares.resize((WIDTH, HEIGHT), Image.Resampling.NEAREST)
    raise FileNotFoundError(name)


def _still_life(sky: Colour, light: Colour, table: Colour, cup: Colour) -> Image.Image:
    """Paint a cup on a table, before a window with lights out of focus."""
    scene = _gradient(sky, mix(sky, light, 0.55), HEIGHT)
    _lights(scene, light)
    edge = round(0.66 * HEIGHT)
    scene.paste(_gradient(mix(table, light, 0.25), mix(table, (0, 0, 0), 0.45), HEIGHT - edge), (0, edge))
    _cup(scene, cup, table)
    return scene.filter(ImageFilter.GaussianBlur(1.5))


def _gradient(above: Colour, below: Colour, height: int) -> Image.Image:
    mask = Image.linear_gradient("L").resize((1, HEIGHT))
    column = Image.composite(Image.new("RGB", mask.size, below), Image.new("RGB", mask.size, above), mask)
    return column.resize((1, height)).resize((WIDTH, height), Image.Resampling.NEAREST)


def _lights(scene: Image.Image, light: Colour) -> None:
    random = Random(11)  # noqa: S311  (a pattern)
    mask = Image.new("L", scene.size, 0)
    draw = ImageDraw.Draw(mask)
    for _ in range(42):
        x, y = random.uniform(0, WIDTH), random.uniform(0, 0.62 * HEIGHT)
        size = random.uniform(18, 88)
        draw.ellipse((x - size, y - size, x + size, y + size), fill=random.randint(26, 120))
    _paste_soft(scene, mix(light, (255, 255, 255), 0.35), mask, 7)


def _paste_soft(scene: Image.Image, colour: Colour, mask: Image.Image, radius: int) -> None:
    """Paste a colour through a mask with soft edges, which reach over little of a photo."""
    left, top, right, bottom = mask.getbbox() or (0, 0, 1, 1)
    reach = 4 * radius
    box = (max(0, left - reach), max(0, top - reach), min(WIDTH, right + reach), min(HEIGHT, bottom + reach))
    scene.paste(colour, box, mask.crop(box).filter(ImageFilter.GaussianBlur(radius)))


def _cup(scene: Image.Image, cup: Colour, table: Colour) -> None:
    x, y, wide = 1130, 905, 300
    shadow = Image.new("L", scene.size, 0)
    ImageDraw.Draw(shadow).ellipse((x - 420, y + 250, x + 520, y + 400), fill=150)
    _paste_soft(scene, mix(table, (0, 0, 0), 0.75), shadow, 28)
    draw = ImageDraw.Draw(scene)
    dark = mix(cup, table, 0.35)
    draw.ellipse((x - 400, y + 230, x + 400, y + 350), fill=mix(cup, table, 0.18))
    draw.ellipse((x - 330, y + 240, x + 330, y + 320), fill=dark)
    draw.ellipse((x + 190, y + 10, x + 400, y + 210), outline=dark, width=44)
    draw.polygon([(x - wide, y - 60), (x + wide, y - 60), (x + 190, y + 250), (x - 190, y + 250)], fill=cup)
    draw.ellipse((x - 190, y + 210, x + 190, y + 290), fill=cup)
    draw.ellipse((x - wide, y - 130, x + wide, y + 10), fill=mix(cup, (255, 255, 255), 0.3))
    draw.ellipse((x - wide + 26, y - 112, x + wide - 26, y - 4), fill=(58, 33, 20))
