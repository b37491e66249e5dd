"""The formats of `inwriting check`."""

import click

from inwriting.decide.evaluate import Evaluation
from inwriting.report.places import Locator

FORMATS = ("text", "github", "sarif", "json", "junit", "gitlab")


def render(evaluation: Evaluation, output: str) -> None:
    """TEMPORARY text output."""
    locator = Locator(evaluation.texts)
    for problem in evaluation.problems:
        click.echo(f"error: {problem}")
    for f in sorted(evaluation.findings, key=lambda f: (-int(f.effect), f.offering)):
        click.echo(f"{f.effect.name:9} {f.check} [{f.offering or f.vendor}] {f.data_class} {locator.line(f.at)}: {f.message}")
    if evaluation.verdicts and evaluation.register:
        for o in evaluation.register.offerings:
            click.echo(f"{o.reference:40} " + " ".join(f"{c.id}={evaluation.verdicts.of(o.reference, c.id).verdict.word}" for c in evaluation.register.policy.classes))
    click.echo(f"exit {int(evaluation.exit_code)} findings {len(evaluation.findings)}")
