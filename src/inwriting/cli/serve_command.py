"""`inwriting serve`: show the register's site on this machine."""

import datetime
import functools
import tempfile
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from inwriting.cli.evaluated_register import evaluate_register
from inwriting.cli.options import request_options
from inwriting.cli.output import print_error, print_result
from inwriting.cli.publishing import Past, Publication, history_options, publish_register, refusal
from inwriting.exit_codes import ExitCode

_HERE = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and does not log requests."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""
        del format, args


@click.command(epilog="\b\nExample:\n  inwriting serve --port 8000")
@click.argument("root", type=click.Path(path_type=Path), default=Path())
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 for any free one.",
)
@click.option("--even-if-blocked", is_flag=True, help="Show it even if something blocks a merge.")
@history_options
@request_options
def command(
    root: Path,
    port: int,
    even_if_blocked: bool,
    past: Past,
    as_of: datetime.date | None,
    evidence: tuple[Path, ...],
) -> int:
    """Build the site of the register in ROOT, and show it on this machine until you press Ctrl+C.

    Nobody else can reach it. The exit codes are those of publish.
    """
    evaluation = evaluate_register(root, as_of, evidence)
    refused = refusal(evaluation, root, even_if_blocked=even_if_blocked)
    if refused is not None:
        return refused
    with tempfile.TemporaryDirectory(prefix="inwriting-") as name:
        site = Path(name, "site")
        pages = Path(name, "pages")
        wanted = Publication(pages, site, past, evidence)
        publish_register(evaluation, root, wanted)
        handler = functools.partial(_Quiet, directory=str(site))
        try:
            server = ThreadingHTTPServer((_HERE, port), handler)
        except OSError as error:
            message = f"Port {port} cannot be used: {error.strerror or error}."
            raise click.BadParameter(message, param_hint="--port") from error
        with server:
            print_result(
                f"The register is at http://{_HERE}:{server.server_port}/ (Ctrl+C to stop)"
            )
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                print_error("Ended.")
    return ExitCode.CLEAR
