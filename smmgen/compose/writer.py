"""Write and measure text for one account."""

from collections.abc import Mapping

from smmgen.adapter import Adapter
from smmgen.model.brand import Account, Brand
from smmgen.model.document import Blocks
from smmgen.model.post import Post
from smmgen.model.variant import OptionValue, Picture, Written


class Writer:
    """What is the same for all posts of an account: its network's form, its counting and its limits."""

    def __init__(self, brand: Brand, account: Account, adapter: Adapter) -> None:
        self.brand = brand
        self.account = account
        self.adapter = adapter
        self.limits = adapter.limits(account)
        self._last: tuple[Blocks, Written, int] | None = None
        self._options: dict[str, Mapping[str, OptionValue]] = {}

    @property
    def has_threads(self) -> bool:
        """Tell whether the network shows several messages as one thread."""
        return "thread" in self.adapter.abilities

    def write(self, blocks: Blocks) -> Written:
        """Return blocks in the network's form."""
        return self._measured(blocks)[1]

    def length(self, blocks: Blocks) -> int:
        """Return how long blocks are, as the network counts."""
        return self._measured(blocks)[2]

    def _measured(self, blocks: Blocks) -> tuple[Blocks, Written, int]:
        """Write and count once where the same blocks are asked for twice in a row, as they mostly are."""
        if self._last is None or self._last[0] is not blocks:
            written = self.adapter.write(blocks, self.account)
            self._last = (blocks, written, self.adapter.count(written, self.account))
        return self._last

    def limit(self, pictures: tuple[Picture, ...]) -> int:
        """Return how long a message with these pictures may be."""
        return self.limits.text_with_media if pictures else self.limits.text

    def language(self, post: Post) -> str:
        """Return the language of a post here: its own, else the account's, else the brand's."""
        return post.language or self.account.language or self.brand.language

    def options(self, post: Post) -> Mapping[str, OptionValue]:
        """Return what the network is told beside a text: by the account, and the language of the post."""
        language = self.language(post)
        if language not in self._options:
            self._options[language] = self.adapter.message_options(self.account, language)
        return self._options[language]
