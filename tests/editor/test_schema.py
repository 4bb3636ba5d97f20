"""What editors are told is what the readers take."""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from smmgen.adapter import adapter_names
from smmgen.check.example import examples
from smmgen.check.registry import load_registry
from smmgen.editor.known import known_in
from smmgen.editor.schema import TITLES, schema
from smmgen.pipeline import load
from smmgen.read import brand, card, plan, post, strategy, theme
from smmgen.read.schema import part, share
from smmgen.read.tree import Folder
from tests import here
from tests.editor.judge import reader_takes, schema_finds
from tests.workflows.judges import shape

ROOT = Path(__file__).parents[2]


def smmgen(*arguments: str) -> str:
    done = here.smmgen("-C", str(ROOT), *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def schemas(tmp_path_factory):
    """The schemas of the example brand, with its own names."""
    folder = tmp_path_factory.mktemp("schemas")
    smmgen("schema", "--out", str(folder))
    return folder


def front_matter(path: Path) -> str:
    return path.read_text("utf-8").split("---\n")[1]


POSTS = sorted((ROOT / "content/posts").rglob("*.md"))
FILES = {
    "post": POSTS,
    "plan": [ROOT / "plans/2026-12.md"],
    "strategy": [ROOT / "plans/strategy.md"],
    "config": [ROOT / "smmgen.yaml"],
    "theme": [ROOT / "themes/northwind/theme.yaml"],
    "card": [
        *(ROOT / "themes/northwind/cards").glob("*.yaml"),
        *(ROOT / "smmgen/cards/default/cards").glob("*.yaml"),
    ],
}


@pytest.mark.parametrize("kind", TITLES)
def test_every_file_of_the_example_brand_has_its_shape(kind, schemas, tmp_path):
    for number, path in enumerate(FILES[kind]):
        text = front_matter(path) if path.suffix == ".md" else path.read_text("utf-8")
        (tmp_path / f"{number}.yaml").write_text(text, "utf-8")
    assert shape("--schemafile", str(schemas / f"{kind}.json"), *map(str, tmp_path.iterdir())) == []


@pytest.mark.parametrize("kind", TITLES)
def test_it_is_a_schema_of_its_draft(kind):
    Draft202012Validator.check_schema(schema(kind))


WORDS = st.sampled_from(
    [
        *(
            "sale",
            "2026",
            "true",
            "Yes",
            "none",
            "''",
            "' a '",
            "1",
            "-1",
            "0.5",
            "120%",
            "20%",
            "1e3",
            "0x1f",
            "~",
        ),
        *(
            "2026-12-01",
            "2026-12-01 10:00",
            "2026-12-01T9:05Z",
            "2026-13-01",
            "2026-12",
            "9:30",
            "22:00-08:00",
        ),
        *(
            "6h",
            "2 min",
            "daily 9:30",
            "Mon-Fri 10:00",
            "env:TOKEN",
            "env:token",
            "Europe/Berlin",
            "'#14233B'",
            "'#fff'",
        ),
        *(
            "https://northwind.example",
            "ftp://a",
            "telegram",
            "mastodon",
            "draft",
            "thread",
            "png",
            "beans.jpg",
            "safe",
        ),
        *("left", "90", "125%", "headline", "photo", "stack", "display", "top", "'{a}: 1'", "en", ""),
    ]
)
TABLES = {
    "post": post.SHAPE,
    "plan": plan.SHAPE,
    "config": brand.SHAPE,
    "theme": theme.SHAPE,
    "card": card.card_shape(),
    "strategy": strategy.SHAPE,
}
NAMES = re.findall(
    r"'(\w+)': \{", str([*TABLES.values(), brand.account_shape("mastodon"), *map(schema, TITLES)])
)
VALUES = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(st.sampled_from(sorted(set(NAMES))), inner, max_size=3).map(
            lambda keys: f"{{{', '.join(f'{key}: {value}' for key, value in keys.items())}}}"
        ),
    ),
    max_leaves=6,
)


