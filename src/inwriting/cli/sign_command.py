"""`inwriting sign`: sign off a vendor in exactly its current state."""

import datetime
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from inwriting.cli import completion
from inwriting.cli.approvals import with_approval
from inwriting.cli.date_type import DateType
from inwriting.cli.evaluated_register import evaluate_register, report_unusable
from inwriting.cli.files import write_new, write_over
from inwriting.cli.known_names import known
from inwriting.cli.options import request_options, root_option
from inwriting.cli.output import print_result
from inwriting.exit_codes import ExitCode
from inwriting.output.safe import one_line
from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.model.register import Register, Vendor
from inwriting.register.model.use import Use


@dataclass(frozen=True, slots=True)
class _Signature:
    """A sign-off about to be written."""

    function: str
    name: str
    email: str
    on: datetime.date
    data_class: str
    offerings: tuple[str, ...]
    note: str


@click.command(
    epilog="\b\nExample:\n  inwriting sign northwind-ai \\\n"
    "    --function legal --data client-confidential \\\n"
    "    --by-name 'Maren Oakes' --by-email maren.oakes@harrow-finch.example",
)
@click.argument("vendor", shell_complete=completion.vendors)
@click.option(
    "--function",
    required=True,
    shell_complete=completion.policy_names("functions"),
    help="procurement, legal, security or implementation.",
)
@click.option(
    "--data",
    "data_class",
    required=True,
    metavar="CLASS",
    shell_complete=completion.policy_names("data-classes"),
    help="The highest data class you sign for.",
)
@click.option("--by-name", default="", help="Who signs.  [default: git config user.name]")
@click.option(
    "--by-email", default="", help="That person's e-mail address.  [default: git config user.email]"
)
@click.option(
    "--on",
    type=DateType(),
    help="The day of the signature.  [default: today, or the policy's clock]",
)
@click.option(
    "--offering",
    "offerings",
    multiple=True,
    metavar="OFFERING",
    help="Sign for this offering only; repeatable.  [default: all those in use.yaml]",
)
@click.option("--note", default="", help="A note to store with the signature.")
@root_option
@request_options
def command(
    vendor: str,
    offerings: tuple[str, ...],
    on: datetime.date | None,
    root: Path,
    as_of: datetime.date | None,
    evidence: tuple[Path, ...],
    **given: str,
) -> int:
    """Sign off VENDOR as it is now: add its current digest to approvals.yaml.

    It exits 2 if the person may not sign for the function or has signed for another one, if the
    firm does not use the vendor, or if the register cannot be used.
    """
    evaluation = evaluate_register(root, as_of, evidence)
    refused = report_unusable(evaluation, root)
    register = evaluation.register
    if refused is not None or register is None:
        return ExitCode.FAILED if refused is None else refused
    known("vendor", vendor, [item.id for item in register.vendors])
    found = register.vendor(vendor)
    assert found is not None  # noqa: S101 - it is known
    use = _use(found)
    signature = _Signature(
        function=given["function"],
        name=given["by_name"] or _git("user.name"),
        email=(given["by_email"] or _git("user.email")).lower(),
        on=on or register.today,
        data_class=given["data_class"],
        offerings=tuple(name.removeprefix(f"{vendor}/") for name in offerings),
        note=given["note"],
    )
    _refuse(register, found, use, signature)
    path = root / "vendors" / vendor / "approvals.yaml"
    _write(path, signature, found)
    shown = ", ".join(signature.offerings or use.offerings)
    print_result(
        f"Signed for {signature.function} by {one_line(signature.name)} <{signature.email}> "
        f"on {signature.on}\n"
        f"  vendor     {vendor}\n"
        f"  offerings  {shown}\n"
        f"  data       up to {signature.data_class}\n"
        f"  digest     {found.digest}\n"
        f"  written    {path.as_posix()}\n"
        "Any change to the dossier or use.yaml ends this sign-off. Next: inwriting check."
    )
    return ExitCode.CLEAR


def _use(vendor: Vendor) -> Use:
    if vendor.use is None:
        raise click.UsageError(
            f"The firm does not use {vendor.id}: there is no use.yaml. Write it first, because you "
            "sign its contents too."
        )
    return vendor.use


def _refuse(register: Register, vendor: Vendor, use: Use, signature: _Signature) -> None:
    """Reject what a check would reject right away.

    Raises ClickException.
    """
    policy = register.policy
    known("function", signature.function, policy.signers)
    known("data class", signature.data_class, [item.id for item in policy.classes])
    for name in signature.offerings:
        known("used offering", name, use.offerings)
    if not signature.name or not signature.email:
        message = "Who signs? Give --by-name and --by-email, or set them in Git."
        raise click.UsageError(message)
    if signature.on > register.today:
        message = f"{signature.on} is after {register.today}, the register's date."
        raise click.BadParameter(message, param_hint="--on")
    entitled = {person.email for person in policy.signers[signature.function]}
    if signature.email not in entitled:
        raise click.UsageError(
            f"{one_line(signature.email)} may not sign for {signature.function}. "
            f"The policy names: {', '.join(sorted(entitled))}."
        )
    for item in vendor.approvals:
        if item.digest != vendor.digest or item.by.email != signature.email:
            continue
        if item.function != signature.function:
            raise click.UsageError(
                f"{one_line(signature.email)} has already signed this state for {item.function}; "
                "one person signs for one function only."
            )
        if _covers(item.offerings, signature.offerings, use) and item.data_allowed in {
            c.id for c in policy.classes if c.position >= _position(register, signature)
        }:
            raise click.UsageError(
                f"{one_line(signature.email)} has already signed this state for {item.function}."
            )


def _covers(signed: tuple[str, ...], wanted: tuple[str, ...], use: Use) -> bool:
    return set(wanted or use.offerings) <= set(signed or use.offerings)


def _position(register: Register, signature: _Signature) -> int:
    data_class = register.policy.data_class(signature.data_class)
    return data_class.position if data_class else 0


def _write(path: Path, signature: _Signature, vendor: Vendor) -> None:
    entry: dict[str, Any] = {
        "function": signature.function,
        "by": {"name": signature.name, "email": signature.email},
        "on": str(signature.on),
        "digest": vendor.digest,
        "data-allowed": signature.data_class,
    }
    if signature.offerings:
        entry["offerings"] = list(signature.offerings)
    if signature.note:
        entry["note"] = signature.note
    if path.is_symlink():
        problem = Problem(
            path.as_posix(), 0, 0, "It is a symbolic link.", "Replace it with a plain file."
        )
        raise UnusableInputError((problem,))
    if path.exists():
        write_over(path, with_approval(path.as_posix(), path.read_text(encoding="utf-8"), entry))
    else:
        write_new(path, with_approval(path.as_posix(), "", entry))


def _git(key: str) -> str:
    """Return what Git knows of the person here; empty when it knows nothing."""
    try:
        done = subprocess.run(
            ["git", "config", "--get", key],
            capture_output=True,
            check=False,
            timeout=10,
            encoding="utf-8",
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
