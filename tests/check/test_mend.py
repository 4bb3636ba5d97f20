"""`--fix` ends in a state that it leaves alone, touches nothing else, and `--diff` shows just what it does."""

import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st

from smmgen.check.fix import mend_all, rewritten
from smmgen.cli.check import command
from smmgen.cli.settings import Settings
from smmgen.model.diagnostic import Edit
from smmgen.model.fault import UsageError
from smmgen.model.source import Source, Span
from smmgen.read.front_matter import decode
from smmgen.read.tree import Folder
from tests.check.test_properties import FILES
from tests.check.world import ROOT, checked

BRAND = "brand: {name: N, timezone: Europe/Berlin}\nrules: {ignore: [MSG002]}\n"
BAD = "---\ntitle: Sale # smmgen: ignore TAG002\n---\nAll be\u200bans in a cafe\u0301.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "smmgen.yaml").write_text(BRAND)
    for name in ("one", "two"):
        (tmp_path / f"content/posts/{name}.md").write_text(BAD)
    return tmp_path


def _run(root: Path, *arguments: str) -> Result:
    settings = Settings(root=root, is_quiet=False, is_verbose=False)
    return CliRunner().invoke(command, arguments, obj=settings)


def _bytes(root: Path) -> dict[str, bytes]:
    return {path: Folder(root).read(path) for path in Folder(root).paths()}


def test_a_difference_is_what_fixing_does(root):
    (root / "content/posts/one.md").write_bytes(b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode())
    (root / "content/posts/two.md").write_text(BAD.rstrip("\n"))
    before = _bytes(root)
    shown = _run(root, "--diff")
    assert _bytes(root) == before
    assert "would mend" in shown.stderr
    _run(root, "--fix")
    fixed = _bytes(root)
    for path, data in before.items():
        (root / path).write_bytes(data)
    subprocess.run(["git", "apply", "-"], cwd=root, input=shown.stdout_bytes, check=True)
    assert _bytes(root) == fixed != before


def test_a_second_fix_changes_nothing(root):
    _run(root, "--fix")
    fixed = _bytes(root)
    assert _run(root, "--fix").stderr == ""
    assert _bytes(root) == fixed
    assert _run(root, "--diff").stdout == ""


def test_the_example_brand_has_nothing_to_mend():
    shown = _run(ROOT, "--diff")
    assert (shown.exit_code, shown.stdout) == (0, "")


def test_only_some_codes_are_mended(root):
    _run(root, "--fix", "--select", "CHR003,chk")
    text = (root / "content/posts/one.md").read_text()
    assert ("\u200b" in text, "caf\u00e9" in text, "smmgen:" in text) == (True, True, False)
    _run(root, "--fix", "--ignore", "CHR")
    assert "\u200b" in (root / "content/posts/one.md").read_text()


def test_only_some_codes_are_told_but_what_is_unsafe_always(root):
    (root / "content/posts/one.md").write_text(BAD + "A price of \u202e09, see http://a.example.\n")
    told = _run(root, "--select", "LNK002", "--ignore", "CHR001").stdout
    assert {code for code in ("LNK002", "CHR001", "CHR003", "CHR004") if code in told} == {"LNK002", "CHR001"}


def test_a_code_that_does_not_exist_names_the_nearest(root):
    fault = _run(root, "--select", "LNK02").exception
    assert isinstance(fault, UsageError)
    assert "Did you mean “LNK" in str(fault)


def test_a_file_that_cannot_be_written_keeps_no_other_from_being_mended(root, monkeypatch):
    def write(place: Path, mended: object) -> bool:
        if "one" in mended.source.path:
            raise PermissionError(13, "Permission denied")
        return real(place, mended)

    from smmgen.cli import check_mend

    real = check_mend.write
    monkeypatch.setattr(check_mend, "write", write)
    told = _run(root, "--fix").stderr
    assert "content/posts/one.md: not written: permission denied." in told
    assert (root / "content/posts/one.md").read_text() == BAD
    assert "\u200b" not in (root / "content/posts/two.md").read_text()


def test_an_invisible_character_that_hides_a_post_is_told_once_and_mended(root):
    (root / "content/posts/one.md").write_text("---\ntitle: Be\x07ans\n---\nAll beans must go.\n")
    told = _run(root, "--select", "YML,CHR").stdout
    assert ("YML009" in told, "CHR001" in told) == (True, False)
    _run(root, "--fix", "--select", "YML")
    assert (root / "content/posts/one.md").read_text() == "---\ntitle: Beans\n---\nAll beans must go.\n"


def test_lines_that_end_otherwise_stay_as_they_are():
    data = b"\xef\xbb\xbfone\r\ntwo\nthree\rfour"
    edit = Edit(Span("a.md", 3, 1, 3, 6), "3\n3")
    assert rewritten(data, [edit]) == b"\xef\xbb\xbfone\r\ntwo\n3\r\n3\rfour"


def _mended(files: dict[str, str | bytes]) -> tuple[dict[str, str | bytes], int]:
    """Mend files in memory, as the command does on disk."""
    files = dict(files)

    def read(path: str) -> Source | None:
        data = files.get(path, "")
        source, bad = decode(path, data if isinstance(data, bytes) else data.encode())
        return None if bad else source

    def put(mended) -> bool:
        files[mended.source.path] = mended.text
        return True

    done = mend_all(checked(files).findings, read, put, lambda: checked(files).findings)
    return files, done.total()


@given(FILES)
def test_whatever_people_write_a_second_fix_changes_nothing(files):
    once, _ = _mended(files)
    twice, count = _mended(once)
    assert (twice, count) == (once, 0)


@given(st.text(alphabet="ab \u200b\u0301e\u202e\r\n#-:<!>", max_size=60))
@example("a\r\u200b\u200b\nb")
def test_nothing_but_the_edits_changes(text):
    path = "content/posts/a.md"
    data = f"---\r\ntitle: A\n---\n{text}".encode()
    source, _ = decode(path, data)
    findings = checked({path: data}).findings
    edits = [edit for one in findings if one.code == "CHR004" for edit in one.fix]
    after = rewritten(data, edits).decode()
    assert source.text.replace("\u200b", "") == decode(path, after.encode())[0].text
    assert after == re.sub("\r\u200b+\n", "\r\r\n", data.decode()).replace("\u200b", "")
