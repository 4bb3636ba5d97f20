"""The folder of feeds: all that goes on a public server, and nothing that is not public yet."""

from collections.abc import Callable

from smmgen.build.feed import Item, items_of, languages
from smmgen.build.feed_json import json_feed
from smmgen.build.feed_link import place
from smmgen.build.feed_xml import atom, rss
from smmgen.build.output import Output
from smmgen.model.brand import Brand
from smmgen.model.bundle import Bundle, File
from smmgen.model.feed import Feed, Publics
from smmgen.model.project import Project

FORMS = {"feed.xml": rss, "atom.xml": atom, "feed.json": json_feed}
"""What writes each file."""


def write_feeds(
    project: Project, bundle: Bundle, public: Publics, read_file: Callable[[File], bytes], output: Output
) -> None:
    """Write a feed for each language, with the pictures and videos of its posts, and remove what has gone."""
    brand, feed = project.brand, project.brand.feed
    if feed:
        for language in languages(brand, feed):
            items = items_of(project, feed, bundle, public, language)
            _write(brand, feed, language, items, read_file, output)
    output.sweep()


def _write(
    brand: Brand,
    feed: Feed,
    language: str,
    items: tuple[Item, ...],
    read_file: Callable[[File], bytes],
    output: Output,
) -> None:
    for name, write in FORMS.items():
        path = place(brand, language, name)
        output.put(path, write(brand, feed, f"{feed.url}/{path}", language, items))
    for one in {one.url: one for item in items for one in (*item.pictures, *item.videos)}.values():
        output.put(one.file.path, read_file(one.file))
