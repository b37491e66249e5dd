"""`inwriting ask`: may we put this data into that tool?"""

import datetime
from pathlib import Path

import click

from inwriting.cli import completion
from inwriting.cli.answer_cache import CachedAnswer
from inwriting.cli.as_of import asked_for_a_day, known_option, known_then
from inwriting.cli.evaluated_register import evaluate_register, report_unusable
from inwriting.cli.known_names import known
from inwriting.cli.options import request_options, root_option
from inwriting.cli.output import options, print_result
from inwriting.exit_codes import ExitCode
from inwriting.register.decide.asking import Asked, region_meant, reply
from inwriting.register.model.register import Register


@click.command(
    epilog="\b\nExample:\n  inwriting ask northwind-ai/enterprise \\\n"
    "    --data client-confidential --team tax",
)
@click.argument("offering", shell_complete=completion.offerings)
@click.option(
    "--data",
    "data_class",
    required=True,
    metavar="CLASS",
    shell_complete=completion.policy_names("data-classes"),
    help="The class of the data you want to put in.",
)
@click.option(
    "--team",
    default="",
    metavar="TEAM",
    shell_complete=completion.policy_names("teams"),
    help="The team that wants to use the offering.",
)
@click.option(
    "--client",
    default="",
    metavar="CLIENT",
    shell_complete=completion.policy_names("clients"),
    help="The client the data belongs to.",
)
@click.option(
    "--region",
    default="",
    metavar="REGION",
    shell_complete=completion.policy_names("regions"),
    help="Where the team works.  [default: the team's region]",
)
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="The output format.",
)
@known_option
@root_option
@request_options
def command(
    offering: str,
    output: str,
    root: Path,
    known_on_the_day: bool,
    as_of: datetime.date | None,
    evidence: tuple[Path, ...],
    **narrowing: str,
) -> int:
    """Say whether you may put data of CLASS into OFFERING (vendor/offering), and why.

    If not, it lists what is missing, what to ask the vendor, and what to use instead. Exits 0 for
    yes and yes, if (allowed, conditional), 1 for not yet and no (paused, refused), 2 when a name
    or a file cannot be used, 4 when a check or the tool failed.
    """
    if known_on_the_day:
        evaluation = known_then(root, asked_for_a_day(as_of), evidence)
    else:
        evaluation = evaluate_register(root, as_of, evidence)
    refused = report_unusable(evaluation, root)
    register, verdicts = evaluation.register, evaluation.verdicts
    if refused is not None or register is None or verdicts is None:
        return ExitCode.FAILED if refused is None else refused
    answer = reply(register, verdicts, _asked(register, offering, **narrowing))
    shown = options(root, as_of=as_of is not None)
    from inwriting.output.ask_text import as_data, render

    write = as_data if output == "json" else render
    text = write(evaluation, register, answer, shown)
    print_result(text)
    code = ExitCode.CLEAR if answer.yes else ExitCode.BLOCKED
    if (place := click.get_current_context().find_object(CachedAnswer)) is not None:
        place.keep(text if text.endswith("\n") else text + "\n", code)
    return code


def _asked(
    register: Register, offering: str, data_class: str, team: str, client: str, region: str
) -> Asked:
    policy = register.policy
    known("offering", offering, [item.reference for item in register.offerings])
    known("data class", data_class, [item.id for item in policy.classes])
    if team:
        known("team", team, policy.teams)
    if client:
        known("client", client, policy.clients)
    region = region_meant(policy, team, region)
    if region:
        known("region", region, policy.regions)
    return Asked(offering, data_class, team, client, region)
