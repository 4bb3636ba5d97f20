import io
import shutil
import subprocess
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from smmgen.model.fault import UsageError
from smmgen.model.plan import Plan
from smmgen.model.project import Project
from smmgen.scaffold.plan_edit import edited, write_edited
from smmgen.scaffold.plan_export import FORMATS, as_csv, as_ics, as_xlsx
from smmgen.scaffold.plan_import import Merge, merge, plan_of_sheet
from smmgen.scaffold.sheet_read import read_sheet
from smmgen.text.cell import written_cell
from tests.scaffold.planning import project

PLAN = """\
---
month: 2027-01
key_dates: [{date: 2027-01-30, name: Our birthday}]
---
Words.

| date | time | rubric | topic | accounts | owner | post |
|---|---|---|---|---|---|---|
| 2027-01-04 | 10:00 | promo | =HYPERLINK("x") & **more** | tg, bsky | anna | sale |
| 2027-01-05 | — | tips | Помол, вода; и «всё» | tg | lev | |
| 2027-01-08 | 18:30 | news | 1/2 | | | |
| 2027-01-08 | 18:30 | news | 1/2 | | | |
"""
SHEETS = ["csv", "xlsx"]


def world(plan: str = PLAN) -> tuple[Plan, Project]:
    made = project(plans__2027_01=plan, content__posts__sale="---\ntitle: Sale\n---\nText.\n")
    return made.plans[0], made


def brought_back(path: Path, plan: Plan, made: Project) -> Merge:
    sheet = read_sheet(path)
    assert plan_of_sheet(made, sheet) is plan
    return merge(plan, made, sheet)


@pytest.mark.parametrize("form", SHEETS)
def test_an_export_that_nobody_edited_changes_nothing(form: str, tmp_path: Path) -> None:
    plan, made = world()
    (tmp_path / f"plan.{form}").write_bytes(FORMATS[form](plan, made))
    assert brought_back(tmp_path / f"plan.{form}", plan, made) == Merge()


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co")), max_size=30
    )
)
@pytest.mark.parametrize("form", SHEETS)
def test_any_topic_survives_the_way_there_and_back(
    form: str, tmp_path_factory: pytest.TempPathFactory, topic: str
) -> None:
    plan, made = world(PLAN.replace("1/2", written_cell(topic), 1))
    path = tmp_path_factory.mktemp("sheet") / f"plan.{form}"
    path.write_bytes(FORMATS[form](plan, made))
    assert brought_back(path, plan, made) == Merge()


def edit_workbook(path: Path, *edits: tuple[str, object]) -> None:
    book = load_workbook(path)
    for place, value in edits:
        book.active[place] = value
    book.save(path)


EDITS = [
    (("E3", "Water, weighed"), ["topic: Помол, вода; и «всё» → Water, weighed"]),
    (("B2", date(2027, 1, 7)), ["date: 2027-01-04 → 2027-01-07"]),
    (("C3", time(9, 5)), ["time:  → 09:05"]),
    (("C2", None), ["time: 10:00 → "]),
    (("F2", "tg"), ["accounts: tg, bsky → tg"]),
    (("E2", "=1+1 | no"), []),
]


@pytest.mark.parametrize(("edit", "told"), EDITS)
def test_what_was_edited_in_a_workbook_is_all_that_changes(
    edit: tuple[str, object], told: list[str], tmp_path: Path
) -> None:
    plan, made = world()
    path = tmp_path / "plan.xlsx"
    path.write_bytes(as_xlsx(plan, made))
    edit_workbook(path, edit)
    found = brought_back(path, plan, made)
    assert [f"{one.column}: {one.before} → {one.after}" for one in found.changes] == told
    assert found.lost == (() if told else ("plan.xlsx:2 topic is a formula; write what it gives.",))
    before, after = plan.source.text.split("\n"), edited(plan, found).split("\n")
    assert sum(old != new for old, new in zip(before, after, strict=True)) == len(told)


SHOWN = [
    ("2027-01-04,10:00", "04.01.2027,10:00:00"),
    ("2027-01-04,10:00", "01/04/27,10:00:00 AM"),
    ("2027-01-04,10:00", "04/01/2027,10:00"),
    ("2027-01-08,18:30", "2027-01-08 00:00:00,06:30 PM"),
    ("2027-01-05,,", "2027-01-05,—,"),
    (",", ";"),
]


@pytest.mark.parametrize(("written", "shown"), SHOWN)
def test_however_a_spreadsheet_shows_dates_and_times_they_are_no_edits(
    written: str, shown: str, tmp_path: Path
) -> None:
    plan, made = world()
    text = as_csv(plan, made).decode("utf-8-sig")
    if written == ",":
        text = (
            text.replace('"tg, bsky"', "tg bsky")
            .replace('"Помол, вода; и «всё»"', '"Помол@ вода; и «всё»"')
            .replace(",", ";")
            .replace("@", ",")
        )
    else:
        text = text.replace(written, shown)
    (tmp_path / "plan.csv").write_text(text, "utf-8", newline="")
    found = brought_back(tmp_path / "plan.csv", plan, made)
    assert (found.changes, found.lost) == ((), ())


def imported(lines: list[str], tmp_path: Path) -> Merge:
    """Bring back an export with these lines instead of its own, of which {0}, {1} … are the first ones."""
    plan, made = world()
    own = as_csv(plan, made).decode("utf-8-sig").splitlines()
    text = "\n".join(line.format(*own) for line in lines)
    (tmp_path / "plan.csv").write_text(text, "utf-8")
    return merge(plan, made, read_sheet(tmp_path / "plan.csv"))


