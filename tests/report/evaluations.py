"""Evaluations to report on."""

import dataclasses
import datetime
from pathlib import Path

from inwriting.output.check_report import CheckReport
from inwriting.output.formats import render
from inwriting.output.options import Options
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from inwriting.register.decide.outcome import Found
from inwriting.register.load.problem import Problem
from inwriting.register.model.place import Place
from tests import registers


def evaluated(folder: Path, *parts: str) -> Evaluation:
    """Return the evaluation of the small register with *parts* laid on it."""
    return again(registers.make(folder / "register", *parts))


def again(root: Path) -> Evaluation:
    """Return the evaluation of the register at *root* as it is now."""
    return evaluate(Request(root, clock=datetime.date(2026, 11, 24)))


def rendered(evaluation: Evaluation, name: str, options: Options) -> str:
    """Return *evaluation* in the format *name*."""
    return render(CheckReport(evaluation), name, options)


def saying(base: Evaluation, text: str, effect: Effect = Effect.MERGE) -> Evaluation:
    """Return *base* with one finding and one problem in which *text* stands wherever text can."""
    finding = Finding(
        message=text,
        at=Place(f"vendors/{text}/dossier.yaml", ("vendor", "name")),
        question="training-use",
        data_class="internal",
        fix=text,
        also=(Place("vendors/acme/dossier.yaml", ("vendor", "name")),),
        clauses=(text,),
        effect=effect,
        teams=(text,),
        vendor="acme",
        offering="acme/desk",
        check="answer-unknown",
        risks=("governance",),
    )
    problem = Problem(f"vendors/{text}", 3, 1, text, text)
    return dataclasses.replace(base, general=(*base.general, Found(finding)), problems=(problem,))
