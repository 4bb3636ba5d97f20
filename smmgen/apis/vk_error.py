"""What VK's error codes mean for a post, in words for people.

Source: VK's JSON schema 5.199, errors.json, and the errors of wall.post; code 1051 from reports of 2026.
"""

import re
from collections.abc import Mapping
from datetime import timedelta

from smmgen.adapter import NotSent, Refused, Session
from smmgen.apis.coded import CodedError, Codes
from smmgen.pattern import pattern

LATER: Mapping[int, timedelta] = {
    6: timedelta(seconds=2),
    9: timedelta(minutes=30),
    29: timedelta(hours=6),
    32: timedelta(minutes=1),
    43: timedelta(minutes=30),
    103: timedelta(hours=6),
}
"""Too much or too fast: when to come back."""

TOKEN = frozenset({4, 5, 28, 1114, 1116, 1117, 1118})
"""The token is wrong, revoked, too old, or bound to another address."""

_CONFIRM = (
    "VK wants to see a person first. Sign in at vk.com as the token's owner, confirm what it asks, and "
    "publish once by hand"
)
_RIGHTS = (
    "The token lacks a right: it needs `wall`, and `photos` for pictures. Its owner must be an editor of the "
    "community"
)

ACCOUNT: Mapping[int, str] = {
    2: "The app that the token belongs to is switched off. Switch it on among your apps at dev.vk.com",
    7: _RIGHTS,
    11: "The app that the token belongs to is in test mode. Switch it on among your apps at dev.vk.com",
    14: _CONFIRM,
    16: "VK takes this call over HTTPS only. Let `base_url` start with https://",
    17: _CONFIRM,
    18: "The token's owner is deleted or banned. Take the token of another editor",
    20: "The token's app may not publish: take a token of a standalone app, or a community's key",
    21: "The token's app may not publish: take a token of a standalone app, or a community's key",
    23: "VK has switched this method off",
    24: _CONFIRM,
    25: _CONFIRM,
    27: (
        "A community's key may not do this. Take a token of a person who edits the community, or set "
        "`photos: messages` and leave out polls"
    ),
    37: "The token's owner is banned. Take the token of another editor",
    38: "VK does not know the app that the token belongs to",
    41: _CONFIRM,
    42: "VK does not take this token from this machine's address",
    203: "The token's owner may not act for this community. Make them an editor",
    1051: "A token of VK ID (`vk2.a…`) cannot publish. Take one of a standalone app, or a community's key",
    1105: "There were too many attempts to sign in. Wait an hour",
    3300: _CONFIRM,
    3301: _CONFIRM,
    3302: _CONFIRM,
    3303: _CONFIRM,
    3304: _CONFIRM,
    3609: "The token has to be renewed. Take a new one",
    3610: "The token's owner has left VK. Take the token of another editor",
    11500: _CONFIRM,
}
"""What a person has to do about the account before anything more can go out."""

REFUSED: Mapping[int, str] = {
    3: "VK does not know the method",
    8: "VK did not understand the request",
    15: "VK denies access. Is the token's owner an editor of the community, and is its wall open?",
    19: "VK has blocked this content",
    34: "VK does not take this version of its API any more. Update smmgen",
    35: "VK does not take this version of its API any more. Update smmgen",
    40: "There is no such community. Look at `group` in smmgen.yaml",
    100: "VK does not take a part of the post",
    101: "The app's number is wrong",
    104: "VK does not find something that the post refers to",
    113: "VK does not know the user",
    114: "VK does not know the album",
    118: "VK did not take the picture's server",
    121: "VK did not take the picture's hash",
    122: "VK did not take the pictures",
    125: "There is no such community. Look at `group` in smmgen.yaml",
    129: "VK did not take the picture",
    200: "VK denies access to the album",
    210: "VK denies access to the post",
    214: "The community's wall does not take this post: closed, or the token's owner may not write there",
    219: "An advertisement was published a short time ago. Put this one later",
    220: "There are too many recipients",
    222: "Links are forbidden here. Take the link out",
    224: "The community has published as many advertisements as VK allows for a day. Put this one later",
    225: "Donuts are switched off in the community",
    250: "VK denies access to the poll",
    3102: "VK cannot open the link. Set `preview: false`, or mend the link",
}
"""Why VK does not publish this post."""

CODES = Codes(title="VK", later=LATER, token=TOKEN, account=ACCOUNT, refused=REFUSED)

_DAILY = pattern(r"\bday\b|\bdaily\b|\btoo many\b|в день|в сутки", re.IGNORECASE)
"""How error 214 says that the day's posts are used up."""


def meaning(session: Session, error: CodedError) -> NotSent | Refused | None:
    """Return what an error says for sure: not now, not this account, not this post; None where neither."""
    if error.code == 214 and _DAILY.search(error.said):
        return CODES.wait(session, error, timedelta(hours=6))
    return CODES.meaning(session, error)
