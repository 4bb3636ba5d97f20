"""The jobs that smmgen writes keep to the rules of their trade, and the judges notice when one does not."""

import re
from pathlib import Path

import pytest
import yaml

from smmgen.pipeline import load
from smmgen.read.tree import Folder
from smmgen.scaffold.install import Install, from_action
from smmgen.scaffold.workflows import secrets_of, workflows, workflows_of_brands
from tests.workflows.judges import JUDGES, Files, look_ahead

ROOT = Path(__file__).parents[2]
SECRETS = ("TELEGRAM_TOKEN", "VK_TOKEN")
COMMIT = "0123456789abcdef0123456789abcdef01234567"
BY_ACTION = workflows(SECRETS, from_action(f"smmgen/smmgen@{COMMIT}", "1.0"), "main")
BY_LOCK = workflows(SECRETS, Install(lock="click==8.1.8 --hash=sha256:00\n"), "trunk")
BUCKET = ("S3_KEY", "S3_SECRET")
IN_BUCKET = workflows((*SECRETS, *BUCKET), Install(action="./"), "main", BUCKET)
OF_BRANDS = workflows_of_brands(SECRETS, from_action(f"smmgen/smmgen@{COMMIT}", "1.0"), "main")
ITSELF = {
    str(path.relative_to(ROOT)): path.read_text("utf-8")
    for path in (ROOT / ".github/workflows").glob("*.yml")
}


GOOD = {
    "action": BY_ACTION,
    "lock": BY_LOCK,
    "bucket": IN_BUCKET,
    "brands": OF_BRANDS,
    "this repository": ITSELF,
}


@pytest.fixture(scope="module", autouse=True)
def _linted() -> None:
    """Ask about all workflows of this file at once."""
    bad = [
        (path, re.sub(wanted, put, BY_LOCK[path])) for _, path, wanted, put, who in BAD if "actionlint" in who
    ]
    bad += [
        (path, re.sub(wanted, put, OF_BRANDS[path], count=1))
        for _, path, wanted, put, who in OF_MANY
        if "actionlint" in who
    ]
    good = [file for files in GOOD.values() for file in files.items() if "/workflows/" in file[0]]
    look_ahead(list(dict.fromkeys([*good, *bad])))


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("files", GOOD.values(), ids=GOOD)
def test_the_judges_find_nothing(files: Files, judge: str, tmp_path: Path) -> None:
    if judge == "ours":
        files = {path: text for path, text in files.items() if not path.endswith("test.yml")}
    assert JUDGES[judge](files, tmp_path) == []


def test_the_alarm_is_handed_what_opens_the_ledger_and_nothing_else() -> None:
    alarm = IN_BUCKET[".github/workflows/alarm.yml"]
    assert re.findall(r"secrets\.(\w+)", alarm) == ["S3_KEY", "S3_SECRET"]
    assert "environment: social\n" in alarm
    assert "secrets." not in BY_LOCK[".github/workflows/alarm.yml"]


@pytest.mark.parametrize("files", [BY_ACTION, OF_BRANDS], ids=["one brand", "brands"])
def test_numbers_are_read_while_nobody_publishes_as_a_token_may_be_replaced(files: Files) -> None:
    publish, metrics = (
        yaml.safe_load(files[f".github/workflows/{name}.yml"]) for name in ("publish", "metrics")
    )
    assert metrics["concurrency"] == publish["concurrency"]
    job, publisher = metrics["jobs"]["metrics"], publish["jobs"]["publish"]
    assert job["permissions"] == {"contents": "write"}
    assert job["environment"] == publisher["environment"]
    assert {name for step in job["steps"] for name in step.get("env", {})} >= {"SMM_LEDGER_TOKEN", *SECRETS}


def test_the_action_is_sound(tmp_path: Path) -> None:
    action = {"action.yml": (ROOT / "action.yml").read_text("utf-8")}
    assert JUDGES["zizmor"](action, tmp_path) == []


def test_this_repository_uses_what_it_writes_for_others() -> None:
    brand = load(Folder(ROOT)).project
    assert brand is not None
    made = workflows(secrets_of(brand.brand), Install(action="./"), "main")
    assert {path: ITSELF[path] for path in made} == made, (
        "run: smmgen init --workflows --action ./ --branch main"
    )


