"""Skeletons of posts, and what editors find in a new repository."""

import configparser
import json
import re
import subprocess
from pathlib import Path

import pytest

from smmgen.scaffold.editors import editor_files
from smmgen.scaffold.formula import FORMULAS, formula
from smmgen.text.prompts import PROMPT
from tests import here
from tests.check.world import BRAND
from tests.scaffold.test_starter import begin

HERE = BRAND.replace("theme: northwind\n", "")


def smmgen(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return here.smmgen("-C", str(root), *arguments)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_is_all_prompts(name: str, language: str) -> None:
    text = formula(name, language)
    assert PROMPT.sub("", text).strip() == ""
    assert len(PROMPT.findall(text)) >= 3
    assert bool(re.search("[а-я]", text)) == (language == "ru")


@pytest.mark.parametrize(("language", "word"), [("en", "Attention"), ("ru", "Внимание"), ("de", "Attention")])
def test_a_post_after_a_formula_cannot_go_out_unfilled(language: str, word: str, tmp_path: Path) -> None:
    (tmp_path / "smmgen.yaml").write_text(HERE.replace("language: en", f"language: {language}"), "utf-8")
    made = smmgen(tmp_path, "new", "post", "Winter sale", "--formula", "aida")
    post = tmp_path / made.stdout.strip()
    assert f"<<? {word}: " in post.read_text("utf-8")
    assert "TXT006" not in smmgen(tmp_path, "check").stdout
    post.write_text(post.read_text("utf-8").replace("status: draft", "status: review"), "utf-8")
    assert smmgen(tmp_path, "check").stdout.count("TXT006") == 4


@pytest.fixture(scope="module")
def social(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new repository, in Russian."""
    folder = tmp_path_factory.mktemp("new") / "social"
    begin(folder, "--language", "ru", "--networks", "telegram,vk", "--month", "2027-02")
    return folder


def test_a_new_repository_has_settings_of_editors(social: Path) -> None:
    settings = json.loads((social / ".vscode/settings.json").read_text("utf-8"))
    for schema, place in settings["yaml.schemas"].items():
        assert json.loads((social / schema).read_text("utf-8"))["$schema"].endswith("2020-12/schema")
        assert list(social.glob(place)) or "cards" in place
    told = configparser.ConfigParser()
    told.read_string("[root]\n" + (social / ".editorconfig").read_text("utf-8"))
    assert told["*"]["charset"] == "utf-8"
    assert "extensions.json" in {path.name for path in (social / ".vscode").iterdir()}


def test_the_schema_knows_the_accounts_of_the_new_repository(social: Path) -> None:
    config = json.loads((social / ".vscode/schemas/config.json").read_text("utf-8"))
    assert config["$defs"]["account"]["enum"] == ["telegram", "vk"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_formula_is_a_snippet(language: str) -> None:
    snippets = json.loads(editor_files(language)[".vscode/smmgen.code-snippets"])
    bodies = {one["prefix"]: "\n".join(one["body"]) for one in snippets.values()}
    assert {f"post-{name}" for name in FORMULAS} <= set(bodies)
    for name in FORMULAS:
        stops = re.findall(r"\$\{(\d+):(<<\?.*?>>)\}", bodies[f"post-{name}"])
        assert [prompt for _, prompt in stops] == PROMPT.findall(formula(name, language))
        assert len({number for number, _ in stops}) == len(stops)


def test_what_somebody_set_up_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "smmgen.yaml").write_text(HERE, "utf-8")
    (tmp_path / ".editorconfig").write_text("root = false\n")
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode/settings.json").write_text("{}\n")
    assert smmgen(tmp_path, "init", "--editors").returncode == 0
    assert (tmp_path / ".editorconfig").read_text() == "root = false\n"
    assert (tmp_path / ".vscode/settings.json").read_text() == "{}\n"
    assert (tmp_path / ".vscode/smmgen.code-snippets").is_file()


def test_the_schemas_follow_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "smmgen.yaml").write_text(HERE, "utf-8")
    smmgen(tmp_path, "init", "--editors")
    (tmp_path / "smmgen.yaml").write_text(
        HERE.replace("  masto:", "  mastodon:").replace("masto,", "mastodon,"), "utf-8"
    )
    smmgen(tmp_path, "init", "--editors")
    config = json.loads((tmp_path / ".vscode/schemas/config.json").read_text("utf-8"))
    assert config["$defs"]["account"]["enum"] == ["tg", "mastodon", "bsky"]
