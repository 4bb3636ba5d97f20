"""A new content repository: sound from the first minute, whichever networks and language it begins with."""

import json
import subprocess
import sys
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from smmgen.adapter import adapter_names
from smmgen.model.fault import UsageError
from smmgen.scaffold.install import from_action, from_git, from_index
from tests import here

COMMIT = "0123456789abcdef0123456789abcdef01234567"
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent"}


def smmgen(*arguments: str, exit_code: int = 0) -> str:
    done = here.smmgen(*arguments, environment=ENVIRONMENT)
    assert done.returncode == exit_code, done.stdout + done.stderr
    return done.stdout + done.stderr


def begin(folder: Path, *options: str, exit_code: int = 0) -> str:
    return smmgen("init", str(folder), "--action", f"smmgen/smmgen@{COMMIT}", *options, exit_code=exit_code)


@pytest.mark.parametrize("language", ["en", "ru", "de"])
def test_a_new_repository_has_nothing_to_mend(language: str, tmp_path: Path) -> None:
    begin(
        tmp_path / "social",
        "--language",
        language,
        "--name",
        'Ёлки & “Co” [[x]] #1: "beans"',
        "--month",
        "2027-02",
    )
    told = smmgen("-C", str(tmp_path / "social"), "check")
    assert "8 posts and 1 plan: nothing to mend" in told or (told.count("info ") == 1 and "SPL004" in told)
    assert (tmp_path / "social/content/posts/2027-02/2027-02-02-hello.md").is_file()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_month_after_the_first_can_be_drafted_at_once(language: str, tmp_path: Path) -> None:
    begin(tmp_path, "--language", language, "--month", "2027-02")
    assert "10 rows" in smmgen("-C", str(tmp_path), "plan", "new", "2027-03")
    smmgen("-C", str(tmp_path), "check")


@pytest.mark.parametrize("network", adapter_names())
def test_every_network_can_be_the_first(network: str, tmp_path: Path) -> None:
    begin(tmp_path / "social", "--networks", network, "--month", "2027-02")
    smmgen("-C", str(tmp_path / "social"), "check")


def test_without_git_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENVIRONMENT, "PATH", "")
    assert "there is no git on this machine" in begin(tmp_path / "social", exit_code=2)
    assert list(tmp_path.iterdir()) == []


def test_nothing_goes_out_before_somebody_says_so(tmp_path: Path) -> None:
    begin(tmp_path / "social", "--month", "2027-02")
    told = smmgen("-C", str(tmp_path / "social"), "publish", "--sandbox", "--now", "2027-02-03 10:00")
    assert "Nothing is due" in told


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Ours.\n")
    assert "is there already, and nothing was written" in begin(tmp_path, exit_code=2)
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


def test_the_jobs_get_the_secrets_of_a_new_account(tmp_path: Path) -> None:
    begin(tmp_path, "--networks", "telegram")
    config = tmp_path / "smmgen.yaml"
    config.write_text(
        config.read_text("utf-8").replace(
            "accounts:\n", "accounts:\n  wall: {network: vk, group: 1, token: env:WALL_TOKEN}\n"
        ),
        "utf-8",
    )
    smmgen("-C", str(tmp_path), "init", "--workflows", "--action", f"smmgen/smmgen@{COMMIT}")
    assert "WALL_TOKEN: ${{ secrets.WALL_TOKEN }}" in (tmp_path / ".github/workflows/publish.yml").read_text(
        "utf-8"
    )


def test_a_secret_that_its_network_replaces_has_a_place_to_go(tmp_path: Path) -> None:
    begin(tmp_path, "--networks", "telegram,pinterest")
    assert 'keep: [gh, secret, set, "{name}"]' in (tmp_path / "smmgen.yaml").read_text("utf-8")
    assert "GH_TOKEN: ${{ secrets.GH_TOKEN }}" in (tmp_path / ".github/workflows/publish.yml").read_text(
        "utf-8"
    )
    told = (tmp_path / "README.md").read_text("utf-8")
    assert "these names: TELEGRAM_TOKEN, PINTEREST_APP_SECRET, GH_TOKEN.\n" in told
    assert "replace PINTEREST_REFRESH_TOKEN: these go among the repository's own secrets" in told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--networks", "telegrm"), "Did you mean “telegram”?"),
        (("--timezone", "Europe/Berlim"), "Did you mean “Europe/Berlin”?"),
        (("--month", "2027-13"), "Write it as 2027-01"),
        (("--url", "northwind.example"), "Write it with https://"),
        (("--action", "smmgen/smmgen@v1"), "a tag can be moved"),
    ],
)
def test_a_wrong_wish_is_told(options: tuple[str, ...], told: str, tmp_path: Path) -> None:
    assert told in begin(tmp_path / "social", *options, exit_code=2)
    assert not (tmp_path / "social").exists()


