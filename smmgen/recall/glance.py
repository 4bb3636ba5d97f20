"""Read no more of a post than its front matter: what it is, where it goes and when."""

from collections.abc import Set

from msgspec import Raw, msgpack

from smmgen.compose.compose import Drafts, compose_one
from smmgen.compose.outline import outline
from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Message
from smmgen.read.post import read_post
from smmgen.read.repository import open_source
from smmgen.read.tree import Tree
from smmgen.read.watch import Watch, WatchedListing
from smmgen.recall.entry import Made
from smmgen.recall.mark import NONE, mark_of
from smmgen.recall.work import Done, Job, given_of


class _Unwritten(dict[str, tuple[tuple[Message, ...], list[Diagnostic]]]):
    """A post's messages while nobody has written any, for whichever account."""

    def __missing__(self, account: str) -> tuple[tuple[Message, ...], list[Diagnostic]]:
        return (), []


_UNWRITTEN: Drafts = _Unwritten()


class Glancer:
    """Outlines the posts of one brand by their front matter; what they say is left open."""

    def __init__(self, brand: Brand, tree: Tree, names: Set[str]) -> None:
        self._brand = brand
        self._tree = tree
        self._names = names

    def do(self, job: Job) -> bytes:
        """Do a job; return it done, encoded. Its findings are for who reads the whole post."""
        watch = Watch(self._tree, self._names)
        source, data, _ = open_source(self._tree, job.path)
        mark = mark_of(data) if source or data else NONE
        post = read_post(source, WatchedListing(watch), is_whole=False)[0] if source else None
        made = Made(None, (), (), ())
        if post:
            composed = compose_one(self._brand, post, _UNWRITTEN, given_of(job))
            made = Made(outline(post, self._brand, composed.variants), (), (), composed.waiting)
        asked = tuple(sorted(watch.asked - {job.path}))
        return msgpack.encode(Done(mark, asked, watch.is_listed, Raw(msgpack.encode(made))))
