"""`smmgen lsp`: help in an editor while somebody writes."""

import click

from smmgen.model.fault import UsageError


@click.command(short_help="Help in an editor while you write: findings, counters, completion, previews.")
def command() -> None:
    """Speak the Language Server Protocol with an editor, over standard input and output.

    Editors start this themselves: see docs/editors.md. It needs the extra smmgen[lsp].
    """
    try:
        from smmgen.lsp.server import make_server
    except ModuleNotFoundError as fault:
        if (fault.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise UsageError("this needs the extra smmgen[lsp]: pip install 'smmgen[lsp]'") from None
    make_server().start_io()
