"""A firm adds a question by editing policy/ alone: every part of the tool knows it from then on."""

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from inwriting.cli.main import run
from inwriting.register.load.yaml import parse

ID = "encryption-keys"
QUESTION = f"""
  {ID}:
    title: Who holds the keys
    asked-of: vendor
    ask: Who holds the keys that our data is encrypted with?
    good-answer: We hold them, or a company of our choice.
    functions: [security]
    risks: [confidentiality]
    proof: promise
    authority: binding
    purposes: [storage, transport]
    values:
      - {{id: ours, standing: protects, meaning: We hold the keys.}}
      - {{id: escrow, standing: protects, meaning: A company of our choice holds them.}}
      - {{id: theirs, standing: exposes, meaning: The vendor holds the keys.}}
      - {{id: unclear, standing: unclear, meaning: It is left open.}}
    fields:
      places: {{needed-with: [escrow], meaning: Where the keys lie.}}
"""
DEMAND = f"      {ID}: {{at-least: escrow, purposes: [storage, transport]}}\n"
AGREEMENT = "# Agreement\n\n## 9 Keys\n\n9.1 Customer alone holds the keys to its data.\n"
ANSWER = f"""statements:
  {ID}:
    - says: ours
      purposes: [all]
      document: agreement
      clause: "9.1"
      quote: Customer alone holds the keys to its data.
      summary: The keys are ours alone.
"""
DOCUMENT = f"""documents:
  agreement:
    kind: signed-contract
    voice: legal
    title: Agreement of 2026-03-02
    source: {{kind: file, file: evidence/agreement.md}}
    digest: sha256:{hashlib.sha256(AGREEMENT.encode()).hexdigest()}
    dates: {{signed: 2026-03-02, observed: 2026-03-02, checked: 2026-11-02}}
"""
OWNER = ("--owner-name", "Ines Calder", "--owner-email", "ines.calder@harrow-finch.example")
DAY = ("--as-of", "2026-11-24")


def edit(path: Path, old: str, new: str) -> None:
    """Put *new* in the place of *old*, which is there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def commit(root: Path) -> None:
    """Commit everything."""
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@firm.example")
    for command in ("add -A", "commit -qm State"):
        subprocess.run(["git", *who, *command.split()], cwd=root, check=True)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh register with two vendors, committed before the question was added to its policy."""
    root = tmp_path_factory.mktemp("firm") / "register"
    assert run(["init", str(root), "--forge", "none"]) == 0
    for vendor in ("acme", "other"):
        offering = ("--offering", "desk:enterprise:workspace")
        arguments = ["--root", str(root), "--name", vendor.title(), *offering, *OWNER, "--yes"]
        assert run(["new", vendor, *arguments]) == 0
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    commit(root)
    with (root / "policy/questions.yaml").open("a", encoding="utf-8") as stream:
        stream.write(QUESTION)
    edit(
        root / "policy/policy.yaml",
        "      data-entering: {at-least: categories}\n",
        f"      data-entering: {{at-least: categories}}\n{DEMAND}",
    )
    return root


