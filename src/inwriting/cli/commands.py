"""The commands of `inwriting`, each loaded only when it is called."""

import importlib
import traceback
from typing import Any

import click

from inwriting import __version__
from inwriting.cli.answer_cache import CachedAnswer
from inwriting.cli.output import (
    ReaderGoneError,
    accept_any_text,
    discard_output,
    print_error,
    print_problems,
)
from inwriting.exit_codes import ExitCode
from inwriting.register.load.problem import UnusableInputError

_COMMANDS = {
    "check": "Check every vendor against the policy.",
    "ask": "May we put this data into that tool? If not, what is missing to get to yes?",
    "diff": "Show what a change affects, who must sign again, and what to ask vendors.",
    "explain": "Explain a vendor, an offering or a check.",
    "new": "Add a vendor: write the skeleton of its dossier.",
    "propose": "Write a vendor's dossier from a filled-in issue form.",
    "capture": "Add a document: a file, a web page, or a text from an archive.",
    "cite": "Find words in a document, and cite them in the dossier.",
    "evidence": "Show a vendor's documents with every cited passage marked.",
    "watch": "Check the watched documents for changes, and say what they affect.",
    "sign": "Sign off a vendor in its current state.",
    "locker": "Create, list, verify and clean the locker for captured documents.",
    "publish": "Write the register's pages and register.json, and optionally build the site.",
    "serve": "Build the site and show it in a browser on this machine.",
    "questions": "List the questions that vendors answer, and the dossiers that lack one.",
    "schema": "Write the schemas that editors read, for the register's own questions.",
    "init": "Start a firm's own register.",
    "gate": "Find the AI tools a repository uses, and block those the register does not allow.",
    "estate": "Run the gate over many repositories, and see who a pause would affect.",
    "completion": "Print a shell completion script.",
}


class _LazyCommands(click.Group):
    """Imports a command's module when it runs, so that each command loads only what it needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order people meet them."""
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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that *args* begin with; suggest one for a misspelt name."""
        name = args[0] if args else ""
        if name not in _COMMANDS and not name.startswith("-"):
            from inwriting.cli.known_names import UnknownNameError

            raise UnknownNameError("command", name, _COMMANDS)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(
    cls=_LazyCommands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExample:\n  inwriting check\n\nExit codes: 0 clear, 1 blocked, 2 unusable input, "
    "3 nothing to check, 4 the tool failed, 5 the gate could not judge.",
)
@click.version_option(__version__, prog_name="inwriting")
def inwriting() -> None:
    """Keep a firm's register of AI vendors: what happens to our clients' data, in writing."""


def run(arguments: list[str], answers: CachedAnswer | None = None) -> int:
    """Run the command line and return its exit code; *answers* says where to cache an answer."""
    accept_any_text()
    try:
        result: Any = inwriting.main(
            args=arguments, prog_name="inwriting", standalone_mode=False, obj=answers
        )
    except UnusableInputError as error:
        print_problems(error.problems)
        return ExitCode.UNUSABLE
    except click.exceptions.Abort:
        print_error("Stopped.")
        return ExitCode.UNUSABLE
    except click.ClickException as error:
        _complain_of_arguments(error)
        return ExitCode.UNUSABLE
    except (ReaderGoneError, BrokenPipeError):
        # What its reader did not read was not clear.
        discard_output()
        return ExitCode.FAILED
    except Exception as error:  # noqa: BLE001 - the last resort: say it and fail
        print_error(traceback.format_exc())
        print_error(f"error: inwriting itself failed: {type(error).__name__}: {error}")
        return ExitCode.FAILED
    if not isinstance(result, int):
        print_error(f"error: inwriting itself failed: a command ended with {result!r}")
        return ExitCode.FAILED
    return result


def _complain_of_arguments(error: click.ClickException) -> None:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        print_error(error.format_message())
        return
    print_error(f"error: {error.format_message()}")
    if isinstance(error, click.UsageError) and error.ctx is not None:
        print_error(f"Try: {error.ctx.command_path} --help")
