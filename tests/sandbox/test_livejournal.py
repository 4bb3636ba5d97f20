import hashlib
import xmlrpc.client
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.sandbox.speak import Moment, image, shown


def md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def text(value: Any) -> Any:
    return value.data.decode() if isinstance(value, xmlrpc.client.Binary) else value


NOW = {"year": 2026, "mon": 12, "day": 1, "hour": 10, "min": 0}


@dataclass
class LiveJournal:
    client: httpx.Client
    password: str = "1:sandbox"

    def send(self, body: bytes) -> httpx.Response:
        return self.client.post(
            "/livejournal/interface/xmlrpc", content=body, headers={"content-type": "text/xml"}
        )

    def raw(self, method: str, **given: Any) -> Any:
        answer = self.send(xmlrpc.client.dumps((given,), f"LJ.XMLRPC.{method}").encode())
        assert answer.status_code == 200
        return xmlrpc.client.loads(answer.text)[0][0]

    def call(self, method: str, **given: Any) -> Any:
        challenge = self.raw("getchallenge")["challenge"]
        auth = {"auth_method": "challenge", "auth_challenge": challenge}
        answer = md5(challenge + md5(self.password))
        return self.raw(method, username="northwind", ver=1, **auth, auth_response=answer, **given)

    def post(self, event: str = "<p>Beans</p>", **given: Any) -> Any:
        props = {"opt_preformatted": 1, **given.pop("props", {})}
        return self.call("postevent", event=event, props=props, **{**NOW, **given})

    def refused(self, method: str = "postevent", **given: Any) -> int:
        with pytest.raises(xmlrpc.client.Fault) as fault:
            self.call(method, **given)
        return fault.value.faultCode


@pytest.fixture
def journal(client: httpx.Client) -> LiveJournal:
    return LiveJournal(client)


HTML = (
    "<p>All <b>beans</b> must go, see <a href='https://a.example/b?c=1&amp;d=2'>here</a> &amp; <lj user='anna'>:</p>\n"
    "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<blockquote>Good.</blockquote><lj-cut text='More'><p>Rest</p></lj-cut>"
)


def test_an_entry_and_how_it_looks(journal: LiveJournal) -> None:
    made = journal.post(HTML, subject="Sale", props={"taglist": "Coffee, cold  brew,coffee"})
    (post,) = shown(journal.client)
    assert post["text"] == "All beans must go, see here & anna:\n\n• one\n• two\n\nGood.\n\nRest"
    assert [mark["kind"] for mark in post["marks"]] == ["bold", "link", "quote"]
    assert (post["title"], post["notes"]["tags"], post["account"]) == (
        "Sale",
        "coffee, cold brew",
        "northwind",
    )
    assert post["url"] == made["url"]
    assert made["url"] == f"https://northwind.livejournal.com/{made['itemid'] * 256 + made['anum']}.html"


def test_newlines_are_breaks_where_it_is_not_preformatted(journal: LiveJournal) -> None:
    journal.call("postevent", event="a\n\nb <i>c</i>\r\nd", **NOW)
    journal.post("<p>a\nb</p>")
    assert [post["text"] for post in shown(journal.client)] == ["a\n\nb c\nd", "a b"]


def test_pictures_are_shown_where_they_lie_here(journal: LiveJournal) -> None:
    headers = {"content-type": "image/jpeg"}
    assert journal.client.put("/hosted/bag.jpg", content=image(), headers=headers).status_code == 201
    url = f"{journal.client.base_url}/hosted/bag.jpg"
    journal.post(
        f'<p>a</p><img src="{url}" alt="A bag"><img src="https://a.example/b.png"><img src="http://c.example/d.png">'
    )
    (post,) = shown(journal.client)
    assert [(one["width"], one["alt"]) for one in post["media"]] == [(60, "A bag")]
    assert "https://a.example/b.png" in post["notes"]["pictures elsewhere"]
    assert len(post["warnings"]) == 1


REFUSED: list[tuple[dict[str, Any], int]] = [
    ({"event": "  "}, 200),
    ({"event": "a" * 65_535}, 409),
    ({"event": "я" * 32_768}, 409),
    ({"props": {"colour": "red"}}, 205),
    ({"props": {"taglist": "_a"}}, 211),
    ({"props": {"current_music": []}}, 204),
    ({"security": "secret"}, 203),
    ({"year": 1969}, 203),
    ({"mon": 13}, 203),
    ({"tz": "Moscow"}, 203),
    ({"usejournal": "no such"}, 206),
    ({"custom_time": 1, "ver": 4}, 215),
    ({"custom_time": 1, "ver": 4, "tz": "+0300", "year": 2020}, 153),
]


@pytest.mark.parametrize(("given", "code"), REFUSED)
def test_an_entry_that_livejournal_refuses(journal: LiveJournal, given: dict[str, Any], code: int) -> None:
    challenge = journal.raw("getchallenge")["challenge"]
    auth = {
        "auth_method": "challenge",
        "auth_challenge": challenge,
        "auth_response": md5(challenge + md5("1:sandbox")),
    }
    with pytest.raises(xmlrpc.client.Fault) as fault:
        journal.raw("postevent", **{"username": "northwind", "event": "a", "ver": 1, **NOW, **auth, **given})
    assert fault.value.faultCode == code
    assert shown(journal.client) == []


def test_a_client_of_the_time_before_unicode(journal: LiveJournal) -> None:
    with pytest.raises(xmlrpc.client.Fault) as fault:
        journal.raw("postevent", username="northwind", password="1:sandbox", event="Кофе", **NOW)
    assert (fault.value.faultCode, fault.value.faultString[:13]) == (207, "Client error:")
    journal.raw("postevent", username="northwind", hpassword=md5("1:sandbox"), event="Coffee", **NOW)
    assert len(shown(journal.client)) == 1