ODD = {
    "post": [
        *("id: 2026", "title: true", "title:", "publish_at: 2026-12-01T9:05Z", "publish_at: 2026-12-01", "status: 'idea'"),
        *("tags: coffee", "tags: [1, 2.5, '']", "tags: []", "accounts: [tg]", "numbering: Yes", "numbering: 'off '"),
        *("image: beans.jpg", "image: {focus: ['0.5', 1], kicker: [a, 1]}", "image: {}", "image: {table: {a: 1, b: [2, 3]}}"),
        *("image: {table: [[Month, Cups], {May: 4}]}", "images: photos/", "images: [a.jpg, {photo: b.jpg, alt: 1}]"),
        *("images: {photo: a.jpg}", "images: {files: photos/*.jpg, alt: {a.jpg: A}}", "carousel: {pages: One}"),
        *("carousel: {cover: 1, pages: [One, {headline: Two}], end: {detail: Bye}}", "poll: {question: 1, options: [1, 2]}"),
        *("poll: {question: A, options: [B, C], hours: '+24'}", "first_comment: 1", "ad: {advertiser: 1, erid: }", "video: a.mp4"),
        *("variants: {tg: }", "variants: {tg: {options: {a: [1], b: true}}}", "variants: {tg: {title: 1, image: {card: none}}}"),
    ],
    "plan": [
        *("goals: {metric: clicks, target: 1e}", "goals: [{metric: 1, target: '4.5'}]", "goals:", "mix: {a: 20%, b: 0.2, c: 100.0 %}"),
        *("mix: {}", "cadence: {tg: 6, b: '+1'}", "key_dates: {date: 2026-12-06, name: 1}", "key_dates: [{date: '2026-12-06Z', name: A}]"),
    ],
    "config": [
        *("theme: 1", "accounts: {}", "accounts: {a: {network: bluesky, handle: a, password: env:A, paused: on, hashtags: '2'}}"),
        *("rubrics: {a: {share: 20%, accounts: tg, hashtags: [1]}, b: }", "slots: {tg: daily 09:30, x: [Sat–Sun 9:00]}"),
        *("quiet_hours: 22:00–8:00", "publish: {grace: 2 d}", "publish:", "numbering: '{n}'", "utm: {source: 1, hosts: a}"),
        *("hosting: {static: {url: https://a.example/}, s3: }", "feed: {url: https://a.example, accounts: tg, posts: '020'}"),
        *("ledger:", "ledger: {s3: {endpoint: 'https://a.example', bucket: abc, prefix: a/1, key: env:K, secret: env:S, token: }}"),
        *("notify: {network: telegram, chat: 1, token: env:A}", "secrets: {keep: [a, '{name}']}", "rules: {per_path: {a: ALT}}"),
    ],
    "strategy": [
        *("period: {from: 2027-01-01, until: '2027-12-31'}", "audience: Neighbours", "audience: [1, {segment: A, who: 2}]"),
        *("goals: {name: 1, metric: A, baseline: 5 %, target: 85%, by: 2027-09-30}", "rubrics: {a: {share: 5%}, b: }"),
        *("cadence: {tg: 3}", "slots: {tg: daily 9:30, vk: {timezone: UTC, at: [Sat 9:00]}}", "holidays: DE-BE", "days: it"),
        *("recurring: {topic: A, rubric: b, every: 2 weeks on Wed, since: 2027-01-01, time: 9:30}", "budget: {per_month: 1}"),
        *("key_dates: [{date: 12-06, name: 1}]", "people: {anna: {capacity: '3'}, lev: }", "tone: {do: A, dont: [B, 1]}"),
        *("competitors: [Zwei Bohnen, {name: A, weak: }]", "budget: {currency: EUR, items: {item: A, amount: 1.5}}", "goals: "),
    ],
    "theme": ["title: 1", "colours: {a: '#0aF012'}", "colours: {}", "fonts: {}", "logo: {}", "logo:", "fonts:"],
    "card": [
        *("title: 1", "extends: promo", "example: {en: A, ru: }", "fields: {a: Help, b: {kind: list, default: {en: 1}}, c: }"),
        *("format: png", "align: left", "layers: {photo: {area: safe}, sign: {kind: shape, area: [0, 0%, 1, '100%']}}"),
        *("layers: {a: none, b: }", "layers: {text: {text: A, anchor: top, lines: 2}}", "layers: {a: {kind: chart, gap: 1%}}"),
        *("layers: {a: {kind: stack, grow: 125%, pills: yes, parts: {headline: {}, b: none, c: {kind: list, marker: dot}}}}",),
        *("when: {bare: {ink: dark, layers: {photo: none}}, wide: }", "ground: dark", "layers: {a: {kind: gradient, angle: -90}}"),
    ],
}  # fmt: skip
"""What people may well write, and YAML types in its own way."""


