"""What the error codes of OK mean for a post, in words for people.

Source: apiok.ru, error codes (read 2026-11), with the codes above 500 as clients of its API list them.
"""

from collections.abc import Mapping
from datetime import timedelta

from smmgen.apis.coded import Codes

LATER: Mapping[int, timedelta] = {
    7: timedelta(hours=1),
    8: timedelta(minutes=30),
    11: timedelta(hours=6),
    26: timedelta(hours=6),
    31: timedelta(minutes=1),
}
"""Too much, too fast, or too slow: when to come back."""

TOKEN = frozenset({102, 103, 104, 105, 107, 401, 453})
"""The token is wrong, revoked or too old, or the secret that signs does not belong to it."""

_RIGHTS = (
    "The app lacks a right: it needs VALUABLE_ACCESS and GROUP_CONTENT, and PHOTO_CONTENT for pictures. Ask "
    "api-support@ok.ru for them, then make a new token"
)
_EDITOR = "The token's owner may not publish in this group: make them a moderator or an administrator"
_CONFIRM = "OK wants to see a person first. Sign in at ok.ru as the token's owner and confirm what it asks"
_APP = "OK does not know the app. Look at `application_key` in smmgen.yaml"

ACCOUNT: Mapping[int, str] = {
    9: "OK does not take calls from this machine's address for now",
    10: _RIGHTS,
    22: "The token's owner must activate the account first",
    23: "The token's owner must let the app in first: make a new token",
    24: _EDITOR,
    50: _EDITOR,
    101: _APP,
    200: _RIGHTS,
    210: "The app is switched off. Switch it on among your apps at ok.ru",
    402: _CONFIRM,
    403: _CONFIRM,
    457: _RIGHTS,
    514: _CONFIRM,
    900: _APP,
}
"""What a person has to do about the account before anything more can go out."""

_PICTURE = "OK does not take a picture"

REFUSED: Mapping[int, str] = {
    3: "OK does not know the method",
    4: "OK did not understand the request",
    12: "The operation was cancelled",
    21: "OK did not find the pictures",
    30: "The post is too large for OK",
    100: "OK does not take a part of the post",
    106: "OK does not find what the post refers to",
    110: "OK does not know the user",
    120: "OK does not know the album",
    121: "OK does not know the picture",
    160: "There is no such group. Look at `group` in smmgen.yaml",
    300: "OK does not find something that the post refers to",
    451: "This method takes no session",
    454: "OK's censor refuses the text",
    455: "The group's settings forbid it",
    456: "The group's settings forbid it",
    458: "The group's settings forbid it",
    500: f"{_PICTURE}: there are too many",
    501: f"{_PICTURE}: it is too small",
    502: f"{_PICTURE}: it is too large",
    503: f"{_PICTURE}: it has an unknown format",
    504: f"{_PICTURE}: its file is broken",
    505: f"{_PICTURE}: there is none",
    511: "OK takes the text for spam",
    512: f"{_PICTURE}: the album is not the owner's",
    513: f"{_PICTURE}: the album is not the group's",
    600: "The post has too many parts for OK",
    601: "The text is too long for OK. Lower `max_characters` in smmgen.yaml, and shorten the text",
    602: "The poll's question is too long for OK",
    603: "The poll has too many options for OK",
    604: "An option of the poll is too long for OK",
    607: "OK does not take the link. Set `preview: false`, or mend the link",
    701: "OK does not take the author",
}
"""Why OK does not publish this post."""

CODES = Codes(title="OK", later=LATER, token=TOKEN, account=ACCOUNT, refused=REFUSED)