def test_a_date_is_needed_or_a_zone(journal: LiveJournal) -> None:
    assert journal.refused(event="a") == 200
    assert journal.call("postevent", event="a", tz="+0300")["itemid"] == 1


def test_a_subject_is_cut_without_a_word(journal: LiveJournal) -> None:
    journal.post(subject="я" * 101)
    (post,) = shown(journal.client)
    assert (post["title"], len(post["warnings"])) == ("я" * 100, 1)


def test_a_wrong_password(journal: LiveJournal) -> None:
    wrong = LiveJournal(journal.client, "2:wrong")
    assert wrong.refused("login") == 101
    assert wrong.refused(event="a", **NOW) == 101


def test_a_challenge_is_answered_once_and_in_time(journal: LiveJournal, moment: Moment) -> None:
    from datetime import timedelta

    challenge = journal.raw("getchallenge")["challenge"]
    auth = {"username": "northwind", "auth_method": "challenge", "auth_challenge": challenge}
    auth["auth_response"] = md5(challenge + md5("1:sandbox"))
    assert journal.raw("login", **auth)["userid"] == 1
    with pytest.raises(xmlrpc.client.Fault, match="Challenge expired"):
        journal.raw("login", **auth)
    auth["auth_challenge"] = journal.raw("getchallenge")["challenge"]
    moment.shift = timedelta(seconds=70)
    with pytest.raises(xmlrpc.client.Fault, match="Challenge expired"):
        journal.raw("login", **auth)


def test_the_same_entry_again_is_the_first_one(journal: LiveJournal) -> None:
    first = journal.post(subject="a")
    assert journal.post(subject="a", day=2) == first
    assert journal.post(subject="b")["itemid"] == 2
    assert journal.post(subject="a")["itemid"] == 3


def test_an_entry_is_edited_whole_and_deleted_by_an_empty_one(journal: LiveJournal) -> None:
    made = journal.post(subject="a")
    journal.call("editevent", itemid=made["itemid"], event="<b>b</b>", subject="", props={"taglist": "x"})
    (post,) = shown(journal.client)
    assert (post["text"], post["title"], bool(post["edited_at"])) == ("b", "", True)
    journal.call("editevent", itemid=made["itemid"], event="")
    assert shown(journal.client) == []
    assert journal.refused("editevent", itemid=made["itemid"], event="c") == 302
    assert journal.post(subject="a")["itemid"] == 2


def test_own_entries_are_told_the_latest_first(journal: LiveJournal) -> None:
    made = [journal.post(f"<p>{word}</p>", subject="Кофе", security="private") for word in ("один", "два")]
    events = journal.call("getevents", selecttype="lastn", howmany=5)["events"]
    assert [text(one["event"]) for one in events] == ["<p>два</p>", "<p>один</p>"]
    assert (text(events[0]["subject"]), events[0]["security"], events[0]["url"]) == (
        "Кофе",
        "private",
        made[1]["url"],
    )
    assert [one["itemid"] for one in journal.call("getevents", selecttype="one", itemid=-1)["events"]] == [2]
    assert "props" not in journal.call("getevents", selecttype="lastn", noprops=1)["events"][0]
    assert journal.refused("getevents", selecttype="lastn", howmany=51) == 209
    assert journal.refused("getevents") == 200


def test_a_comment_stands_below_its_entry(journal: LiveJournal) -> None:
    made = journal.post()
    entry = made["itemid"] * 256 + made["anum"]
    done = journal.call("addcomment", journal="northwind", ditemid=entry, body="First!")
    assert (done["status"], done["commentlink"].startswith(made["url"])) == ("ok", True)
    assert [post["reply_to"] for post in shown(journal.client)] == ["", str(entry)]
    assert journal.call("getevents", selecttype="lastn")["events"][0]["reply_count"] == 1
    assert journal.call("getcomments", journal="northwind", ditemid=entry)["topitems"] == 1
    assert journal.refused("addcomment", journal="northwind", ditemid=entry, body="я" * 4301) == 409


def test_an_entry_may_wait_for_its_time(journal: LiveJournal) -> None:
    challenge = journal.raw("getchallenge")["challenge"]
    auth = {
        "auth_method": "challenge",
        "auth_challenge": challenge,
        "auth_response": md5(challenge + md5("1:sandbox")),
    }
    ahead = {**NOW, "year": 2036}
    made = journal.raw(
        "postevent", username="northwind", ver=4, event="a", custom_time=1, tz="+0300", **ahead, **auth
    )
    assert made["type"] == "delayed"
    assert shown(journal.client) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<methodCall><methodName>LJ.XMLRPC.login</methodName>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><methodCall><methodName>LJ.XMLRPC.login</methodName></methodCall>',
        b"<methodCall><methodName>LJ.XMLRPC.dance</methodName><params/></methodCall>",
    ],
)
def test_a_body_that_is_no_call(journal: LiveJournal, body: bytes) -> None:
    with pytest.raises(xmlrpc.client.Fault):
        xmlrpc.client.loads(journal.send(body).text)


def test_faults_look_like_livejournals(journal: LiveJournal) -> None:
    for kind, status in (("refuse-429", 200), ("503-before", 503), ("200-without-id", 200)):
        fault = {"network": "livejournal", "method": "getchallenge", "kind": kind}
        journal.client.post("/sandbox/faults", json=fault)
        body = xmlrpc.client.dumps(({},), "LJ.XMLRPC.getchallenge").encode()
        assert journal.send(body).status_code == status
