from datetime import UTC, datetime

import pytest

from smmgen.pipeline import check
from smmgen.read.tree import Folder
from tests.check.world import NOW, ROOT


@pytest.mark.parametrize("now", [NOW, datetime(2027, 6, 1, tzinfo=UTC)])
def test_good_content_has_nothing_to_mend_whenever_it_is_checked(now):
    findings = check(Folder(ROOT), now).findings
    assert [finding for finding in findings if finding.severity != "info"] == []
