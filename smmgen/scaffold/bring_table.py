"""Bring posts in from a table: text, account, picture, time, a row a post."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from smmgen.clock import parse_time, parse_when
from smmgen.model.brand import Brand
from smmgen.model.fault import UsageError
from smmgen.scaffold.bring import Brought, Piece, accounts_named, as_markdown, title_of
from smmgen.scaffold.sheet_read import SheetRow, read_sheet

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "post", "message", "caption", "content", "body", "текст", "пост", "сообщение"),
    "title": ("title", "topic", "headline", "заголовок", "тема"),
    "accounts": (
        "account",
        "accounts",
        "channel",
        "channels",
        "profile",
        "network",
        "аккаунт",
        "аккаунты",
        "канал",
        "соцсеть",
    ),
    "image": ("image", "images", "picture", "photo", "media", "картинка", "фото", "изображение"),
    "alt": ("alt", "alt text", "image alt", "описание картинки"),
    "date": ("date", "day", "publish_at", "scheduled", "schedule", "дата", "дата публикации"),
    "time": ("time", "время"),
    "link": ("link", "url", "ссылка"),
    "tags": ("tags", "hashtags", "теги", "хештеги", "хэштеги"),
    "rubric": ("rubric", "category", "рубрика"),
    "owner": ("owner", "author", "автор", "ответственный"),
}
"""What columns are called, here and by the planners that people come from."""

_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(.*)")


def of_table(path: Path, brand: Brand, renamed: Mapping[str, str]) -> Iterator[Piece]:
    """Yield a piece for each row of a table with a text; raise `UsageError` where no column holds one."""
    sheet = read_sheet(path)
    names = {known: column for column, known in _known(sheet.columns).items()}
    if "text" not in names:
        raise UsageError(f"{path.name}: no column is called text (or post, message, caption, текст).")
    strange = [column for column in sheet.columns if column not in names.values()]
    if sheet.lost:
        yield Piece(origin=path.name, name="", body="", lost=sheet.lost)
    for row in sheet.rows:
        given = {known: row.cells.get(column, "") for known, column in names.items()}
        lost = [f"{column}: “{row.cells[column]}”" for column in strange if row.cells.get(column)]
        yield _piece(row, given, brand, renamed, path.parent, lost)


def _known(columns: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in columns:
        known = next((key for key, names in _COLUMNS.items() if column in names), "")
        if known and known not in found.values():
            found[column] = known
    return found


def _piece(
    row: SheetRow,
    given: Mapping[str, str],
    brand: Brand,
    renamed: Mapping[str, str],
    folder: Path,
    lost: list[str],
) -> Piece:
    title = given.get("title") or title_of(given["text"])
    front: dict[str, Any] = {"title": title}
    day = _time(given, front, lost)
    _accounts(given, front, brand, renamed, lost)
    _words(given, front, brand, lost)
    media = tuple(_media(given, folder, lost))
    return Piece(
        origin=row.place,
        name=title,
        body=as_markdown(given["text"]),
        front=front,
        day=day,
        media=media,
        lost=tuple(lost),
    )


def _time(given: Mapping[str, str], front: dict[str, Any], lost: list[str]) -> str:
    written = f"{given.get('date', '')} {given.get('time', '')}".strip()
    if not written:
        return ""
    when = parse_when(_DAY.sub(lambda found: f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}{found[4]}", written))
    if when is None:
        lost.append(f"“{written}” is no time that can be read; write 2027-01-24 18:00")
        return ""
    at = parse_time(given.get("time", "")) or when.time
    front["publish_at"] = f"{when.date} {at:%H:%M}" if at else str(when.date)
    if when.offset is not None:
        minutes = int(when.offset.total_seconds() // 60)
        front["publish_at"] += f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    return str(when.date)


def _accounts(
    given: Mapping[str, str], front: dict[str, Any], brand: Brand, renamed: Mapping[str, str], lost: list[str]
) -> None:
    names = [name.strip() for name in re.split(r"[,;\n]", given.get("accounts", "")) if name.strip()]
    accounts, unknown = accounts_named(brand, names, renamed)
    lost += [f"there is no account “{name}” (say --map '{name}=ACCOUNT')" for name in unknown]
    if accounts:
        front["accounts"] = list(accounts)


def _words(given: Mapping[str, str], front: dict[str, Any], brand: Brand, lost: list[str]) -> None:
    tags = [
        tag.strip().lstrip("#") for tag in re.split(r"[,;\n]|\s+(?=#)", given.get("tags", "")) if tag.strip()
    ]
    if tags:
        front["tags"] = tags
    for key in ("link", "owner"):
        if given.get(key):
            front[key] = given[key]
    rubric = given.get("rubric", "")
    if rubric in brand.rubrics:
        front["rubric"] = rubric
    elif rubric:
        lost.append(f"there is no rubric “{rubric}”")


def _media(given: Mapping[str, str], folder: Path, lost: list[str]) -> Iterator[Brought]:
    for name in (one.strip() for one in re.split(r"[;\n|]|,\s+", given.get("image", ""))):
        if not name:
            continue
        file = folder / name
        if "://" in name or not file.is_file():
            where = "lies on the web: save it beside the table" if "://" in name else "is not there"
            lost.append(f"the picture {name} {where}")
        else:
            yield Brought(file, given.get("alt", ""))
