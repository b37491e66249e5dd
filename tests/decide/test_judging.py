"""A register judged vendor by vendor comes out as it does when it is judged as one."""

from pathlib import Path

import pytest

from inwriting.register.decide import shared_work
from inwriting.register.decide.evaluate import Request, evaluate
from inwriting.register.decide.judging import judge
from inwriting.register.decide.outcome import Outcome
from inwriting.register.decide.summing_up import outcome_of
from tests.checks.cases import HERE, evaluate_case, read
from tests.decide.kept_register import CHECKS, asked, kept_in, make, mark, told

CASES = sorted(path for path in HERE.glob("*/*/*.yaml") if path.parent.name in {"pass", "fail"})
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
LOOKING: dict[str, tuple[str, str]] = {
    "all vendors": (
        "vendor: Vendor, register: Register",
        'yield Finding(f"One of {len(register.vendors)}.", at=vendor.dossier.place)',
    ),
    "all vendors, by number": (
        "vendor: Vendor, register: Register",
        'yield Finding(f"After {register.vendors[0].id}.", at=vendor.dossier.place)',
    ),
    "all vendors, and nothing is caught": (
        "vendor: Vendor, register: Register",
        (
            "try:\n        n = len(list(register.vendors))\n    except Exception:\n        n = 0\n"
            '    yield Finding(f"One of {n}.", at=vendor.dossier.place)'
        ),
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
    "findings about another": (
        "vendor: Vendor, verdicts: Verdicts",
        'yield Finding(f"So many: {len(verdicts.about("acme"))}.", at=vendor.dossier.place)',
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


def whole(request: Request) -> Outcome:
    return outcome_of(evaluate(request))


@pytest.mark.parametrize("name", LOOKING)
def test_whatever_a_check_looks_at(tmp_path: Path, name: str) -> None:
    """What needs all of the register at once is left to the way that has it."""
    root = _with(make(tmp_path / "register"), *LOOKING[name])
    expected = told(whole(asked(root, None)))
    assert "of-the-tests" in expected
    file = tmp_path / "judgments.sqlite"
    for _ in range(2):
        assert told(judge(asked(root, file))) == expected


def test_a_vendor_rests_on_all_names_where_a_check_asks_for_them(tmp_path: Path) -> None:
    root = _with(make(tmp_path / "register"), *LOOKING["all names"])
    file = tmp_path / "judgments.sqlite"
    judge(asked(root, file))
    mark(file)
    (root / "vendors/zeta").mkdir()
    outcome = judge(asked(root, file))
    assert kept_in(outcome) == frozenset()
    assert told(outcome) == told(whole(asked(root, None)))


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


@pytest.mark.parametrize("path", CASES[::5], ids=lambda p: "/".join(p.relative_to(HERE).parts)[:-5])
def test_every_fifth_case_comes_out_the_same(tmp_path: Path, path: Path) -> None:
    """With all checks, with a base branch and without one."""
    case = read(path)
    evaluation = evaluate_case(case, tmp_path)
    base = "HEAD" if "base" in case else ""
    day = evaluation.register.today if evaluation.register and "as-of" in case else None
    root = tmp_path / "register"
    outcome = judge(asked(root, None, base=base, today=day))
    assert told(outcome) == told(outcome_of(evaluation))
    assert outcome.exit_code == evaluation.exit_code


BROKEN = ["no policy", "no vendor", "not a vendor's name", "a broken vendor", "a check less"]


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_used_is_named_in_the_same_words(tmp_path: Path, name: str) -> None:
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
        outcome = judge(asked(root, tmp_path / "judgments.sqlite"))
        assert told(outcome) == told(whole(asked(root, None)))


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
    expected = told(whole(asked(root, None)))
    file = tmp_path / "judgments.sqlite"
    for _ in range(2):
        assert told(judge(asked(root, file))) == expected
    assert told(judge(asked(root, None))) == expected
