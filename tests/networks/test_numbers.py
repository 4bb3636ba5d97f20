"""What each network's answer means: what is asked, and what is made of what it says."""

from collections.abc import Mapping
from typing import Any

import pytest

from smmgen.adapter import NotSent, Numbers, adapter, adapter_names
from smmgen.model.brand import Account
from smmgen.model.numbers import NAMES
from smmgen.testing import Answer, Script, answer

Case = tuple[str, Mapping[str, Any], tuple[str, ...], list[Answer], list[str], Mapping[str, Numbers]]

LOGIN = answer(200, {"did": "did:plc:me", "accessJwt": "a", "refreshJwt": "r"})
URI = "at://did:plc:me/app.bsky.feed.post/3l"

GOOGLE = answer(200, {"access_token": "a", "expires_in": 3600})
GONE = answer(400, {"error": {"code": 100, "error_subcode": 33, "message": "Object does not exist"}})
INVALID = answer(400, {"error": {"code": 100, "message": "The value must be a valid insights metric"}})

CASES: list[Case] = [
    (
        "mastodon",
        {},
        ("1", "2", "3"),
        [
            answer(
                200,
                {
                    "id": "1",
                    "favourites_count": 4,
                    "replies_count": 2,
                    "reblogs_count": 3,
                    "quotes_count": 1,
                    "reblog": None,
                },
            ),
            answer(404, {"error": "Record not found"}),
            answer(200, {"id": "3", "favourites_count": 0, "reblog": {"id": "1"}}),
        ],
        ["GET /api/v1/statuses/1", "GET /api/v1/statuses/2", "GET /api/v1/statuses/3"],
        {"1": Numbers(reactions=4, comments=2, shares=4)},
    ),
    (
        "mastodon",
        {},
        ("1",),
        [answer(200, {"id": "1", "favourites_count": 4, "replies_count": 2, "reblogs_count": 3})],
        ["GET /api/v1/statuses/1"],
        {"1": Numbers(reactions=4, comments=2, shares=3)},
    ),
    (
        "bluesky",
        {"handle": "a.example"},
        (URI, "at://did:plc:me/app.bsky.feed.repost/3m"),
        [
            LOGIN,
            answer(
                200,
                {
                    "posts": [
                        {
                            "uri": URI,
                            "likeCount": 4,
                            "replyCount": 2,
                            "repostCount": 3,
                            "quoteCount": 1,
                            "bookmarkCount": 5,
                        }
                    ]
                },
            ),
        ],
        [
            "POST /xrpc/com.atproto.server.createSession",
            "GET /xrpc/app.bsky.feed.getPosts?uris=at%3A%2F%2Fdid%3Aplc%3Ame%2Fapp.bsky.feed.post%2F3l",
        ],
        {URI: Numbers(reactions=4, comments=2, shares=4, saves=5)},
    ),
    (
        "vk",
        {"group": 42},
        ("-42_1", "-42_2"),
        [
            answer(
                200,
                {
                    "response": {
                        "items": [
                            {
                                "id": 1,
                                "owner_id": -42,
                                "likes": {"count": 4},
                                "comments": {"count": 2},
                                "reposts": {"count": 3},
                                "views": {"count": 90},
                            }
                        ]
                    }
                },
            ),
            answer(200, {"response": [{"post_id": 1, "reach_total": 80, "links": 6}]}),
        ],
        ["POST /method/wall.getById", "POST /method/stats.getPostReach"],
        {"-42_1": Numbers(reach=80, views=90, reactions=4, comments=2, shares=3, clicks=6)},
    ),
    (
        "vk",
        {"group": 42},
        ("-42_1",),
        [
            answer(200, {"response": {"items": [{"id": 1, "owner_id": -42, "likes": {"count": 4}}]}}),
            answer(
                200, {"error": {"error_code": 7, "error_msg": "Permission to perform this action is denied"}}
            ),
        ],
        ["POST /method/wall.getById", "POST /method/stats.getPostReach"],
        {"-42_1": Numbers(reactions=4)},
    ),
    (
        "x",
        {},
        ("1", "2"),
        [
            answer(
                200,
                {
                    "data": [
                        {
                            "id": "1",
                            "public_metrics": {
                                "impression_count": 90,
                                "like_count": 4,
                                "reply_count": 2,
                                "retweet_count": 3,
                                "quote_count": 1,
                                "bookmark_count": 5,
                            },
                        }
                    ],
                    "errors": [{"title": "Not Found Error", "value": "2"}],
                },
            )
        ],
        ["GET /2/tweets?ids=1%2C2&tweet.fields=public_metrics"],
        {"1": Numbers(views=90, reactions=4, comments=2, shares=4, saves=5)},
    ),
    (
        "x",
        {},
        ("1",),
        [
            answer(400, {"title": "Invalid Request"}),
            answer(200, {"data": [{"id": "1", "public_metrics": {"repost_count": 3, "like_count": 4}}]}),
        ],
        ["GET /2/tweets?ids=1&tweet.fields=public_metrics", "GET /2/tweets?ids=1&post.fields=public_metrics"],
        {"1": Numbers(reactions=4, shares=3)},
    ),
    (
        "youtube",
        {"client_id": "c"},
        ("aa", "bb"),
        [
            GOOGLE,
            answer(200, {"items": [{"id": "aa", "statistics": {"viewCount": "90", "commentCount": "2"}}]}),
        ],
        ["GET /youtube/v3/videos"],
        {"aa": Numbers(video_views=90, comments=2)},
    ),
    (
        "discord",
        {"channel": "42"},
        ("42/1", "42/2", "42/3"),
        [
            answer(200, {"id": "1", "reactions": [{"count": 3}, {"count": 1}]}),
            answer(404, {"code": 10008, "message": "Unknown Message"}),
            answer(200, {"id": "3"}),
        ],
        [f"GET /api/v10/channels/42/messages/{number}" for number in (1, 2, 3)],
        {"42/1": Numbers(reactions=4), "42/3": Numbers(reactions=0)},
    ),
    (
        "facebook",
        {"page": "7"},
        ("7_1", "9"),
        [
            answer(
                200,
                {
                    "id": "7_1",
                    "shares": {"count": 3},
                    "comments": {"summary": {"total_count": 2}},
                    "reactions": {"summary": {"total_count": 4}},
                },
            ),
            answer(
                200,
                {
                    "data": [
                        {"name": "post_total_media_view_unique", "values": [{"value": 80}]},
                        {"name": "post_media_view", "values": [{"value": 90}]},
                        {
                            "name": "post_clicks_by_type",
                            "values": [{"value": {"link clicks": 6, "other clicks": 50}}],
                        },
                    ]
                },
            ),
            GONE,
        ],
        ["GET /v25.0/7_1", "GET /v25.0/7_1/insights", "GET /v25.0/7_9"],
        {"7_1": Numbers(reach=80, views=90, reactions=4, comments=2, shares=3, clicks=6)},
    ),
    (
        "facebook",
        {"page": "7"},
        ("7_1",),
        [
            answer(
                200,
                {
                    "id": "7_1",
                    "comments": {"summary": {"total_count": 2}},
                    "reactions": {"summary": {"total_count": 4}},
                },
            ),
            INVALID,
            answer(200, {"data": [{"name": "post_total_media_view_unique", "values": [{"value": 80}]}]}),
            INVALID,
            answer(200, {"data": [{"name": "post_clicks_by_type", "values": [{"value": {}}]}]}),
        ],
        ["GET /v25.0/7_1", *["GET /v25.0/7_1/insights"] * 4],
        {"7_1": Numbers(reach=80, reactions=4, comments=2, shares=0, clicks=0)},
    ),
    (
        "instagram",
        {"user_id": "7"},
        ("1", "2"),
        [
            answer(200, {"id": "1", "like_count": 4, "comments_count": 2}),
            answer(
                200,
                {
                    "data": [
                        {"name": name, "values": [{"value": value}]}
                        for name, value in (("reach", 80), ("views", 90), ("shares", 3), ("saved", 5))
                    ]
                },
            ),
            answer(200, {"id": "2", "like_count": 1, "comments_count": 0}),
            answer(
                403,
                {
                    "error": {
                        "code": 10,
                        "message": "(#10) Application does not have permission for this action",
                    }
                },
            ),
        ],
        ["GET /v25.0/1", "GET /v25.0/1/insights", "GET /v25.0/2", "GET /v25.0/2/insights"],
        {
            "1": Numbers(reach=80, views=90, reactions=4, comments=2, shares=3, saves=5),
            "2": Numbers(reactions=1, comments=0),
        },
    ),
    (
        "threads",
        {},
        ("1", "2"),
        [
            answer(
                200,
                {
                    "data": [
                        {"name": name, "values": [{"value": value}]}
                        for name, value in (
                            ("views", 90),
                            ("likes", 4),
                            ("replies", 2),
                            ("reposts", 3),
                            ("quotes", 1),
                            ("shares", 1),
                        )
                    ]
                },
            ),
            GONE,
        ],
        ["GET /v1.0/1/insights", "GET /v1.0/2/insights"],
        {"1": Numbers(views=90, reactions=4, comments=2, shares=5)},
    ),
    (
        "linkedin",
        {"author": "urn:li:organization:7"},
        ("urn:li:share:1", "urn:li:ugcPost:2"),
        [
            answer(
                200,
                {
                    "elements": [
                        {
                            "share": "urn:li:share:1",
                            "totalShareStatistics": {
                                "uniqueImpressionsCount": 80,
                                "impressionCount": 90,
                                "likeCount": 4,
                                "commentCount": 2,
                                "shareCount": 3,
                                "clickCount": 6,
                                "engagement": 0.1,
                            },
                        }
                    ]
                },
            ),
            answer(200, {"elements": []}),
        ],
        [
            f"GET /rest/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity=urn%3Ali%3Aorganization%3A7&{kind}"
            for kind in ("shares=List(urn%3Ali%3Ashare%3A1)", "ugcPosts=List(urn%3Ali%3AugcPost%3A2)")
        ],
        {"urn:li:share:1": Numbers(reach=80, views=90, reactions=4, comments=2, shares=3, clicks=6)},
    ),
    (
        "ok",
        {"group": 42, "application_key": "C"},
        ("1", "2"),
        [
            answer(
                200,
                {
                    "media_topics": [
                        {
                            "id": "1",
                            "views_count": 90,
                            "like_summary": {"count": 4},
                            "discussion_summary": {"comments_count": 2},
                            "reshare_summary": {"count": 3},
                        }
                    ]
                },
            )
        ],
        ["POST /fb.do"],
        {"1": Numbers(views=90, reactions=4, comments=2, shares=3)},
    ),
    (
        "reddit",
        {"subreddit": "tea", "user": "anna", "client_id": "c"},
        ("t3_a", "t3_b", "t1_c"),
        [
            GOOGLE,
            answer(
                200,
                {
                    "data": {
                        "children": [
                            {
                                "data": {
                                    "name": "t3_a",
                                    "author": "anna",
                                    "ups": 4,
                                    "num_comments": 2,
                                    "num_crossposts": 3,
                                }
                            },
                            {"data": {"name": "t3_b", "author": "[deleted]", "ups": 1}},
                        ]
                    }
                },
            ),
        ],
        ["GET /api/info"],
        {"t3_a": Numbers(reactions=4, comments=2, shares=3)},
    ),
    (
        "devto",
        {},
        ("1", "2"),
        [
            answer(
                200,
                [
                    {"id": 1, "page_views_count": 90, "public_reactions_count": 4, "comments_count": 2},
                    {"id": 3},
                ],
            )
        ],
        ["GET /api/articles/me/published"],
        {"1": Numbers(views=90, reactions=4, comments=2)},
    ),
    (
        "max",
        {"chat": "-7"},
        ("mid.a", "mid.b"),
        [
            answer(
                200,
                {"messages": [{"body": {"mid": "mid.a"}, "stat": {"views": 90}}, {"body": {"mid": "mid.c"}}]},
            )
        ],
        ["GET /messages"],
        {"mid.a": Numbers(views=90), "mid.c": Numbers()},
    ),
]


