"""What LiveJournal's error numbers mean for an entry, in words for people.

Source: LiveJournal's server, its protocol module and table of errors (2015); news on who may post, December
2025; read 2026-11.
"""

from collections.abc import Mapping
from datetime import timedelta

from smmgen.apis.coded import Codes

TITLE = "LiveJournal"

LATER: Mapping[int, timedelta] = {
    105: timedelta(minutes=1),
    306: timedelta(minutes=10),
    402: timedelta(hours=6),
    405: timedelta(minutes=30),
    406: timedelta(minutes=30),
    407: timedelta(hours=6),
    408: timedelta(hours=6),
    411: timedelta(minutes=30),
    413: timedelta(minutes=30),
    502: timedelta(minutes=10),
    503: timedelta(minutes=2),
    505: timedelta(minutes=10),
    506: timedelta(minutes=10),
}
"""Too much, too fast, or a server at rest: when to come back. 402 is for an address with wrong passwords."""

PASSWORD = frozenset({100, 101, 331, 332})
"""The user or the password is wrong."""

_TAKES = "the package Professional, a linked Sber ID, a social capital of 500, or a registered blog"
_MAY_NOT = f"LiveJournal does not let this account post. Since December 2025 that takes {_TAKES}"
MAY_POST = f"since 29 December 2025 writing on LiveJournal takes {_TAKES}; signing in does not tell"
"""What the owner of an account should know."""

_SEE = "Sign in on livejournal.com as this user and do what it asks"
_COMMUNITY = "The user may not do this in the community: ask its maintainers"

ACCOUNT: Mapping[int, str] = {
    102: _COMMUNITY,
    150: "This kind of account cannot post. Take a person's",
    151: "The user is banned there. Ask the maintainers of the community",
    155: f"The e-mail address is not confirmed. {_SEE}",
    156: f"LiveJournal has new terms of use. {_SEE}",
    157: _SEE,
    158: _COMMUNITY,
    300: _COMMUNITY,
    303: _COMMUNITY,
    304: _COMMUNITY,
    305: f"The account is suspended. {_SEE}",
    307: "The journal is deleted or suspended. Look at `journal`",
    308: f"The account is locked. {_SEE}",
    309: "The account is a memorial. Take another",
    310: _SEE,
    311: _MAY_NOT,
    313: _MAY_NOT,
    316: "The account is read-only. Look at its settings on livejournal.com",
    317: "The journal is read-only. Look at its settings on livejournal.com",
    318: "The account is read-only. Look at its settings on livejournal.com",
    319: "The journal is read-only. Look at its settings on livejournal.com",
    404: _MAY_NOT,
    410: _MAY_NOT,
}
"""What a person has to do before anything more can go out."""

REFUSED: Mapping[int, str] = {
    103: "LiveJournal cannot read the poll",
    152: "A community takes no entry with an earlier date",
    153: "The journal has an entry of a later time. Look at `timezone`",
    154: "The user may not write there by this address",
    200: "LiveJournal misses something in the entry",
    203: "LiveJournal does not take a value",
    204: "LiveJournal does not take a setting of the entry",
    205: "LiveJournal does not know a setting of the entry",
    207: "LiveJournal does not take this encoding",
    208: "LiveJournal cannot read the text",
    209: "A value is out of bounds",
    211: "LiveJournal does not take the tags",
    214: "LiveJournal takes the text for spam. Change it",
    222: "LiveJournal takes no paid reposts from programs",
    226: "LiveJournal wants a person to solve a riddle before this comment. Write it by hand",
    301: "The account may not do this; some of it takes a paid one",
    302: "The entry is not there, or in another journal",
    312: "The user may not add tags in this journal. Ask its owner, or leave them out",
    314: "The user may not do this there",
    315: "The user may not do this there",
    320: "LiveJournal takes the text for spam. Change it",
    321: "LiveJournal does not delete entries now, and made this one private",
    322: _COMMUNITY,
    323: "The entry is suspended",
    326: "The user may not delete this comment",
    327: "The comment is deleted already",
    337: "LiveJournal did not take the comment. See whether the entry lets people comment",
    409: "The text is too long: 65,534 bytes are the most, and a Cyrillic letter has two",
    504: "LiveJournal cannot do this",
    507: "LiveJournal cannot do this",
    508: "LiveJournal does not find the entry",
}
"""Why this entry is not published."""

CODES = Codes(title=TITLE, later=LATER, token=PASSWORD, account=ACCOUNT, refused=REFUSED)