@st.composite
def files(draw):
    """A file of any kind, by and large of what belongs there."""
    kind = draw(st.sampled_from(sorted(TABLES)))
    lines = draw(st.lists(st.sampled_from(ODD[kind]), max_size=4))
    if draw(st.integers(0, 2)) == 0:
        lines.append(f"{draw(st.sampled_from(sorted(TABLES[kind]['properties'])))}: {draw(VALUES)}")
    base = {"config": "brand: {name: A, timezone: UTC}", "plan": "month: 2026-12"}.get(kind, "")
    by_key = {line.partition(":")[0]: line for line in [*lines, base]}
    return kind, "\n".join(by_key.values()) + "\n"


@settings(max_examples=300 if os.environ.get("SMMGEN_WHOLE") else 60)
@given(files())
def test_what_a_reader_takes_has_the_shape(file):
    kind, text = file
    if reader_takes(kind, text):
        assert schema_finds(kind, text) == []


NUMBERS = st.from_regex(r"[+-]?[0-9]{1,4}(\.[0-9]{1,3})?%?", fullmatch=True)


@given(NUMBERS)
def test_shares_and_parts_are_taken_alike(written):
    for key, kind in (("post", part), ("plan", share)):
        text = {
            "post": f"image: {{focus: [{written}, 0]}}",
            "plan": f"month: 2026-12\nmix: {{a: {written}}}",
        }[key]
        assert kind is not None
        if reader_takes(key, text):
            assert schema_finds(key, text) == []


def _of_rules() -> list[str]:
    pages = load_registry().pages.values()
    texts = [
        text
        for page in pages
        for files in examples(page).values()
        for path, text in files.items()
        if path.endswith(".md")
    ]
    return sorted(
        {text.split("---\n")[1] for text in texts if text.startswith("---\n") and text.count("---\n") > 1}
    )


def test_the_examples_of_all_rules_have_their_shape():
    taken = [text for text in _of_rules() if "month:" not in text and reader_takes("post", text)]
    assert len(taken) > 100
    assert {text: found for text in taken if (found := schema_finds("post", text))} == {}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("post", "titel: Sale"),
        ("post", "status: done"),
        ("post", "publish_at: 1.12.2026"),
        ("post", "numbering: maybe"),
        ("post", "id: Winter Sale"),
        ("post", "poll: {question: Well?, options: [One]}"),
        ("post", "image: {focus: [0.5]}"),
        ("post", "image: {photo: a.jpg, format: gif}"),
        ("post", "carousel: {cover: Hello}"),
        ("post", "ad: {erid: 2Vt}"),
        ("post", "tags: {a: b}"),
        ("post", "variants: {tg: {rubric: promo}}"),
        ("plan", "goals: []"),
        ("plan", "month: 2026-13"),
        ("plan", "month: 2026-12\nmix: {promo: 120%}"),
        ("plan", "month: 2026-12\ngoals: [{metric: clicks}]"),
        ("strategy", "audiences: []"),
        ("strategy", "goals: [{name: A}]"),
        ("strategy", "period: {from: 2027-01-01}"),
        ("strategy", "days: [astrology]"),
        ("strategy", "people: {anna: {role: boss}}"),
        ("strategy", "budget: {currency: euro}"),
        ("config", "accounts: {}"),
        ("config", "brand: {name: A, timezone: Europe/Berlim}"),
        ("config", "brand: {name: A, timezone: UTC}\naccounts: {tg: {network: telegrm}}"),
        ("config", "brand: {name: A, timezone: UTC}\naccounts: {tg: {network: telegram, chat: a, token: '123:abc'}}"),
        ("config", "brand: {name: A, timezone: UTC}\naccounts: {tg: {network: telegram, token: env:A, chat: a, group: 1}}"),
        ("config", "brand: {name: A, timezone: UTC}\naccounts: {tg: {network: telegram}}"),
        ("config", "brand: {name: A, timezone: UTC}\nslots: {tg: [10 o'clock]}"),
        ("config", "brand: {name: A, timezone: UTC}\nquiet_hours: 22-8"),
        ("config", "brand: {name: A, timezone: UTC}\npublish: {grace: 6 hours}"),
        ("config", "brand: {name: A, timezone: UTC}\nhosting: {s3: {bucket: a}}"),
        ("config", "brand: {name: A, timezone: UTC}\nledger: {s3: {bucket: abc, prefix: a, key: env:K, secret: env:S}}"),
        ("config", "brand: {name: A, timezone: UTC}\nledger: {git: {remote: origin}}"),
        ("config", "brand: {name: A, timezone: UTC}\nfeed: {url: https://a.example, accounts: [a], posts: 500}"),
        ("theme", "colours: {dark: navy}"),
        ("theme", "fonts: {headline: a.ttf}"),
        ("card", "align: middle"),
        ("card", "layers: {sign: {kind: shape, form: triangle}}"),
        ("card", "layers: {sign: {kind: logo, radius: 10%}}"),
        ("card", "layers: {words: {kind: stack, parts: {label: {kind: label, marker: dot}}}}"),
        ("card", "fields: {price: {kind: money}}"),
        ("card", "when: {narrow: {ink: dark}}"),
    ],
)  # fmt: skip
def test_a_mistake_is_seen_by_both(kind, text):
    assert not reader_takes(kind, text)
    assert schema_finds(kind, text)


