"""`ttrt completion`: prints what a shell needs to complete the command."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    r"""Print the completion script of SHELL.

    \b
    bash:  eval "$(ttrt completion bash)"
    zsh:   eval "$(ttrt completion zsh)"
    fish:  ttrt completion fish | source
    """
    complete = get_completion_class(shell)
    if complete is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(complete(context.find_root().command, {}, "ttrt", "_TTRT_COMPLETE").source())
