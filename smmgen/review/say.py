"""Say in words what a change does: times, pictures, counts. English, as the command line is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from smmgen.model.bundle import File
from smmgen.model.change import Change, PictureChange, PostChange, Showing
from smmgen.review.aspect import Accounts, Aspects, Timing, Wording
from smmgen.review.summary import Fate, Summary, fates, summary

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FATES: Mapping[Fate, str] = {"new": "new", "moved": "moved", "changed": "changed", "gone": "gone"}


def zone_of(change: Change) -> ZoneInfo:
    """Return the brand's zone; UTC where there is none of that name here."""
    try:
        return ZoneInfo(change.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def clock(at: datetime | None, zone: ZoneInfo) -> str:
    """Write a time as the brand keeps it: "Tue 1 Dec 2026, 10:00"."""
    if at is None:
        return "no time"
    local = at.astimezone(zone)
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"


def stand(showing: Showing | None, zone: ZoneInfo) -> str:
    """Say when something is published, or what keeps it: "Tue 1 Dec 2026, 10:00, draft"."""
    if showing is None:
        return "–"
    return f"{clock(showing.publish_at, zone)}{_kept(showing)}"


def _kept(showing: Showing) -> str:
    if showing.goes_out or (showing.publish_at is None and showing.status == "ready"):
        return ""
    return ", stopped by an error" if showing.status == "ready" else f", {showing.status}"


def fate(timing: Timing, post: PostChange) -> str:
    """Say in two words what becomes of a publication."""
    before, after = timing.before, timing.after
    if post.was and before and after:
        return "renamed"
    goes = bool(before and before.goes_out), bool(after and after.goes_out)
    if goes == (True, True):
        is_moved = before and after and before.publish_at != after.publish_at
        return "moved" if is_moved else "changed"
    if goes == (False, True):
        return "new"
    if goes == (True, False):
        return "gone" if after is None else "no longer published"
    return "not published" if after else "gone, was not published"


def lateness(timing: Timing, now: datetime) -> str:
    """Warn where the time of publication is past; empty where it is not."""
    before, after = timing.before, timing.after
    if before and before.goes_out and before.publish_at and before.publish_at <= now:
        return "its time is past: what is public already stays as it is"
    if after and after.goes_out and after.publish_at and after.publish_at <= now:
        return "its time is past: it goes out at once, or waits for a person where that is too late"
    return ""


def picture(found: PictureChange) -> str:
    """Say how much a picture changed, in a number and words: only what was measured."""
    if found.state != "changed":
        return found.state
    if not (found.before and found.after and found.before.path and found.after.path):
        return "changed, but could not be drawn on both sides"
    sizes = _size(found.before), _size(found.after)
    resized = f"; another size, {sizes[1]} instead of {sizes[0]}" if sizes[0] != sizes[1] else ""
    where = f", {found.where}" if found.where else ""
    strength = f"{_strength(found.most)} (ΔE {found.most:.0f})"
    return f"{_share(found.share)} ({found.share:.1%}){where}, {strength}{resized}"


def pictures(
    found: Sequence[tuple[Accounts, PictureChange]],
) -> Iterator[tuple[Accounts, str, PictureChange]]:
    """Yield one line for each place of a picture, by the account where most of it differs, with that one.

    Pictures that are new or gone as a whole are told together.
    """
    groups: dict[tuple[str, str], list[tuple[Accounts, PictureChange]]] = {}
    for accounts, one in found:
        name = (one.state, one.place if one.state == "changed" else "")
        groups.setdefault(name, []).append((accounts, one))
    for members in groups.values():
        names = tuple(dict.fromkeys(name for accounts, _ in members for name in accounts))
        most = max((one for _, one in members), key=lambda one: one.share)
        places = list(dict.fromkeys(place(one) for _, one in members))
        many = "up to: " if len(members) > 1 and most.state == "changed" else ""
        yield names, f"{', '.join(places)}: {many}{picture(most)}", most


def place(found: PictureChange) -> str:
    """Name where a picture stands: "picture 2", "picture of the link"."""
    names = {"link": "picture of the link", "cover": "cover of the video"}
    return names.get(found.place, f"picture {found.place}")


def _size(file: File | None) -> str:
    return f"{file.width} × {file.height}" if file and file.path else ""


def _share(share: float) -> str:
    bounds = ((0.01, "a detail differs"), (0.1, "a small part differs"), (0.5, "a good part differs"))
    return next((words for bound, words in bounds if share < bound), "most of it differs")


def _strength(most: float) -> str:
    return "faintly" if most < 10 else "clearly" if most < 30 else "strongly"


def counts(change: Change) -> str:
    """Say in one line what a change does: "2 deliveries new, 1 moved; 3 pictures changed; 1 new error"."""
    found = summary(change)
    parts = [
        _named("delivery", "deliveries", [(number, _FATES[one]) for one, number in found.deliveries.items()]),
        _named("post", "posts", [(found.renamed, "renamed")]),
        _drafts(found),
        _named("picture", "pictures", [(found.pictures[one], one) for one in ("new", "changed", "gone")]),
        _findings(found),
    ]
    return "; ".join(part for part in parts if part) or "nothing changes for readers"


def _named(one: str, many: str, numbers: list[tuple[int, str]]) -> str:
    told = [(number, word) for number, word in numbers if number]
    if not told:
        return ""
    (first, word), *rest = told
    return ", ".join([f"{first} {one if first == 1 else many} {word}", *(f"{n} {w}" for n, w in rest)])


def _drafts(found: Summary) -> str:
    noun = "variant" if found.drafts == 1 else "variants"
    return f"{found.drafts} {noun} that will not be published" if found.drafts else ""


def _findings(found: Summary) -> str:
    others = found.found - found.errors
    parts = [
        f"{found.errors} new error{'s' if found.errors > 1 else ''}" if found.errors else "",
        f"{others} new finding{'s' if others > 1 else ''}" if others else "",
        f"{found.mended} mended" if found.mended else "",
    ]
    return ", ".join(part for part in parts if part)


def touched(post: PostChange, told: Aspects) -> str:
    """Name what of a post changes: "time, text, pictures"."""
    names = [
        ("time", any("moved" in dict(fates(variant)) for variant in post.variants)),
        ("text", bool(told.wordings)),
        ("pictures", bool(told.pictures)),
        (", ".join(dict.fromkeys(detail.what for _, detail in told.details)), bool(told.details)),
        ("name of the file", bool(post.source_before)),
    ]
    return ", ".join(name for name, is_told in names if is_told)


def renamed(post: PostChange) -> str:
    """Warn that a post has another id than before, and say how it keeps the old one."""
    return (
        f"Its id was {post.was}: under another one it is another post, and is published again if it was "
        f"published before. To keep it, write “id: {post.was}” into its front matter."
    )


def text(wording: Wording) -> str:
    """Name a text: "text", "message 2"."""
    if wording.state == "changed":
        number = f"message {wording.number + 1}" if wording.is_thread else "text"
        return f"{number}, its markup" if wording.is_marked_up else number
    others = f", in {wording.variety} wordings, of which this is one" if wording.variety > 1 else ""
    return f"text, {wording.state}{others}"
