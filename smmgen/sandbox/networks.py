"""The networks of the sandbox; a fake is one more file and one more name here."""

from smmgen.sandbox.bluesky import FAKE as BLUESKY
from smmgen.sandbox.devto import FAKE as DEVTO
from smmgen.sandbox.discord import FAKE as DISCORD
from smmgen.sandbox.exchange import Fake
from smmgen.sandbox.facebook import FAKE as FACEBOOK
from smmgen.sandbox.ghost import FAKE as GHOST
from smmgen.sandbox.instagram import FAKE as INSTAGRAM
from smmgen.sandbox.linkedin import FAKE as LINKEDIN
from smmgen.sandbox.livejournal import FAKE as LIVEJOURNAL
from smmgen.sandbox.mastodon import FAKE as MASTODON
from smmgen.sandbox.matrix import FAKE as MATRIX
from smmgen.sandbox.max import FAKE as MAX
from smmgen.sandbox.newsletter import FAKE as NEWSLETTER
from smmgen.sandbox.nostr import FAKE as NOSTR
from smmgen.sandbox.ok import FAKE as OK
from smmgen.sandbox.pinterest import FAKE as PINTEREST
from smmgen.sandbox.reddit import FAKE as REDDIT
from smmgen.sandbox.slack import FAKE as SLACK
from smmgen.sandbox.telegram import FAKE as TELEGRAM
from smmgen.sandbox.threads import FAKE as THREADS
from smmgen.sandbox.tiktok import FAKE as TIKTOK
from smmgen.sandbox.tumblr import FAKE as TUMBLR
from smmgen.sandbox.vk import FAKE as VK
from smmgen.sandbox.wordpress import FAKE as WORDPRESS
from smmgen.sandbox.x import FAKE as X
from smmgen.sandbox.youtube import FAKE as YOUTUBE

FAKES: dict[str, Fake] = {
    fake.name: fake
    for fake in (
        TELEGRAM,
        MASTODON,
        BLUESKY,
        X,
        VK,
        OK,
        DISCORD,
        SLACK,
        FACEBOOK,
        INSTAGRAM,
        THREADS,
        LINKEDIN,
        YOUTUBE,
        TIKTOK,
        PINTEREST,
        MATRIX,
        REDDIT,
        NEWSLETTER,
        NOSTR,
        MAX,
        LIVEJOURNAL,
        WORDPRESS,
        GHOST,
        DEVTO,
        TUMBLR,
    )
}