LOST = [
    (
        "zzzzzzzzz,2027-01-04,,promo,Old,,,,",
        "its row of the plan was changed or deleted since the export: 2027-01-04 | promo | Old",
    ),
    ("{1}\n{1}", "is there twice"),
    (",soon,,promo,New,,,,", "“soon” is no date"),
    (",,,promo,New,,,,", "a new row needs its date"),
]


@pytest.mark.parametrize(("line", "told"), LOST)
def test_what_cannot_be_carried_over_is_told(line: str, told: str, tmp_path: Path) -> None:
    assert any(told in one for one in imported(["{0}", line], tmp_path).lost)


def test_columns_and_the_status_are_not_dropped_in_silence(tmp_path: Path) -> None:
    plan, made = world()
    lines = as_csv(plan, made).decode("utf-8-sig").splitlines()
    text = f"{lines[0]},notes\n{lines[1].replace(',draft', ',ready')},call her\n"
    (tmp_path / "plan.csv").write_text(text, "utf-8")
    first, second = merge(plan, made, read_sheet(tmp_path / "plan.csv")).lost
    assert first == "The plan has no column “notes”; what stands there is not carried over."
    assert second == "plan.csv:2 the status is the post's own: change it in the file of “sale”."


def test_new_rows_come_in_by_date_and_others_go_only_when_asked(tmp_path: Path) -> None:
    found = imported(["{0}", "{1}", "{2}", ",2027-01-06,9:00,tips,A | new one,tg,lev,,", "{3}"], tmp_path)
    plan, _ = world()
    kept, deleted = (edited(plan, found, is_deleting=answer).split("\n") for answer in (False, True))
    assert kept[10] == "| 2027-01-06 | 09:00 | tips | A \\| new one | tg | lev | |"
    assert (len(kept), len(deleted)) == (
        len(plan.source.text.split("\n")) + 1,
        len(plan.source.text.split("\n")),
    )


def test_letters_that_an_old_character_set_lost_do_not_get_into_the_plan(tmp_path: Path) -> None:
    plan, made = world()
    data = as_csv(plan, made).decode("utf-8-sig")
    (tmp_path / "plan.csv").write_bytes(data.encode("cp1251"))
    with pytest.raises(UsageError, match="is not UTF-8"):
        read_sheet(tmp_path / "plan.csv")
    (tmp_path / "plan.csv").write_bytes(data.encode("ascii", "replace"))
    found = merge(plan, made, read_sheet(tmp_path / "plan.csv"))
    assert (found.changes, len(found.lost)) == ((), 1)


BROKEN = [("plan.xlsx", b"PK\x03\x04"), ("plan.xlsx", b""), ("plan.ods", b"x"), ("none.csv", None)]


@pytest.mark.parametrize(("name", "data"), BROKEN)
def test_a_file_that_cannot_be_read_is_told(name: str, data: bytes | None, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError):
        read_sheet(tmp_path / name)


def test_a_plan_that_was_changed_meanwhile_is_left(tmp_path: Path) -> None:
    plan, _ = world()
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/2027-01.md").write_text(PLAN + "More.\n")
    with pytest.raises(UsageError, match="changed in the meantime"):
        write_edited(tmp_path, plan, "x")


def test_a_workbook_has_texts_that_are_never_formulas() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(*world()))).active
    assert sheet is not None
    assert (sheet["E2"].data_type, sheet["E2"].value) == ("s", '=HYPERLINK("x") & more')
    assert (sheet["B2"].is_date, sheet["C2"].value) == (True, time(10))


def test_a_calendar_has_rows_and_key_dates() -> None:
    events = {str(event["summary"]): event for event in Calendar.from_ical(as_ics(*world())).walk("VEVENT")}
    assert events["[tips] Помол, вода; и «всё»"].decoded("dtstart") == date(2027, 1, 5)
    assert (
        events['[promo] =HYPERLINK("x") & more'].decoded("dtstart").isoformat() == "2027-01-04T09:00:00+00:00"
    )
    assert "★ Our birthday" in events


UTF8 = "44,34,76,1"
office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def saved(path: Path, target: str) -> Path:
    """Open a file in LibreOffice and save it as another kind."""
    form = f"csv:Text - txt - csv (StarCalc):{UTF8}" if target == "csv" else target
    reader = [f"--infilter=CSV:{UTF8}"] if path.suffix == ".csv" else []
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    folder = path.parent / "saved"
    command = [
        "soffice",
        "--headless",
        profile,
        *reader,
        "--convert-to",
        form,
        "--outdir",
        str(folder),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{path.stem}.{target}"


@office
@pytest.mark.parametrize("ways", [["xlsx", "csv"], ["csv", "xlsx"], ["csv", "csv"]])
def test_libreoffice_opens_and_saves_it_and_nothing_is_an_edit(ways: list[str], tmp_path: Path) -> None:
    plan, made = world()
    source, target = ways
    path = tmp_path / f"plan.{source}"
    path.write_bytes(FORMATS[source](plan, made))
    assert brought_back(saved(path, target), plan, made) == Merge()


@office
def test_an_edit_between_two_savings_by_libreoffice_is_all_that_changes(tmp_path: Path) -> None:
    plan, made = world()
    path = tmp_path / "plan.xlsx"
    path.write_bytes(as_xlsx(plan, made))
    once = saved(path, "xlsx")
    edit_workbook(once, ("E3", "Помол и вода"))
    found = brought_back(saved(once, "xlsx"), plan, made)
    assert [(one.column, one.after) for one in found.changes] == [("topic", "Помол и вода")]
    assert (found.new, found.gone, found.lost) == ((), (), ())
