"""Keep one comment below a pull request, and write it anew with each of its commits."""

from smmgen.model.change import Change
from smmgen.model.fault import UsageError
from smmgen.proposal.artifact import NAME, Kept, read_artifact
from smmgen.proposal.event import CheckRun
from smmgen.proposal.github import GitHub
from smmgen.review.as_markdown import as_markdown

MARKER = "<!-- smmgen: what changes for readers -->"
"""Our comment begins with it. Nobody sees it, and no post can write it: what posts say is escaped."""

PREVIEW = "preview"
"""What the check calls the built site that it keeps."""


def keep_comment(github: GitHub, run: CheckRun, pictures_at: str = "") -> str:
    """Write what a proposal changes below its pull request; return what was done, in a sentence.

    Which pull request that is, is asked of GitHub: what the check kept only chooses among those that are at
    this very commit of this very branch. Raises `UsageError` where it names another. `pictures_at` is where
    previews are shown, with {number} in the place of the pull request's.
    """
    artifacts = github.artifacts(run)
    if NAME not in artifacts:
        return "The check kept nothing to tell, so nothing was written."
    proposals = github.proposals(run) if run.head else []
    current = {number for number, commit in proposals if commit == run.commit}
    if not current:
        return "The pull request is closed or has moved on, so nothing was written."
    kept = read_artifact(github.download(artifacts[NAME]))
    if kept.number not in current:
        raise UsageError(f"What the check kept names pull request {kept.number}, which this run is not of.")
    comment = github.comment(kept.number, MARKER)
    if comment is None and _is_nothing(kept.change):
        return "Nothing changes for readers, so nothing was written."
    github.write(kept.number, comment, _body(kept, run, artifacts.get(PREVIEW), pictures_at))
    done = "written" if comment is None else "brought up to date"
    return f"Pull request {kept.number}: the comment was {done}."


def _body(kept: Kept, run: CheckRun, preview: int | None, pictures_at: str) -> str:
    page = f"{run.page}/actions/runs/{run.id}" + (f"/artifacts/{preview}" if preview else "")
    pictures = pictures_at.replace("{number}", str(kept.number))
    return f"{MARKER}\n{as_markdown(kept.change, pictures, page)}"


def _is_nothing(change: Change) -> bool:
    return change.is_usable and not (change.posts or change.found or change.mended)