OPERATIONS = [
    (("status", "", ""), ["status"]),
    (("doctor", "", ""), ["doctor", "--"]),
    (("doctor", "tg", ""), ["doctor", "--", "tg"]),
    (("pause", "", ""), ["ledger", "pause", "--why", "by hand", "--"]),
    (("pause", "tg", "legal asked"), ["ledger", "pause", "--why", "legal asked", "--", "tg"]),
    (("resume", "tg", ""), ["ledger", "resume", "--", "tg"]),
    (
        ("posted", "tg/sale.0", "https://t.me/1"),
        ["ledger", "resolve", "--posted", "https://t.me/1", "--", "tg/sale.0"],
    ),
    (("resend", "--posted=x", ""), ["ledger", "resolve", "--resend", "--", "--posted=x"]),
    (("skip", "$(touch hit)", ""), ["ledger", "resolve", "--skip", "--", "$(touch hit)"]),
    (("edit", "sale; touch hit", "tg"), ["edit", "--account", "tg", "--", "sale; touch hit"]),
    (("retract", "sale", ""), ["retract", "--yes", "--", "sale"]),
]


@pytest.fixture(scope="module")
def operate(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the workflow that is started by hand."""
    folder = tmp_path_factory.mktemp("operate") / "social"
    begin(folder)
    return (folder / ".github/workflows/operate.yml").read_text("utf-8")


@pytest.mark.parametrize(("asked", "called"), OPERATIONS)
def test_what_is_typed_by_hand_is_only_words(
    asked: tuple[str, str, str], called: list[str], operate: str, tmp_path: Path
) -> None:
    script = operate.partition("run: |\n")[2].partition("        env:")[0]
    stub = tmp_path / "smmgen"
    stub.write_text(f"#!{sys.executable}\nimport json, sys\nprint(json.dumps(sys.argv[1:]))\n")
    stub.chmod(0o755)
    variables = dict(zip(("OPERATION", "TARGET", "DETAIL"), asked, strict=True))
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin", **variables},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == called
    assert not (tmp_path / "hit").exists()


def distribution(folder: Path, noted: object) -> PathDistribution:
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: smmgen\nVersion: 1.2.0\n")
    (folder / "direct_url.json").write_text(json.dumps(noted))
    return PathDistribution(folder)


@pytest.mark.parametrize(
    ("noted", "action"),
    [
        (
            {"url": "https://github.com/smmgen/smmgen.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
            f"smmgen/smmgen@{COMMIT} # 1.2.0",
        ),
        ({"url": "https://git.example/smmgen.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, None),
        ({"url": "file:///home/anna/smmgen", "dir_info": {"editable": True}}, None),
    ],
)
def test_a_job_gets_the_commit_that_was_installed(noted: object, action: str | None, tmp_path: Path) -> None:
    found = from_git(distribution(tmp_path, noted))
    assert (found.action if found else None) == action


def test_the_lock_file_pins_everything_by_hash() -> None:
    lock = from_index("1.2.0", ["b" * 64, "a" * 64]).lock
    assert lock.endswith(f"smmgen==1.2.0 \\\n    --hash=sha256:{'a' * 64} \\\n    --hash=sha256:{'b' * 64}\n")
    names = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    assert all("==" in line for line in names)
    assert lock.count("--hash=") > len(names)


@pytest.mark.parametrize("written", ["smmgen", "smmgen/smmgen", "smmgen/smmgen@main", "a/b@" + "0" * 39])
def test_what_can_be_moved_is_no_action(written: str) -> None:
    with pytest.raises(UsageError, match="40 digits"):
        from_action(written, "1.0")
