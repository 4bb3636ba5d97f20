import re
from datetime import UTC, datetime
from textwrap import dedent

import pytest

from smmgen.pipeline import check
from smmgen.read.tree import Folder, Memory
from tests.check.world import NOW, ROOT


@pytest.mark.parametrize("now", [NOW, datetime(2027, 6, 1, tzinfo=UTC)])
def test_good_content_has_nothing_to_mend_whenever_it_is_checked(now):
    findings = check(Folder(ROOT), now).findings
    assert [finding for finding in findings if finding.severity != "info"] == []


def test_the_post_of_the_readme_has_nothing_to_mend():
    (written,) = re.findall(r"```markdown\n(.*?) *```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    folder = Folder(ROOT)
    files = {path: folder.read(path) for path in folder.paths()}
    checked = check(Memory({**files, "content/posts/spring-menu.md": dedent(written)}), NOW)
    assert [finding for finding in checked.findings if finding.post == "spring-menu"] == []
    headlines = {
        one.account: one.messages[0].pictures[0].image.headline
        for one in checked.variants
        if one.post == "spring-menu"
    }
    assert headlines["tg-ru"] == "Весеннее меню"
