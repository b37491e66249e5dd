"""`inwriting completion`: a script for completing commands and names in a shell."""

import click
from click.shell_completion import get_completion_class

from inwriting.cli.output import print_result
from inwriting.exit_codes import ExitCode


@click.command(
    epilog="Example: echo 'eval \"$(inwriting completion bash)\"' >> ~/.bashrc",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print a script that completes commands, vendors and offerings in SHELL."""
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click knows these three
    program = context.find_root().command
    print_result(kind(program, {}, "inwriting", "_INWRITING_COMPLETE").source())
    return ExitCode.CLEAR
