"""Read no more of a post than its front matter: what it is, where it goes and when."""

from collections.abc import Callable, Set

from msgspec import Raw, msgpack

from smmgen.compose.compose import Drafts, compose_one
from smmgen.compose.outline import outline
from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.variant import Message
from smmgen.read.post import read_post
from smmgen.read.repository import open_source
from smmgen.read.tree import Tree
from smmgen.read.watch import Watch, WatchedListing
from smmgen.recall.entry import Made
from smmgen.recall.mark import NONE, mark_of
from smmgen.recall.work import Done, Job, Then, given_of


class _Unwritten(dict[str, tuple[tuple[Message, ...], list[Diagnostic]]]):
    """A post's messages while nobody has written any, for whichever account."""

    def __missing__(self, account: str) -> tuple[tuple[Message, ...], list[Diagnostic]]:
        return (), []


_UNWRITTEN: Drafts = _Unwritten()


class Glancer:
    """Outlines the posts of one brand by their front matter; what they say is left open.

    With `draft` they are read whole and composed, and `then` makes more of their variants.
    """

    def __init__(
        self,
        brand: Brand,
        tree: Tree,
        names: Set[str],
        draft: Callable[[Post], Drafts] | None = None,
        then: Then | None = None,
    ) -> None:
        self._brand = brand
        self._tree = tree
        self._names = names
        self._draft = draft
        self._then = then

    def do(self, job: Job) -> bytes:
        """Do a job; return it done, encoded. What is wrong with a post is for who checks it."""
        watch = Watch(self._tree, self._names)
        source, data, _ = open_source(self._tree, job.path)
        mark = mark_of(data) if source or data else NONE
        is_whole = self._draft is not None
        post = read_post(source, WatchedListing(watch), is_whole=is_whole)[0] if source else None
        made = self._made(job, post, watch) if post else Made(None, (), (), ())
        asked = tuple(sorted(watch.asked - {job.path}))
        return msgpack.encode(Done(mark, asked, watch.is_listed, Raw(msgpack.encode(made))))

    def _made(self, job: Job, post: Post, watch: Watch) -> Made:
        drafts = self._draft(post) if self._draft else _UNWRITTEN
        composed = compose_one(self._brand, post, drafts, given_of(job))
        is_early = job.given is None and bool(composed.waiting)
        more = self._then(composed.variants, watch.read) if self._then and not is_early else b""
        return Made(outline(post, self._brand, composed.variants), (), (), composed.waiting, more)
