"""Comments, categories and tags of a WordPress.

Source: the REST API handbook, and a WordPress 6.1.9 that was asked; read 2026-11.
"""

from typing import Any

from smmgen.sandbox.exchange import Answer, Call, World
from smmgen.sandbox.html_page import read
from smmgen.sandbox.post import Post
from smmgen.sandbox.wordpress_answer import argument, page, refused, rendered, signed_in
from smmgen.sandbox.wordpress_post import link, slugged, terms

COMMENT = 65_525
"""Bytes. Source: WordPress's wp_get_comment_fields_max_lengths(); read 2026-11."""


def comment(call: Call, world: World) -> Answer:
    """Put a comment below a post; the same one twice is refused."""
    what = "Sorry, you must be logged in to comment."
    author = signed_in(call, "rest_comment_login_required", what)
    post = world.store.thing("wordpress", "post", str(argument(call, "post")))
    if post is None:
        raise refused(
            "rest_comment_invalid_post_id",
            "Sorry, you are not allowed to create this comment without a post.",
            403,
        )
    content = rendered(argument(call, "content"))
    if not content.strip():
        raise refused("rest_comment_content_invalid", "Invalid comment content.")
    if len(content.encode()) > COMMENT:
        raise refused("comment_content_column_length", "Your comment is too long.")
    if post["comment_status"] == "closed":
        raise refused("rest_comment_closed", "Sorry, comments are closed for this item.", 403)
    rows = world.store.things("wordpress", "comment").values()
    if any((row["post"], row["content"]) == (post["id"], content) for row in rows):
        what = "Duplicate comment detected; it looks as though you've already said that!"
        raise refused("comment_duplicate", what, 409)
    return _made(call, world, post, author, content)


def _made(call: Call, world: World, post: dict[str, Any], author: str, content: str) -> Answer:
    number = world.store.next_number("wordpress", "comment")
    parent = int(argument(call, "parent") or 0)
    row = {"id": number, "post": post["id"], "parent": parent, "author_name": author, "content": content}
    row |= {"date_gmt": world.now().replace(tzinfo=None, microsecond=0).isoformat(), "status": "approved"}
    row["link"] = f"{link(world, post)}#comment-{number}"
    world.store.put_thing("wordpress", "comment", str(number), row)
    shown = read(content, lines=True).text
    kept = Post(
        network="wordpress",
        account=post["author_name"],
        id=f"comment-{number}",
        at=world.now(),
        text=shown.text,
        marks=shown.marks,
        url=row["link"],
        reply_to=f"comment-{parent}" if parent else str(post["id"]),
        request=dict(call.fields),
    )
    world.store.put_post(kept, {"comment": number})
    return Answer(status=201, body=_told(row))


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"content": {"rendered": f"<p>{row['content']}</p>\n"}, "author": 1, "type": "comment"}


def comments(call: Call, world: World) -> Answer:
    """Return the comments, those of one post where it is named, the latest first."""
    wanted = argument(call, "post")
    rows = sorted(world.store.things("wordpress", "comment").values(), key=lambda row: -int(row["id"]))
    return page(call, [_told(row) for row in rows if wanted is None or str(row["post"]) == str(wanted)])


def listed(call: Call, world: World, kind: str) -> Answer:
    """Return the categories or tags, by slug or by a part of their names."""
    slugs = [slugged(one) for one in str(argument(call, "slug") or "").split(",") if one]
    search = str(argument(call, "search") or "").lower()
    rows = [
        row
        for row in terms(world, kind).values()
        if (not slugs or row["slug"] in slugs) and search in row["name"].lower()
    ]
    return page(call, sorted(rows, key=lambda row: str(row["name"]).lower()))


def create(call: Call, world: World, kind: str) -> Answer:
    """Make a category or tag; one that is there is refused by its id."""
    signed_in(call, "rest_cannot_create", "Sorry, you are not allowed to create terms in this taxonomy.")
    name = argument(call, "name")
    if name is None:
        raise refused("rest_missing_callback_param", "Missing parameter(s): name", params=["name"])
    slug = slugged(str(argument(call, "slug") or name))
    for row in terms(world, kind).values():
        if row["slug"] == slug:
            what = "A term with the name provided already exists with this parent."
            raise refused("term_exists", what, term_id=row["id"])
    number = world.store.next_number("wordpress", "term", 2)
    row = {"id": number, "name": str(name), "slug": slug, "count": 0}
    row["taxonomy"] = "category" if kind == "categories" else "post_tag"
    world.store.put_thing("wordpress", kind, str(number), row)
    return Answer(status=201, body=row)