@pytest.mark.parametrize("network", adapter_names())
def test_every_option_of_a_network_is_explained(network):
    account = schema("config")["$defs"][f"{network}-account"]
    assert [key for key, shape in account["properties"].items() if not shape.get("description")] == []


@pytest.mark.parametrize("kind", ["post", "plan", "config", "theme", "strategy"])
def test_every_key_is_explained(kind):
    whole = schema(kind)
    described = [whole, whole.get("$defs", {}).get("variant", {"properties": {}})]
    assert [
        key for one in described for key, shape in one["properties"].items() if not shape.get("description")
    ] == []


def test_the_table_in_the_docs_says_the_same():
    page = (ROOT / "docs/posts.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", page, re.MULTILINE))
    keys = schema("post")["properties"].items()
    told = {key: shape.get("markdownDescription", shape["description"]) for key, shape in keys}
    assert {key: text[:1].upper() + text[1:] + "." for key, text in rows.items()} == told


def test_a_repository_s_own_names_are_the_only_ones(schemas):
    tree = Folder(ROOT)
    known = known_in(load(tree).project, tree.paths())
    found = json.loads((schemas / "post.json").read_text("utf-8"))["$defs"]
    assert found["account"]["enum"] == list(known.accounts)
    assert found["rubric"]["enum"] == list(known.rubrics)
    assert "none" in found["card"]["enum"]
    assert "winter-solstice" in found["post"]["examples"]


UNKNOWN = {
    "accounts: [telegram-en]": "'telegram-en' is not one of",
    "rubric: promotion": "'promotion' is not one of",
    "variants: {masto: {options: {visibility: secret}}}": "'secret' is not one of",
    "variants: {nobody: {title: A}}": "'nobody' was unexpected",
}


def test_a_name_that_nobody_knows_is_seen(schemas, tmp_path):
    paths = {tmp_path / f"{number}.yaml": text for number, text in enumerate(UNKNOWN)}
    for path, text in paths.items():
        path.write_text(text, "utf-8")
    said = "\n".join(shape("--schemafile", str(schemas / "post.json"), *map(str, paths)))
    parts = [part.partition("::") for part in said.split(f"{tmp_path}/")[1:]]
    told = {tmp_path / name: message for name, _, message in parts}
    assert [text for path, text in paths.items() if UNKNOWN[text] not in told[path]] == []


def test_without_a_kind_the_kinds_are_listed():
    assert [line.split()[0] for line in smmgen("schema").splitlines()] == list(TITLES)