CHECK, COMMENT, PUBLISH, OPERATE = (
    f".github/workflows/{name}.yml" for name in ("check", "comment", "publish", "operate")
)
BAD = [
    ("a fork's code with our secrets", CHECK, "pull_request:", "pull_request_target:", {"zizmor", "ours"}),
    (
        "a tag instead of a commit",
        PUBLISH,
        r"actions/checkout@\w+ # v",
        "actions/checkout@v",
        {"zizmor", "ours"},
    ),
    ("credentials in the clone", PUBLISH, "persist-credentials: false", "fetch-depth: 1", {"zizmor", "ours"}),
    ("all rights", PUBLISH, r"permissions: \{\}", "permissions: write-all", {"zizmor", "ours"}),
    (
        "an input inside a script",
        OPERATE,
        r'-- "\$TARGET" ;;',
        "-- ${{ inputs.target }} ;;",
        {"zizmor", "ours"},
    ),
    (
        "a branch's name inside a script",
        CHECK,
        "--format github",
        "--format github ${{ github.head_ref }}",
        {"zizmor", "actionlint", "ours"},
    ),
    (
        "all secrets at once",
        PUBLISH,
        r"\$\{\{ github.token \}\}",
        "${{ toJSON(secrets) }}",
        {"zizmor", "ours"},
    ),
    (
        "secrets while installing",
        PUBLISH,
        r"(--require-hashes -r \S+)",
        r"\1\n        env:\n          T: ${{ secrets.T }}",
        {"ours"},
    ),
    ("a package that can change", CHECK, " --require-hashes", "", {"ours"}),
    (
        "what another run kept",
        CHECK,
        "(fetch-depth: 2.*)",
        r"\1\n      - uses: actions/cache@" + "0" * 40,
        {"ours"},
    ),
    ("no limit of time", PUBLISH, "    timeout-minutes: 15\n", "", {"ours"}),
    ("longer than the lease", PUBLISH, "timeout-minutes: 15", "timeout-minutes: 60", {"ours"}),
    ("from any branch", PUBLISH, "    if: github.ref == 'refs/heads/trunk'\n", "", {"ours"}),
    ("a proposal that may write", CHECK, "contents: read", "contents: write", {"ours"}),
    (
        "a proposal with secrets",
        CHECK,
        "--format github",
        "--format github\n        env:\n          T: ${{ secrets.T }}",
        {"ours"},
    ),
    ("a comment on every run", COMMENT, r" && \S+ == 'pull_request'", "", {"ours"}),
    ("a comment by who may push", COMMENT, "contents: read", "contents: write", {"ours"}),
    (
        "a comment by the proposal's code",
        COMMENT,
        "persist-credentials: false",
        "persist-credentials: false\n          ref: ${{ github.event.workflow_run.head_sha }}",
        {"ours"},
    ),
    ("a comment with secrets", COMMENT, r"\$\{\{ github.token \}\}", "${{ secrets.T }}", {"ours"}),
    (
        "a branch's name in the comment's script",
        COMMENT,
        "run: smmgen comment",
        "run: smmgen comment ${{ github.event.workflow_run.head_branch }}",
        {"zizmor", "ours"},
    ),
    ("no job", CHECK, "jobs:", "job:", {"schema", "actionlint"}),
    ("a schedule that never comes", PUBLISH, r"7,22,37,52 \* \* \* \*", "7,22,37,72 * * * *", {"actionlint"}),
    ("a step that does nothing", CHECK, "run: smmgen build", "runs: smmgen build", {"schema", "actionlint"}),
    ("an unknown expression", CHECK, "!cancelled()", "!canceled()", {"actionlint"}),
]


@pytest.mark.parametrize(
    ("path", "wanted", "put", "judges"), [bad[1:] for bad in BAD], ids=[bad[0] for bad in BAD]
)
def test_a_bad_workflow_is_caught(path: str, wanted: str, put: str, judges: set[str], tmp_path: Path) -> None:
    text, count = re.subn(wanted, put, BY_LOCK[path])
    assert count, "the workflow has changed; so must this fixture"
    found = {name for name in judges if JUDGES[name]({path: text}, tmp_path)}
    assert found == judges


OF_MANY = [
    (
        "the secrets of all brands",
        PUBLISH,
        r"json \"(.*\n)+?.*env:\n",
        lambda found: f"{found[0]}          T: ${{{{ secrets.T }}}}\n",
        {"ours"},
    ),
    (
        "a folder's name inside a script",
        CHECK,
        r'-C "\$BRAND" check',
        "-C ${{ matrix.brand.folder }} check",
        {"zizmor", "ours"},
    ),
    ("a matrix of nothing", PUBLISH, "brand: .*fromJSON", "brand: ${{ fromJson(needs.dew", {"actionlint"}),
]


@pytest.mark.parametrize(
    ("path", "wanted", "put", "judges"), [bad[1:] for bad in OF_MANY], ids=[bad[0] for bad in OF_MANY]
)
def test_a_bad_workflow_of_brands_is_caught(
    path: str, wanted: str, put: str, judges: set[str], tmp_path: Path
) -> None:
    text, count = re.subn(wanted, put, OF_BRANDS[path], count=1)
    assert count, "the workflow has changed; so must this fixture"
    found = {name for name in judges if JUDGES[name]({path: text}, tmp_path)}
    assert found == judges
