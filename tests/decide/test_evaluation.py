"""Vendors are evaluated one by one, and checks may look at all of them all the same."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from inwriting.exit_codes import ExitCode
from inwriting.register.decide import evaluate as evaluate_module
from inwriting.register.decide import shared_work
from inwriting.register.decide.evaluate import evaluate
from inwriting.register.decide.results import Results, RulesChangedError, results_of
from inwriting.register.load.problem import UnusableInputError
from tests.decide.cached_register import CHECKS, asked, cached_in, edited, make, mark, told, truth

HEAD = '''
"""A check of the tests."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Register, Vendor, check
from inwriting.register.decide.verdict import Verdicts


@check(group="decision", effect=Effect.REFUSE)
def of_the_tests({parameters}) -> Iterator[Finding]:
    """Something is wrong.

    Why: it is a test.
    Fix: nothing.
    """
'''
IDS = ("acme", "away", "follower", "modelhouse", "pupil", "solo")
"""The vendors, each with one offering."""


def of_each(says: str) -> tuple[str, ...]:
    """Return what is found when the same is said of each vendor."""
    return tuple(f"{name}: {says}" for name in IDS)


FAILED = "The check of-the-tests failed:"
LOOKING: dict[str, tuple[str, str]] = {
    "all vendors": (
        "vendor: Vendor, register: Register",
        'yield Finding(f"One of {len(register.vendors)}.", at=vendor.dossier.place)',
    ),
    "all vendors, by number": (
        "vendor: Vendor, register: Register",
        'yield Finding(f"After {register.vendors[0].id}.", at=vendor.dossier.place)',
    ),
    "all offerings": (
        "vendor: Vendor, register: Register",
        'yield Finding(f"One of {len(register.offerings)}.", at=vendor.dossier.place)',
    ),
    "all names": (
        "vendor: Vendor, register: Register",
        'yield Finding(" ".join(register.vendor_names) + ".", at=vendor.dossier.place)',
    ),
    "who is unusable": (
        "vendor: Vendor, register: Register",
        'yield Finding(f"Not {sorted(register.unusable)}.", at=vendor.dossier.place)',
    ),
    "all findings": (
        "vendor: Vendor, verdicts: Verdicts",
        'yield Finding(f"One of {len(verdicts.findings)}.", at=vendor.dossier.place)',
    ),
    "all decisions": (
        "vendor: Vendor, verdicts: Verdicts",
        'yield Finding(f"One of {len(verdicts.decisions)}.", at=vendor.dossier.place)',
    ),
    "findings about another": (
        "vendor: Vendor, verdicts: Verdicts",
        (
            'found = verdicts.about("follower")\n'
            '    yield Finding(f"So many: {len(found)}.", at=vendor.dossier.place)'
        ),
    ),
    "a verdict on another": (
        "vendor: Vendor, verdicts: Verdicts",
        (
            'word = verdicts.of("acme/desk", "internal").verdict.word\n'
            '    yield Finding(f"It is {word}.", at=vendor.dossier.place)'
        ),
    ),
    "a verdict on nobody": (
        "vendor: Vendor, verdicts: Verdicts",
        'verdicts.of("nobody/desk", "internal")\n    yield from ()',
    ),
    "a finding about another": (
        "vendor: Vendor",
        (
            'if vendor.id == "solo":\n'
            '        yield Finding("Acme is wrong.", at=vendor.dossier.place, vendor="acme")'
        ),
    ),
    "a finding about another, by its verdict": (
        "vendor: Vendor, verdicts: Verdicts",
        (
            'if vendor.id == "solo":\n'
            '        word = verdicts.of("acme/desk", "internal").verdict.word\n'
            '        yield Finding(f"It is {word}.", at=vendor.dossier.place, vendor="acme")'
        ),
    ),
    "a finding about another's offering": (
        "vendor: Vendor",
        (
            'if vendor.id == "solo":\n'
            '        yield Finding("It is.", at=vendor.dossier.place, offering="acme/desk")'
        ),
    ),
    "a finding about nobody": (
        "vendor: Vendor",
        (
            'if vendor.id == "solo":\n'
            '        yield Finding("It is.", at=vendor.dossier.place, vendor="nobody")'
        ),
    ),
    "the register": (
        "register: Register",
        'yield Finding("All is wrong.", at=register.policy.place)',
    ),
    "the register, a condition": (
        "register: Register",
        'yield Finding("Beware.", at=register.policy.place, effect=Effect.CONDITION)',
    ),
    "the register, which may not merge": (
        "register: Register",
        'yield Finding("No.", at=register.policy.place, effect=Effect.MERGE)',
    ),
    "the register, about one": (
        "register: Register",
        'yield Finding("No.", at=register.policy.place, vendor="acme", effect=Effect.MERGE)',
    ),
    "the register, about an offering": (
        "register: Register",
        (
            'yield Finding("No.", at=register.policy.place, vendor="acme", offering="acme/desk",\n'
            "                  effect=Effect.CONDITION)"
        ),
    ),
    "the register, about nobody": (
        "register: Register",
        'yield Finding("No.", at=register.policy.place, vendor="nobody", effect=Effect.MERGE)',
    ),
    "the register and its vendors": (
        "register: Register",
        'yield Finding(f"{len(register.vendors)}.", at=register.policy.place)',
    ),
    "the register by its verdicts": (
        "register: Register, verdicts: Verdicts",
        'yield Finding(f"{len(verdicts.findings)}.", at=register.policy.place)',
    ),
    "it fails": ("vendor: Vendor", "raise SystemExit(0)\n    yield"),
    "it fails for the register": ("register: Register", 'raise KeyError("x")\n    yield'),
    "no finding": ("offering: Offering", "yield 1"),
}
"""What a check looks at: its parameters and its body."""
FOUND: dict[str, tuple[tuple[str, ...], str]] = {
    "all vendors": (of_each("One of 6."), "refused refused"),
    "all vendors, by number": (of_each("After acme."), "refused refused"),
    "all offerings": (of_each("One of 6."), "refused refused"),
    "all names": (of_each("acme away follower modelhouse pupil solo."), "refused refused"),
    "who is unusable": (of_each("Not []."), "refused refused"),
    "all findings": (of_each("One of 5."), "refused refused"),
    "all decisions": (of_each("One of 18."), "refused refused"),
    "findings about another": (of_each("So many: 2."), "refused refused"),
    "a verdict on another": (of_each("It is allowed."), "refused refused"),
    "a verdict on nobody": (
        of_each(f"{FAILED} KeyError: ('nobody/desk', 'internal')"),
        "paused paused",
    ),
    "a finding about another": (("acme: Acme is wrong.",), "refused allowed"),
    "a finding about another, by its verdict": (("acme: It is allowed.",), "refused allowed"),
    "a finding about another's offering": (("solo: It is.",), "refused allowed"),
    "a finding about nobody": (("nobody: It is.",), "allowed allowed"),
    "the register": ((": All is wrong.",), "refused refused"),
    "the register, a condition": ((": Beware.",), "conditional conditional"),
    "the register, which may not merge": ((": No.",), "paused paused"),
    "the register, about one": (("acme: No.",), "paused allowed"),
    "the register, about an offering": (("acme: No.",), "conditional allowed"),
    "the register, about nobody": (("nobody: No.",), "allowed allowed"),
    "the register and its vendors": ((": 6.",), "refused refused"),
    "the register by its verdicts": ((": 5.",), "refused refused"),
    "it fails": (of_each(f"{FAILED} SystemExit: 0"), "paused paused"),
    "it fails for the register": ((f": {FAILED} KeyError: 'x'",), "paused paused"),
    "no finding": (
        of_each(f"{FAILED} TypeError: it yielded int and not a Finding"),
        "paused paused",
    ),
}
"""What is then found, and the verdicts on acme/desk and solo/api for public data.

Without the check both are allowed.
"""


def _with(root: Path, parameters: str, body: str) -> Path:
    """Add a check to the register at *root*."""
    source = f"{HEAD.replace('{parameters}', parameters).lstrip()}    {body}\n"
    (root / "checks/of_the_tests.py").write_text(source, encoding="utf-8")
    policy = root / "policy/policy.yaml"
    listed = f"  - {CHECKS[0]}\n"
    text = policy.read_text("utf-8")
    assert listed in text
    policy.write_text(text.replace(listed, f"{listed}  - of-the-tests\n"), encoding="utf-8")
    return root


@pytest.mark.parametrize("name", LOOKING)
def test_whatever_a_check_looks_at(tmp_path: Path, name: str) -> None:
    """Also at all vendors, at their verdicts, or at another vendor than its own."""
    found, verdicts_on = FOUND[name]
    root = _with(make(tmp_path / "register"), *LOOKING[name])
    first = ""
    for file in (None, tmp_path / "results.sqlite", tmp_path / "results.sqlite"):
        evaluation = evaluate(asked(root, file))
        own = [f for f in evaluation.findings if "of-the-tests" in {f.check, f.failed_check}]
        assert tuple(f"{f.vendor}: {f.message}" for f in own) == found
        words = {o.reference: o.verdicts[0] for v in evaluation.vendors for o in v.offerings}
        assert f"{words['acme/desk']} {words['solo/api']}" == verdicts_on
        verdicts = evaluation.verdicts
        assert verdicts is not None
        for reference, word in words.items():
            assert verdicts.of(reference, "public").verdict.word == word
        first = first or told(evaluation)
        assert told(evaluation) == first


def test_a_vendor_rests_on_all_names_where_a_check_asks_for_them(tmp_path: Path) -> None:
    root = _with(make(tmp_path / "register"), *LOOKING["all names"])
    file = tmp_path / "results.sqlite"
    evaluate(asked(root, file))
    mark(file)
    (root / "vendors/zeta").mkdir()
    outcome = evaluate(asked(root, file))
    assert cached_in(outcome) == frozenset()
    assert told(outcome) == truth(asked(root, None))


def test_what_rests_on_all_vendors_is_found_anew(tmp_path: Path) -> None:
    """Each may have changed, and any of them moves the result of all."""
    root = _with(make(tmp_path / "register"), *LOOKING["all vendors"])
    file = tmp_path / "results.sqlite"
    evaluate(asked(root, file))
    shutil.rmtree(root / "vendors/away")
    outcome = evaluate(asked(root, file))
    assert told(outcome) == truth(asked(root, None))
    assert "One of 5." in told(outcome)


def test_an_exception_accepts_a_finding_about_the_register_for_its_own_vendor(
    tmp_path: Path,
) -> None:
    """For Acme it is a condition, for all others it refuses."""
    root = _with(make(tmp_path / "register"), *LOOKING["the register"])
    edited(root / "vendors/acme/use.yaml", _excepting)
    file = tmp_path / "results.sqlite"
    for _ in range(2):
        evaluation = evaluate(asked(root, file))
        assert evaluation.problems == ()
        words = {o.reference: o.verdicts[0] for v in evaluation.vendors for o in v.offerings}
        assert (words["acme/desk"], words["solo/api"]) == ("conditional", "refused")
        (found,) = (item for item in evaluation.general if item.finding.check == "of-the-tests")
        assert [item.id for item in found.accepted] == ["x-1"]
        # It refuses the others all the same.
        assert not found.suppressed


def _excepting(use: Any) -> None:
    owner = {"name": "Ida Imp", "email": "ida@test.example"}
    approver = {"name": "Rosa Right", "email": "rosa@test.example"}
    use["exceptions"] = [
        {
            "id": "x-1",
            "check": "of-the-tests",
            "offering": "desk",
            "data-class": "confidential",
            "owner": owner,
            "approved-by": approver,
            "reason": "A test of what it accepts.",
            "granted": "2026-11-01",
            "expires": "2026-12-01",
        }
    ]


BROKEN = {
    "no policy": (ExitCode.UNUSABLE, ["policy/policy.yaml"]),
    "no vendor": (ExitCode.NOTHING, []),
    "not a vendor's name": (ExitCode.UNUSABLE, ["vendors/*", "vendors/So lo"]),
    "a broken vendor": (
        ExitCode.UNUSABLE,
        ["vendors/acme/use.yaml", "vendors/away/approvals.yaml", "vendors/solo/dossier.yaml"],
    ),
    "a check less": (ExitCode.UNUSABLE, ["policy/policy.yaml"]),
}
"""What is broken, the exit code, and the files that are named."""


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_used_is_named(tmp_path: Path, name: str) -> None:
    root = make(tmp_path / "register")
    if name == "no policy":
        (root / "policy/policy.yaml").write_text("format: 2\n", encoding="utf-8")
    elif name == "no vendor":
        (root / "vendors").rename(tmp_path / "elsewhere")
        (root / "vendors").mkdir()
    elif name == "not a vendor's name":
        (root / "vendors/solo").rename(root / "vendors/So lo")
        (root / "vendors/pupil").rename(root / "vendors/*")
    elif name == "a broken vendor":
        (root / "vendors/acme/use.yaml").write_text("format: [\n", encoding="utf-8")
        (root / "vendors/away/approvals.yaml").mkdir()
        (root / "vendors/solo/dossier.yaml").unlink()
        (root / "vendors/solo/dossier.yaml").symlink_to("../pupil/dossier.yaml")
    else:
        (root / "checks/unknown_name.py").unlink()
    for _ in range(2):
        outcome = evaluate(asked(root, tmp_path / "results.sqlite"))
        code, files = BROKEN[name]
        assert outcome.exit_code is code
        assert sorted({problem.file for problem in outcome.problems}) == files
        assert told(outcome) == truth(asked(root, None))


@pytest.mark.parametrize("how", ["fork", "spawn"])
def test_many_vendors_come_out_the_same_from_other_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    root = make(tmp_path / "register")
    for number in range(100):
        place = root / f"vendors/v{number}"
        place.mkdir()
        for name in ("dossier.yaml", "evidence"):
            (place / name).symlink_to(root / "vendors/solo" / name)
        if number % 2:
            (place / "dossier.yaml").unlink()
            text = (root / "vendors/acme/dossier.yaml").read_text("utf-8")
            (place / "dossier.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(shared_work, "_how", lambda: how)
    monkeypatch.setattr(shared_work, "_cores", lambda: 2)
    expected = truth(asked(root, None))
    file = tmp_path / "results.sqlite"
    for _ in range(2):
        assert told(evaluate(asked(root, file))) == expected
    assert told(evaluate(asked(root, None))) == expected


@pytest.mark.parametrize("times", [1, 9])
def test_rules_that_change_while_they_are_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """Another process reads them anew, and must find the same: else all begin again."""
    request = asked(make(tmp_path / "register"), None)
    expected = truth(request)
    left = [RulesChangedError()] * times

    def changing(*arguments: Any) -> Results:
        if left:
            raise left.pop()
        return results_of(*arguments)

    monkeypatch.setattr(evaluate_module, "results_of", changing)
    if times == 1:
        assert told(evaluate(request)) == expected
    else:
        with pytest.raises(UnusableInputError):
            evaluate(request)