@pytest.fixture
def root(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, with nothing of the tester's environment."""
    for name in [name for name in os.environ if name.startswith(("INWRITING", "GITHUB", "CI_"))]:
        monkeypatch.delenv(name)
    for name in ("CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    shutil.copytree(begun, tmp_path / "register")
    monkeypatch.chdir(tmp_path / "register")
    return tmp_path / "register"


@pytest.fixture
def answered(root: Path) -> Path:
    """The register in which one vendor answers the question."""
    dossier = root / "vendors/acme/dossier.yaml"
    (root / "vendors/acme/evidence").mkdir()
    (root / "vendors/acme/evidence/agreement.md").write_text(AGREEMENT, encoding="utf-8")
    edit(dossier, "documents: {}\n", DOCUMENT)
    edit(dossier, "statements: {}\n", ANSWER)
    return root


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """Return what the command prints, on one line."""
    capsys.readouterr()
    found = run([*arguments])
    captured = capsys.readouterr()
    assert found == code, captured.out + captured.err
    return " ".join((captured.out + captured.err).split())


@pytest.mark.usefixtures("root")
def test_a_new_question_blocks_nobody_and_pauses_what_demands_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "Clear: nothing blocks a merge" in told(capsys, "check", *DAY)
    said = told(capsys, "ask", "other/desk", "--data", "internal", *DAY, code=1)
    assert "not yet" in said
    assert "Who holds the keys of storage, transport: no document that we read says" in said
    public = told(capsys, "ask", "other/desk", "--data", "public", *DAY, code=1)
    assert "holds the keys" not in public
    assert f"missing in 2: acme, other Next: {'inwriting questions --add-missing'}" in told(
        capsys, "questions"
    )


def test_one_command_adds_it_to_the_dossiers_and_leaves_the_rest(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(root / "vendors/acme/dossier.yaml", "silent:\n", "silent:  # by Ada\n")
    before = {path: path.read_text("utf-8") for path in root.glob("vendors/*/dossier.yaml")}
    said = told(capsys, "questions", "--add-missing")
    for path, text in before.items():
        assert f"Written: vendors/{path.parent.name}/dossier.yaml: {ID}" in said
        assert path.read_text("utf-8") == f"{text}  {ID}:\n    - note: Not looked for yet.\n"
    assert "question-left-out" not in told(capsys, "check", "--verbose", *DAY)
    assert "No dossier lacks a question." in told(capsys, "questions", "--add-missing")


def test_a_question_may_be_required_of_every_dossier(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    required = QUESTION.replace("    title", "    required: true\n    title", 1)
    edit(root / "policy/questions.yaml", QUESTION, required)
    said = told(capsys, "check", *DAY, code=1)
    assert "BLOCKS THE MERGE Acme" in said
    told(capsys, "questions", "--add-missing")
    told(capsys, "check", *DAY)
    commit(root)
    edit(root / "policy/questions.yaml", required, QUESTION)
    edit(root / "policy/questions.yaml", "{needed-with: [escrow], meaning", "{meaning")
    said = told(capsys, "diff", "HEAD", *DAY)
    assert f"question {ID} in dossiers was required now may be missing step weaker" in said
    assert "was places (needed with escrow) now places step other" in said


@pytest.mark.usefixtures("answered")
def test_the_answer_reaches_ask_explain_and_diff(capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, "ask", "acme/desk", "--data", "internal", *DAY, code=1)
    assert "Who holds the keys: ours, Agreement of 2026-03-02, 9.1 (signed contract)" in said
    assert "Who holds the keys of" not in said
    assert "The keys are ours alone." in told(capsys, "explain", "acme/desk", *DAY)
    said = told(capsys, "diff", "HEAD", *DAY)
    assert f"internal demands of {ID} was nothing now at-least escrow" in said
    assert "was silent now ours (Agreement of 2026-03-02, 9.1) step better" in said


def test_the_answer_reaches_the_pages_and_the_form(
    answered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "publish", "--even-if-blocked", "--history", "0")
    pages = answered / "build/register"
    register = json.loads((pages / "register.json").read_text("utf-8"))
    (question,) = [item for item in register["questions"] if item["id"] == ID]
    assert [value["id"] for value in question["values"]] == ["ours", "escrow", "theirs", "unclear"]
    assert question["fields"] == [
        {"id": "places", "needed-with": ["escrow"], "meaning": "Where the keys lie."}
    ]
    (acme,) = [item for item in register["vendors"] if item["id"] == "acme"]
    (answer,) = [a for a in acme["offerings"][0]["answers"] if a["question"] == ID]
    assert "ours" in json.dumps(answer)
    page = html.unescape((pages / "vendors/acme/desk.md").read_text("utf-8"))
    assert "The keys are ours alone." in page
    assert "We hold the keys." in html.unescape((pages / "questions.md").read_text("utf-8"))
    form = html.unescape((pages / "propose.md").read_text("utf-8"))
    assert f'data-key="{ID}"' in form
    assert "A company of our choice holds them." in form
    assert "Where the keys lie." in form


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("says: ours", "says: our", "says: 'our' is not one of the values allowed here. Did you"),
        ("says: ours", "says: our", "Did you mean ours? fix Use one of: ours, escrow, theirs,"),
        ("says: ours", "says: escrow", "[0]: The key 'places' is missing here."),
        ("[all]", "[train]", "'train' is not one of the values allowed here. fix Use one of: all,"),
        ("keys:", "key:", "The key 'encryption-key' is not known here. Did you mean encryption-"),
        ("purposes: [all]", "data: [all]", "The key 'data' is not known here."),
    ],
    ids=["value", "values-named", "field-missing", "purpose", "question", "field-of-another"],
)
def test_a_wrong_answer_is_refused_with_its_place(
    answered: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    dossier = answered / "vendors/acme/dossier.yaml"
    edit(dossier, ANSWER, ANSWER.replace(old, new))
    found = told(capsys, "check", *DAY, code=2)
    line = dossier.read_text("utf-8")[: dossier.read_text("utf-8").index("encryption-key")]
    place = re.search(r"vendors/acme/dossier.yaml:([0-9]+):[0-9]+", found)
    assert place is not None
    assert 0 <= int(place[1]) - line.count("\n") - 1 <= 2
    assert said in found


def test_a_question_that_is_gone_is_named_where_dossiers_answer_it(
    answered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(answered / "policy/questions.yaml", QUESTION, "")
    said = told(capsys, "check", *DAY, code=2)
    assert f"demands.{ID}: The name '{ID}' is not allowed here." in said
    assert f"statements.{ID}: The key '{ID}' is not known here." in said


def test_what_is_asked_no_more_is_compared_with_nothing(
    answered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The base branch is read by its own questions: what it answered else is still compared."""
    other = answered / "vendors/other/dossier.yaml"
    edit(other, "statements: {}\n", ANSWER)
    edit(other, "documents: {}\n", DOCUMENT)
    shutil.copytree(answered / "vendors/acme/evidence", other.parent / "evidence")
    commit(answered)
    edit(answered / "policy/questions.yaml", QUESTION, "")
    edit(answered / "policy/policy.yaml", DEMAND, "")
    for vendor in ("acme", "other"):
        edit(answered / f"vendors/{vendor}/dossier.yaml", ANSWER, "statements: {}\n")
    said = told(capsys, "check", "--base", "HEAD", "--verbose", *DAY)
    assert "On the base branch this could not be read" not in said
    assert f"question {ID} was asked now not asked" in told(capsys, "diff", "HEAD", *DAY)


def test_the_schemas_for_editors_follow(answered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stale = "Not as `inwriting schema` would write it now: dossier.schema.json, policy.schema.json."
    assert stale in told(capsys, "check", "--verbose", *DAY)
    assert "Written: schemas/dossier.schema.json Written: schemas/policy" in told(capsys, "schema")
    text = (answered / "schemas/dossier.schema.json").read_text("utf-8")
    statements = json.loads(text)["properties"]["statements"]["properties"]
    assert list(statements)[-1] == ID
    assert "Up to date" in told(capsys, "schema")
    assert "inwriting schema" not in told(capsys, "check", "--verbose", *DAY)
    (answered / "schemas/dossier.schema.json").unlink()
    assert "dossier.schema.json" in told(capsys, "check", "--verbose", *DAY)


def test_a_register_may_ask_nothing_but_its_own(
    answered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No part of the tool needs a question that the shipped policy happens to ask."""
    yaml = YAML(typ="safe", pure=True)
    for name in ("questions", "policy"):
        path = answered / f"policy/{name}.yaml"
        data, _ = parse("", path.read_text("utf-8"))
        if name == "questions":
            asked = data["questions"].items()
            data["questions"] = {k: q for k, q in asked if k == ID or q["asked-of"] == "firm"}
        else:
            for item in data["data-classes"]:
                item["demands"] = {ID: {"at-least": "ours"}} if item["id"] == "public" else {}
            data["chain"]["questions"] = [ID]
            data["vague-phrases"] = [{"phrase": "may", "leaves-open": "whether"}]
        with path.open("w", encoding="utf-8") as stream:
            yaml.dump(data, stream)
    for vendor in ("acme", "other"):
        dossier = answered / f"vendors/{vendor}/dossier.yaml"
        text, _, _ = dossier.read_text("utf-8").partition("silent:\n")
        dossier.write_text(text, encoding="utf-8")
    behind = "{name: Other, role: hosting, offering: other/desk, document: agreement, clause: '9'}"
    with (answered / "vendors/acme/dossier.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"subprocessors:\n  - {behind}\n")
    assert "question-left-out" in told(capsys, "check", "--verbose", *DAY)
    assert "ours, Agreement" in told(capsys, "ask", "acme/desk", "--data", "public", *DAY, code=1)
    told(capsys, "explain", "acme/desk", *DAY)
    told(capsys, "publish", "--even-if-blocked", "--history", "0")
    told(capsys, "schema")
    told(capsys, "questions", "--add-missing")
    assert "question-left-out" not in told(capsys, "check", "--verbose", *DAY)


def test_cite_writes_an_answer_to_it(answered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--document", "agreement", "--find", "alone holds the keys", "--place", "1")
    given = ("--says", "ours", "--purposes", "storage", "--summary", "The keys are ours.")
    told(capsys, "cite", "acme", ID, *words, *given)
    data, _ = parse("", (answered / "vendors/acme/dossier.yaml").read_text("utf-8"))
    assert data["statements"][ID][1]["clause"] == "9.1"
    wrong = ("--says", "escrow", "--purposes", "storage", "--summary", "Somebody holds them.")
    assert "'places' is missing" in told(capsys, "cite", "acme", ID, *words, *wrong, code=2)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: escrow", "id: ours", "The answer ours is listed twice."),
        ("id: escrow", "id: silent", "No statement can say silent."),
        ("[escrow], m", "[escro], m", "escro is no answer to this question. Did you mean escrow?"),
        ("id: unclear, standing: unclear", "id: unclear, standing: protects", "means the same"),
        (
            "    purposes: [storage, transport]\n    v",
            "    derived-from: retentio\n    v",
            "No dossier answers the question retentio. Did you mean retention?",
        ),
    ],
    ids=["twice", "silent", "needed-with", "unclear", "derived"],
)
def test_a_question_that_cannot_be_meant_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    edit(root / "policy/questions.yaml", old, new)
    found = told(capsys, "check", *DAY, code=2)
    assert "policy/questions.yaml:" in found
    assert said in found
    assert "policy/questions.yaml:" in told(capsys, "schema", code=2)
