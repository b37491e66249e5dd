"""The command `inwriting`: its commands, loaded only when they are called."""

import importlib
import sys
import traceback
from typing import Any

import click

from inwriting import __version__
from inwriting.exit_codes import ExitCode
from inwriting.load.problem import UnusableInputError

_COMMANDS = {
    "check": "Check every vendor against the policy.",
    "ask": "May this data go into that tool? And what is missing to get to yes?",
    "explain": "Explain a vendor, an offering or a check.",
    "new": "Write the skeleton of a vendor's dossier.",
    "sign": "Sign off the present state of a vendor.",
    "publish": "Write the register's pages and register.json, and build the site.",
    "serve": "Publish, build and show the site on this machine.",
    "init": "Write the starter files of a firm's own register.",
}


class _Commands(click.Group):
    """Imports a command's module when it is called, so that each imports only what it needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which people meet them."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command *cmd_name*."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"inwriting.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 clear, 1 blocked, 2 unusable input, 3 nothing to check, 4 tool failed.",
)
@click.version_option(__version__, prog_name="inwriting")
def inwriting() -> None:
    """Keep a firm's register of AI vendors: what happens to our clients' data, in writing.

    Example: inwriting check
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with an `ExitCode`."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        result: Any = inwriting.main(args=arguments, prog_name="inwriting", standalone_mode=False)
        return int(result) if isinstance(result, int) else ExitCode.CLEAR
    except UnusableInputError as error:
        for problem in error.problems:
            click.echo(f"error: {problem}", err=True)
        return ExitCode.UNUSABLE
    except click.exceptions.Abort:
        click.echo("Stopped; nothing was written.", err=True)
        return ExitCode.UNUSABLE
    except click.ClickException as error:
        error.show()
        return ExitCode.UNUSABLE
    except BrokenPipeError:
        # The reader went away; what it did not read was not clear.
        sys.stdout = None  # type: ignore[assignment]
        return ExitCode.FAILED
    except Exception as error:  # noqa: BLE001 - the last resort: say it and fail
        traceback.print_exc()
        click.echo(f"error: inwriting itself failed: {type(error).__name__}: {error}", err=True)
        return ExitCode.FAILED
