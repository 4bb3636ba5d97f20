"""What holds for whatever people write."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smmgen.check.about import About
from smmgen.check.format import format_named, format_names
from smmgen.check.registry import load_registry
from tests.check.world import checked

PIECES = st.sampled_from(
    [
        "---\n",
        "title: Sale\n",
        "id: a\n",
        "status: ready\n",
        "publish_at: 2026-12-01\n",
        "publish_at: 2027-03-28 02:30\n",
        "accounts: [tg, x]\n",
        "image: {photo: /content/media/beans.jpg}\n",
        "image: {card: none, photo: y.jpg, alt: y.jpg}\n",
        "link: http://localhost:x\n",
        "variants: {masto: {image: {alt: A}, link: a b}}\n",
        "reply_to: a\n",
        "poll: {question: A, options: [B, C]}\n",
        "tags: ['1', \"#b c\"]\n",
        "rubric: promo\n",
        "ad: {advertiser: A, inn: 1, erid: '1 2'}\n",
        "contest: a\n",
        "first_comment: '[here](https://bit.ly/a?utm_id=1?utm_id=2)'\n",
        "\n\nerid: 2VtzqvABC +7 900 123-45-67 a@gmail.com www.a.example [here](http://a/?token=0123456789abcdefg)\n",
        "::: only telegram\n",
        ":::\n",
        "Hello [](https://a.example) [b](c d) #tag @name ",
        "<b>кoфе</b> ![](q.png) \u202e\u200b e\u0301 👨\u200d👩 \U000e0041",
        "\n\n---\n\n",
        "\t| a | b |\n|---|---|\n| 2026-12-01 | c |\n",
        "&#x202e; `code` **bold**",
    ]
)
FILES = st.dictionaries(
    st.sampled_from(
        ["content/posts/a.md", "content/posts/B b.md", "content/posts/a/index.md", "plans/2026-12.md"]
    ),
    st.lists(PIECES, max_size=12).map(lambda pieces: "---\n" + "".join(pieces)),
    max_size=3,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(FILES)
def test_every_finding_has_a_page_and_a_place(files):
    pages = load_registry().pages
    for finding in checked(files).findings:
        span = finding.span
        assert min(span.line, span.column, span.end_line, span.end_column) >= 1
        assert (span.end_line, span.end_column) >= (span.line, span.column)
        assert finding.code in pages
        assert finding.code != "CHK001", finding.message


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(FILES, st.sampled_from(format_names()))
def test_whatever_is_found_is_printed(files, name):
    result = checked(files)
    sources = result.project.sources if result.project else {}
    text = format_named(name)(result.findings, sources, About(pages=lambda: load_registry().pages))
    assert all(finding.code in text for finding in result.findings)
