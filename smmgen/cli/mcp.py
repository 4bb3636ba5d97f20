"""`smmgen mcp`: an assistant's door to the repository."""

from datetime import UTC, datetime

import click

from smmgen.cli.settings import Settings
from smmgen.model.fault import UsageError


@click.command(short_help="Let a writer's assistant check, preview, plan and draft; never publish.")
@click.pass_obj
def command(settings: Settings) -> None:
    """Speak the Model Context Protocol with an assistant's program, over standard input and output.

    The assistant can check, preview, look at the plan and write drafts. It cannot publish or make a post
    ready, and it is shown no token. Programs start this themselves: see docs/assistant.md. It needs the extra
    smmgen[mcp].
    """
    try:
        from smmgen.assistant.server import serve
    except ModuleNotFoundError as fault:
        if (fault.name or "").partition(".")[0] not in ("mcp", "mcp_types", "anyio", "pydantic"):
            raise
        raise UsageError("this needs the extra smmgen[mcp]: pip install 'smmgen[mcp]'") from None
    serve(settings.root, lambda: datetime.now(UTC))
