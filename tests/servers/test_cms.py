"""Posts that are written in a browser are posts as any other."""

import json
import re
import subprocess
import sys
from functools import partial

import pytest
import yaml
from jsonschema import Draft7Validator

from tests import here
from tests.build.browser import Browser, chromium
from tests.check.world import BRAND, picture
from tests.servers import install
from tests.servers.cms import Manager
from tests.servers.conftest import _installed
from tests.servers.running import answers, free_port, running

OLD = """---
title: Old beans
status: draft
rubric: promo
variants:
  bsky: {overflow: thread, title: Older beans}
---
All beans must go.

::: only tg
Only here.
:::
"""


def smmgen(root, *arguments):
    return here.smmgen("-C", str(root), *arguments)


def repository(root):
    """Begin a repository with one post and a picture."""
    (root / "content/media").mkdir(parents=True)
    (root / "content/media/beans.jpg").write_bytes(picture(1600, 1600))
    (root / "content/posts/2030-11").mkdir(parents=True)
    (root / "content/posts/2030-11/old-beans.md").write_text(OLD, "utf-8")
    (root / "smmgen.yaml").write_text(BRAND.replace("theme: northwind\n", ""), "utf-8")
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True)
    git = ["git", "-c", "user.name=Anna", "-c", "user.email=anna@northwind.example"]
    subprocess.run([*git, "add", "-A"], cwd=root, check=True)
    subprocess.run([*git, "commit", "-qm", "Begin"], cwd=root, check=True)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("social")
    repository(folder)
    return folder


@pytest.fixture(scope="module")
def manager(root, tmp_path_factory):
    """A manager before the page of the repository, with Decap CMS and its local server behind it."""
    _installed(install.browser)
    server, program = _installed(install.decap), _installed(partial(install.page_package, "decap-cms@3.16.3"))
    elsewhere, proxy, site = tmp_path_factory.mktemp("cms"), free_port(), free_port()
    done = smmgen(root, "cms", "--repository", "northwind/social", "--script", "decap-cms.js")
    assert done.returncode == 0, done.stderr
    config = root / "admin/config.yml"
    local = f"local_backend: {{url: 'http://127.0.0.1:{proxy}/api/v1'}}"
    config.write_text(config.read_text("utf-8").replace("local_backend: true", local), "utf-8")
    (root / "admin/decap-cms.js").write_bytes((program / "dist/decap-cms.js").read_bytes())
    environment = {
        "GIT_REPO_DIRECTORY": str(root),
        "MODE": "git",
        "PORT": str(proxy),
        "BIND_HOST": "127.0.0.1",
        **{
            f"GIT_{who}_{what}": "anna@northwind.example"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
    }
    address = f"http://127.0.0.1:{site}/admin/index.html"
    web = [sys.executable, "-m", "http.server", str(site), "--bind", "127.0.0.1", "--directory", str(root)]
    behind = [server.node, str(server.modules / "decap-server/dist/index.js")]
    listening = lambda: "listening" in (elsewhere / "proxy.log").read_text("utf-8", "replace")  # noqa: E731
    with (
        running(web, {}, elsewhere / "web.log", answers(address)),
        running(behind, environment, elsewhere / "proxy.log", listening),
    ):
        browser = Browser(str(chromium()), elsewhere / "profile")
        try:
            somebody = Manager(browser, address)
            assert "Old beans (draft" in somebody.sign_in()
            yield somebody
        finally:
            browser.close()


def test_a_post_that_is_written_in_a_browser_is_sound(manager, root):
    manager.new_post()
    manager.write("title", "A new year of beans")
    manager.choose("status", "review")
    manager.choose("rubric", "promo")
    manager.choose("accounts", "tg")
    manager.choose("accounts", "bsky")
    manager.set_time("publish_at", "2030-12-05T10:30")
    manager.write("headline", "All beans, *one week*")
    manager.write("alt", "All beans, one week.")
    manager.write("tags", "coffee, sale")
    manager.write("campaign", "new year")
    manager.write("body", "Old beans *must* go.\n\n::: only tg\nOnly here.\n:::\n")
    saved = manager.save(root)
    text = saved.read_text("utf-8")
    assert "publish_at: 2030-12-05 10:30\n" in text
    assert text.rstrip().endswith("---\nOld beans *must* go.\n\n::: only tg\nOnly here.\n:::")
    checked = smmgen(root, "check", str(saved))
    assert "nothing to mend" in checked.stdout, checked.stdout


def test_what_the_form_does_not_know_stays_in_the_file(manager, root):
    manager.open_post("2030-11/old-beans", "Old beans")
    manager.write("campaign", "winter")
    text = manager.save(root).read_text("utf-8")
    matter, body = text.split("---\n", 2)[1:]
    assert yaml.safe_load(matter)["variants"] == {"bsky": {"overflow": "thread", "title": "Older beans"}}
    assert yaml.safe_load(matter)["campaign"] == "winter"
    assert body.strip() == OLD.split("---\n")[2].strip()


@pytest.mark.parametrize(("backend", "more"), [("github", ["--review"]), ("gitlab", []), ("gitea", [])])
def test_sveltia_cms_takes_its_configuration(backend, more, root):
    """Its own schema judges: a browser asks a person for the folder before it opens one of this machine."""
    schema = json.loads(
        (
            _installed(partial(install.page_package, "@sveltia/cms@0.221.1")) / "schema/sveltia-cms.json"
        ).read_text("utf-8")
    )
    told = (
        "--program",
        "sveltia",
        "--backend",
        backend,
        "--repository",
        "northwind/social",
        "--out",
        f"sveltia-{backend}",
    )
    assert smmgen(root, "cms", *told, *more).returncode == 0
    written = yaml.safe_load((root / f"sveltia-{backend}/config.yml").read_text("utf-8"))
    assert [error.message for error in Draft7Validator(schema).iter_errors(written)] == []


@pytest.mark.parametrize(
    ("program", "package", "file"),
    [("decap", "decap-cms@3.16.3", "decap-cms.js"), ("sveltia", "@sveltia/cms@0.221.1", "sveltia-cms.js")],
)
def test_the_page_holds_the_program_to_its_bytes(program, package, file, root):
    smmgen(root, "cms", "--program", program, "--repository", "a/b", "--out", f"page-{program}")
    html = (root / f"page-{program}/index.html").read_text("utf-8")
    (address, mark) = re.search(r'src="(.*?)" integrity="sha384-(.*?)"', html).groups()
    bytes_ = (_installed(partial(install.page_package, package)) / "dist" / file).read_bytes()
    assert address.endswith(f"{package}/dist/{file}")
    assert mark == install.integrity(bytes_, "sha384")
