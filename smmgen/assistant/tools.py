"""All tools of the assistant's door, in the order in which they are told of."""

from smmgen.assistant.checking import CHECK, EXPLAIN
from smmgen.assistant.draft import CHANGE_DRAFT, NEW_DRAFT
from smmgen.assistant.names import BRAND
from smmgen.assistant.planning import PLAN
from smmgen.assistant.posts import POSTS, READ_POST
from smmgen.assistant.preview import PREVIEW

TOOLS = (BRAND, PLAN, POSTS, READ_POST, CHECK, EXPLAIN, PREVIEW, NEW_DRAFT, CHANGE_DRAFT)