def script(network: str, options: Mapping[str, Any], answers: list[Answer]) -> Script:
    secrets = {
        name: "SECRET"
        for name, one in adapter(network).options.items()
        if one.kind == "secret" and name != "webhook"
    }
    handle = str(options.get("handle", ""))
    return Script(
        Account(name="one", network=network, options=options, secrets=secrets, handle=handle), answers
    )


@pytest.mark.parametrize(
    ("network", "options", "ids", "answers", "paths", "numbers"),
    CASES,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_asked_and_what_it_means(
    network: str,
    options: Mapping[str, Any],
    ids: tuple[str, ...],
    answers: list[Answer],
    paths: list[str],
    numbers: Mapping[str, Numbers],
) -> None:
    asked, metrics = script(network, options, answers), adapter(network).metrics
    assert metrics
    assert metrics.posts
    assert metrics.posts(asked, ids) == numbers
    assert asked.paths[-len(paths) :] == paths
    assert not any(request.is_visible for request in asked.requests)


def test_a_token_that_may_not_see_vks_statistics_is_asked_once() -> None:
    wall = answer(200, {"response": {"items": [{"id": 1, "owner_id": -42, "likes": {"count": 4}}]}})
    denied = answer(200, {"error": {"error_code": 7, "error_msg": "denied"}})
    asked, metrics = script("vk", {"group": 42}, [wall, denied, wall]), adapter("vk").metrics
    assert metrics
    assert metrics.posts(asked, ("-42_1",)) == metrics.posts(asked, ("-42_1",))
    assert asked.requests[0].form == {"posts": "-42_1", "v": "5.199"}


def test_vk_that_is_asked_too_fast_is_waited_for() -> None:
    wall = answer(200, {"response": {"items": [{"id": 1, "owner_id": -42}]}})
    fast = answer(200, {"error": {"error_code": 6, "error_msg": "Too many requests per second"}})
    metrics = adapter("vk").metrics
    assert metrics
    outcome = metrics.posts(script("vk", {"group": 42}, [wall, fast]), ("-42_1",))
    assert isinstance(outcome, NotSent)
    assert outcome.not_before


FOLLOWERS: list[tuple[str, Mapping[str, Any], list[Answer], str]] = [
    ("mastodon", {}, [answer(200, {"followers_count": 12})], "GET /api/v1/accounts/verify_credentials"),
    (
        "bluesky",
        {"handle": "a.example"},
        [LOGIN, answer(200, {"followersCount": 12})],
        "GET /xrpc/app.bsky.actor.getProfile?actor=did%3Aplc%3Ame",
    ),
    (
        "vk",
        {"group": 42},
        [answer(200, {"response": {"groups": [{"id": 42, "members_count": 12}]}})],
        "POST /method/groups.getById",
    ),
    (
        "x",
        {},
        [answer(200, {"data": {"id": "1", "public_metrics": {"followers_count": 12}}})],
        "GET /2/users/me?user.fields=public_metrics",
    ),
    (
        "youtube",
        {"client_id": "c"},
        [
            GOOGLE,
            answer(
                200, {"items": [{"statistics": {"subscriberCount": "12", "hiddenSubscriberCount": False}}]}
            ),
        ],
        "GET /youtube/v3/channels",
    ),
    (
        "discord",
        {"channel": "42"},
        [answer(200, {"id": "42", "guild_id": "5"}), answer(200, {"approximate_member_count": 12})],
        "GET /api/v10/guilds/5",
    ),
    ("facebook", {"page": "7"}, [answer(200, {"followers_count": 12})], "GET /v25.0/7"),
    ("instagram", {"user_id": "7"}, [answer(200, {"followers_count": 12})], "GET /v25.0/7"),
    (
        "threads",
        {},
        [answer(200, {"data": [{"name": "followers_count", "total_value": {"value": 12}}]})],
        "GET /v1.0/me/threads_insights",
    ),
    (
        "linkedin",
        {"author": "urn:li:organization:7"},
        [answer(200, {"firstDegreeSize": 12})],
        "GET /rest/networkSizes/urn%3Ali%3Aorganization%3A7?edgeType=COMPANY_FOLLOWED_BY_MEMBER",
    ),
    ("ok", {"group": 42}, [answer(200, [{"uid": "42", "members_count": 12}])], "POST /fb.do"),
    (
        "reddit",
        {"subreddit": "tea", "user": "anna"},
        [GOOGLE, answer(200, {"kind": "t5", "data": {"subscribers": 12}})],
        "GET /r/tea/about",
    ),
    (
        "telegram",
        {"chat": "@tea"},
        [answer(200, {"ok": True, "result": 12})],
        "POST /botthe-token/getChatMemberCount",
    ),
    ("max", {"chat": "-7"}, [answer(200, {"participants_count": 12})], "GET /chats/-7"),
]


@pytest.mark.parametrize(
    ("network", "options", "answers", "path"),
    FOLLOWERS,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_followers(network: str, options: Mapping[str, Any], answers: list[Answer], path: str) -> None:
    asked, metrics = script(network, options, answers), adapter(network).metrics
    assert metrics
    assert metrics.followers
    assert (metrics.followers(asked), asked.paths[-1]) == (12, path)


@pytest.mark.parametrize("name", adapter_names())
def test_a_network_tells_numbers_or_why_not(name: str) -> None:
    found = adapter(name)
    if found.metrics is None or found.metrics.posts is None:
        assert found.no_metrics.endswith("."), name
    else:
        assert found.no_metrics == ""
        assert found.metrics.gives
    if found.metrics:
        assert set(found.metrics.gives) <= set(NAMES)
        assert "read 20" in found.metrics.source


def test_a_persons_posts_on_linkedin_have_no_numbers_and_that_is_no_fault() -> None:
    metrics = adapter("linkedin").metrics
    assert metrics
    assert metrics.why_not
    person = Account(name="anna", network="linkedin", options={"author": "urn:li:person:a"})
    page = Account(name="page", network="linkedin", options={"author": "urn:li:organization:7"})
    assert [bool(metrics.why_not(one)) for one in (person, page)] == [True, False]
