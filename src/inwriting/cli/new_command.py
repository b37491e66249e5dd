"""`inwriting new`: add a vendor."""

from pathlib import Path

import click

from inwriting.cli.new_dossier import free_place, open_questions, write_dossier
from inwriting.cli.options import register_root, root_option
from inwriting.cli.output import print_result
from inwriting.cli.prompts import (
    Prompter,
    asked_offerings,
    check_email,
    check_id,
    check_site,
    check_text,
    offering_of,
    refuse,
)
from inwriting.exit_codes import ExitCode
from inwriting.publish.dossier_text import open_dossier


@click.command(
    epilog="\b\nExample:\n  inwriting new example-ai --name 'Example AI' \\\n"
    "    --offering assistant:enterprise:workspace \\\n"
    "    --owner-name 'Ada Example' --owner-email ada@firm.example --yes",
)
@click.argument("vendor")
@click.option("--name", default="", help="The company's name.")
@click.option("--website", default="", help="Its web address.")
@click.option("--owner-name", default="", help="Who in the firm is responsible for the dossier.")
@click.option("--owner-email", default="", help="That person's e-mail address at the firm.")
@click.option(
    "--offering",
    "typed",
    multiple=True,
    metavar="ID:TIER:SURFACE",
    help="An offering, as in api:standard:api; join several tiers or surfaces with a plus; "
    "repeatable.",
)
@click.option("--kind", default="", help="What the offerings are for, as in chat-assistant.")
@click.option(
    "--basis",
    type=click.Choice(["public-terms", "our-contract"]),
    default="public-terms",
    show_default=True,
    help="What the dossier will be based on.",
)
@click.option("-y", "--yes", is_flag=True, help="Ask nothing; give everything as options.")
@root_option
def command(root: Path, vendor: str, typed: tuple[str, ...], yes: bool, **given: str) -> int:
    """Add a vendor: write vendors/VENDOR/dossier.yaml, with every question still open.

    Asks for anything you leave out. The dossier is valid from the start, and every verdict on it
    is "not yet" until you fill it in. Existing files are never overwritten.
    """
    register_root(root)
    refuse(check_id, vendor, "VENDOR")
    path = free_place(root, vendor)
    questions = open_questions(root)
    asker = Prompter(prompts=not yes)
    name = asker.get("Name of the company", check_text, given["name"], "--name")
    refuse(check_site, given["website"], "--website")
    website = given["website"] or (
        "" if yes else asker.get("Web address (may be empty)", check_site)
    )
    owner_name = asker.get(
        "Who is responsible for the dossier", check_text, given["owner_name"], "--owner-name"
    )
    owner_email = asker.get(
        "Their e-mail address at the firm", check_email, given["owner_email"], "--owner-email"
    )
    offerings = [offering_of(item, name, given["kind"] or "other") for item in typed]
    if not offerings:
        if yes:
            message = "With --yes, you must give --offering."
            raise click.UsageError(message)
        offerings = asked_offerings(asker, name, given["kind"])
    if len({item.id for item in offerings}) != len(offerings):
        message = "Two offerings have the same id."
        raise click.BadParameter(message, param_hint="--offering")
    text = open_dossier(
        {
            "name": name,
            "basis": given["basis"],
            "owner_name": owner_name,
            "owner_email": owner_email,
            "website": website,
            "note": "",
            "offerings": offerings,
            "questions": questions,
        }
    )
    write_dossier(path, text)
    print_result(f"Written: {path.as_posix()}\nNext: fill it in, then run inwriting check.")
    return ExitCode.CLEAR
