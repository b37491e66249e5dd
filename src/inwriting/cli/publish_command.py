"""`inwriting publish`: write the register's pages and register.json, and build the site."""

import datetime
from pathlib import Path
from typing import Any

import click

from inwriting.cli.evaluated_register import evaluate_register
from inwriting.cli.options import request_options
from inwriting.cli.output import print_result
from inwriting.cli.publishing import (
    DEFAULT_OUTPUT,
    DEFAULT_SITE,
    Past,
    Publication,
    history_options,
    publish_register,
    refusal,
    repository_options,
)
from inwriting.exit_codes import ExitCode
from inwriting.publish.repository import Repository


@click.command(epilog="\b\nExample:\n  inwriting publish --build")
@click.argument("root", type=click.Path(path_type=Path), default=Path())
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help=f"The folder for the Markdown pages and register.json.  [default: ROOT/{DEFAULT_OUTPUT}]",
)
@click.option("--build", "wanted", is_flag=True, help="Also build the site.")
@click.option(
    "--site",
    type=click.Path(path_type=Path),
    help=f"The folder for the built site.  [default: ROOT/{DEFAULT_SITE}]",
)
@click.option("--even-if-blocked", is_flag=True, help="Publish even if something blocks a merge.")
@click.option(
    "--site-url",
    default="",
    metavar="URL",
    help="The site's address, as in https://register.example.com/, for full links in feeds, "
    "calendars and llms.txt.",
)
@click.option(
    "--sign",
    "key",
    default="",
    metavar="KEY",
    help="Sign register.json with this SSH key, so that `inwriting gate` can trust it. Writes "
    "register.json.sig.",
)
@repository_options
@history_options
@request_options
def command(
    root: Path,
    wanted: bool,
    even_if_blocked: bool,
    repository: Repository,
    past: Past,
    site_url: str,
    as_of: datetime.date | None,
    evidence: tuple[Path, ...],
    **where: Any,
) -> int:
    """Publish the register in ROOT (default: this folder) as pages and register.json.

    It writes nothing when something blocks a merge (exit code 1), when a file cannot be used (2),
    when there is no vendor (3) or when a check failed (4).
    """
    evaluation = evaluate_register(root, as_of, evidence)
    refused = refusal(evaluation, root, even_if_blocked=even_if_blocked)
    if refused is not None:
        return refused
    publication = Publication(
        where["output"] or root / DEFAULT_OUTPUT,
        where["site"] or root / DEFAULT_SITE if wanted or where["site"] else None,
        past,
        evidence,
        repository,
        site_url,
        where["key"],
    )
    print_result(publish_register(evaluation, root, publication))
    return ExitCode.CLEAR
