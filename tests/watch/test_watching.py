"""`inwriting watch` on an archive and a web server whose texts change between runs."""

import copy
import datetime
import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from inwriting.cli.main import run
from inwriting.output.formats import formats_of
from inwriting.register.decide.evaluate import Request, evaluate
from inwriting.register.load.schema import mistakes
from inwriting.texts.passages import digest_of_bytes
from tests import registers
from tests.checks.cases import ROOT, read, write
from tests.workflows.workshop import git

OLD = "Acme never trains a model on prompts or outputs, nor improves one with them."
NEW = "Acme trains a model on prompts or outputs, unless the Customer opts out."
FILLING = "\n\n".join(
    f"{n}.{n} The clerk of the harbour writes the names of the {n} boats into the great book of "
    "the quay, and nobody asks for more than that before the evening comes."
    for n in range(10, 40)
)


@dataclass
class Page:
    """What the web server answers."""

    body: bytes
    status: int = 200
    kind: str = "text/plain; charset=utf-8"
    asked: int = 0
    agents: set[str] = field(default_factory=set)


@pytest.fixture
def page() -> Page:
    return Page(b"")


@pytest.fixture
def server(page: Page) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page.asked += 1
            page.agents.add(self.headers.get("User-Agent", ""))
            self.send_response(page.status)
            self.send_header("Content-Type", page.kind)
            self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        thread = threading.Thread(target=served.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}/terms"
        served.shutdown()
        thread.join()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small register, with nobody but Acme in it."""
    place = tmp_path / "register"
    registers.make(place)
    for other in (place / "vendors").iterdir():
        if other.name != "acme":
            shutil.rmtree(other)
    evidence = place / "vendors/acme/evidence/agreement.md"
    text = evidence.read_text("utf-8") + "\n" + FILLING + "\n"
    _edit(place / "vendors/acme/dossier.yaml", digest_of_bytes(evidence.read_bytes()), text)
    evidence.write_text(text, encoding="utf-8")
    # With the repository's own checks, so that alarms become findings.
    policy = read(place / "policy/policy.yaml")
    names = sorted(path.stem.replace("_", "-") for path in (ROOT / "checks").glob("*.py"))
    write(place / "policy/policy.yaml", policy | {"checks": {"from": "shipped", "list": names}})
    return place


def _edit(path: Path, old: str, text: str) -> None:
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, digest_of_bytes(text.encode())), encoding="utf-8")


def _cited(root: Path) -> str:
    return (root / "vendors/acme/evidence/agreement.md").read_text("utf-8")


def _source(root: Path, source: str) -> None:
    path = root / "vendors/acme/dossier.yaml"
    text = path.read_text("utf-8")
    old = "source: {kind: file, file: evidence/agreement.md}"
    assert old in text
    path.write_text(text.replace(old, f"source: {{{source}}}"), encoding="utf-8")


def _clock(root: Path, day: str) -> None:
    path = root / "policy/policy.yaml"
    write(path, read(path) | {"clock": {"fixed": day, "why": "The tests choose it."}})


def _alarms(root: Path) -> list[dict[str, Any]]:
    path = root / "vendors/acme/alarms.yaml"
    alarms: list[dict[str, Any]] = read(path)["alarms"] if path.exists() else []
    return alarms


def _watch(root: Path, *more: str) -> int:
    evidence = str(root / "vendors/acme/evidence")
    return run(["watch", "acme", "--root", str(root), "--evidence", evidence, *more])


def _paused(root: Path, day: str) -> set[str]:
    """Return the data classes that alarms pause on *day*."""
    evaluation = evaluate(Request(root, datetime.date.fromisoformat(day)))
    return {
        finding.data_class for finding in evaluation.findings if finding.check == "alarm-open"
    } - {""}


def _newest(root: Path, text: str) -> tuple[str, str]:
    folder = root.parent / "newest/acme"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "agreement.md").write_text(text, encoding="utf-8")
    return ("--newest", str(folder.parent))


def test_a_page_that_changes_between_runs(
    root: Path, server: str, page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    _source(root, f"kind: file, file: evidence/agreement.md, url: '{server}'")
    path = root / "policy/policy.yaml"
    write(path, read(path) | {"fetching": {"allow-addresses": ["127.0.0.1/32"]}})
    cited = _cited(root)
    page.body = cited.encode()
    assert _watch(root) == 0
    page.body = cited.replace(OLD, NEW).encode()
    assert _watch(root) == 1
    said = capsys.readouterr().out
    assert "a default was flipped" in said
    assert "acme/desk" in said
    (alarm,) = [a for a in _alarms(root) if a["kind"] == "cited-passage-changed"]
    assert NEW not in (root / "vendors/acme/alarms.yaml").read_text("utf-8")
    # Once more: nothing is added, nothing is written anew.
    before = (root / "vendors/acme/alarms.yaml").read_bytes()
    assert _watch(root) == 1
    assert (root / "vendors/acme/alarms.yaml").read_bytes() == before
    assert "(known)" in capsys.readouterr().out
    # What the page shows in place of the text is no change, and no clearance either.
    for body, status, kind in (
        (b"Just a moment... Checking your browser.", 200, "text/plain"),
        (b"", 200, "text/plain"),
        (b"Not found", 404, "text/plain"),
        (b"<html><body><div id=root></div><script>x()</script></body></html>", 200, "text/html"),
    ):
        page.body, page.status, page.kind = body, status, kind
        assert _watch(root) == 2
        assert (root / "vendors/acme/alarms.yaml").read_bytes() == before
    assert page.asked == 7
    assert alarm["observed"] == "2026-11-24"


def test_an_archive_that_captures_a_change(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "archives/test/terms"
    (archive / "Acme").mkdir(parents=True)
    git(archive, "init", "--quiet")
    path = archive / "Acme/Terms of Service.md"

    def captured(text: str) -> str:
        path.write_text(text, encoding="utf-8")
        git(archive, "add", "--all")
        git(archive, "commit", "--quiet", "--allow-empty", "--message", "Record new changes")
        return git(archive, "rev-parse", "HEAD")

    commit = captured(_cited(root))
    _source(
        root,
        f"kind: archive, archive: test/terms, path: Acme/Terms of Service.md, commit: {commit}",
    )
    places = ("--archives", str(tmp_path / "archives"))
    assert _watch(root, *places) == 0
    captured(_cited(root).replace(OLD, NEW))
    assert _watch(root, *places) == 1
    # The same text, and no new commit for months: nobody looks any more.
    captured(_cited(root))
    _clock(root, "2027-03-01")
    capsys.readouterr()
    assert _watch(root, *places) == 2
    assert "no longer tracked" in capsys.readouterr().out
    git(archive, "rm", "--quiet", "Acme/Terms of Service.md")
    git(archive, "commit", "--quiet", "--message", "Gone")
    assert _watch(root, *places) == 2


def test_flapping_is_said_once_and_taken_away_after_the_hold_off_time(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cited = _cited(root)
    assert _watch(root, *_newest(root, cited.replace(OLD, NEW))) == 1
    assert _paused(root, "2026-11-24")
    _clock(root, "2026-11-26")
    capsys.readouterr()
    assert _watch(root, *_newest(root, cited)) == 0
    assert "flapping" in capsys.readouterr().out
    assert {alarm["back"] for alarm in _alarms(root)} == {"2026-11-26"}
    assert not _paused(root, "2026-11-26")
    _clock(root, "2026-12-01")
    assert _watch(root, *_newest(root, cited)) == 0
    assert "flapping" not in capsys.readouterr().out
    # It changes again, and the alarm is the same one, with the day of its first sight.
    assert _watch(root, *_newest(root, cited.replace(OLD, NEW))) == 1
    assert {alarm["observed"] for alarm in _alarms(root)} == {"2026-11-24"}
    assert not any("back" in alarm for alarm in _alarms(root))
    assert _paused(root, "2026-12-01")
    assert _watch(root, *_newest(root, cited)) == 0
    _clock(root, "2026-12-15")
    assert _watch(root, *_newest(root, cited)) == 0
    assert _alarms(root) == []


def test_what_is_announced_warns_before_and_bites_on_the_day(root: Path) -> None:
    text = "Effective from 24 December 2026.\n\n" + _cited(root).replace(OLD, NEW)
    assert _watch(root, *_newest(root, text)) == 1
    assert {alarm["applies"] for alarm in _alarms(root)} == {"2026-12-24"}
    assert not _paused(root, "2026-12-23")
    assert _paused(root, "2026-12-24")
    warned = evaluate(Request(root, datetime.date(2026, 12, 23))).findings
    assert any(finding.check == "alarm-announced" for finding in warned)


def test_a_change_that_is_no_longer_announced_for_later_applies(root: Path) -> None:
    changed = _cited(root).replace(OLD, NEW)
    announced = "Effective from 24 December 2026.\n\n" + changed
    assert _watch(root, *_newest(root, announced)) == 1
    assert not _paused(root, "2026-11-24")
    assert _watch(root, *_newest(root, changed)) == 1
    assert not any("applies" in alarm for alarm in _alarms(root))
    assert _paused(root, "2026-11-24")


def test_an_acknowledgement_ends_the_pause_and_stays(root: Path) -> None:
    newest = _newest(root, _cited(root).replace(OLD, NEW))
    assert _watch(root, *newest) == 1
    path = root / "vendors/acme/alarms.yaml"
    text = path.read_text("utf-8")
    ack = (
        "    # Compared on paper.\n    acknowledged:\n"
        "      by: {name: Pia Post, email: pia@test.example}\n"
        "      on: 2026-11-24\n      why: The amendment says the same.\n"
    )
    path.write_text(
        "".join(
            line + (ack if line.startswith("    observed:") else "")
            for line in text.splitlines(keepends=True)
        ),
        encoding="utf-8",
    )
    assert not _paused(root, "2026-11-24")
    kept = path.read_bytes()
    assert _watch(root, *newest) == 0
    assert path.read_bytes() == kept
    # What changes further is an alarm of its own.
    more = _cited(root).replace(OLD, NEW).replace("after thirty days", "after ninety days")
    assert _watch(root, *_newest(root, more)) == 1
    assert sum("acknowledged" in alarm for alarm in _alarms(root)) == len(_alarms(root)) - 1
    assert b"# Compared on paper." in path.read_bytes()


def test_citing_the_new_text_ends_the_alarm(root: Path) -> None:
    new = _cited(root).replace(OLD, NEW)
    newest = _newest(root, new)
    assert _watch(root, *newest) == 1
    dossier = root / "vendors/acme/dossier.yaml"
    _edit(dossier, digest_of_bytes(_cited(root).encode()), new)
    dossier.write_text(dossier.read_text("utf-8").replace(OLD, NEW), encoding="utf-8")
    (root / "vendors/acme/evidence/agreement.md").write_text(new, encoding="utf-8")
    assert not _paused(root, "2026-11-24")
    assert _watch(root, *newest) == 0
    assert _alarms(root) == []


def test_a_text_that_is_not_at_hand_is_never_unchanged(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newest = _newest(root, _cited(root))
    (root / "vendors/acme/evidence/agreement.md").write_text("another text", encoding="utf-8")
    assert _watch(root, *newest) == 2
    assert "cannot be compared" in capsys.readouterr().out


def test_an_earlier_file_is_named_with_its_vendor_and_read_strictly(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = root.parent / "earlier.yaml"
    newest = _newest(root, _cited(root).replace(OLD, NEW))
    assert run(["watch", "--root", str(root), "--earlier", str(earlier), *newest]) == 2
    assert "name the vendor" in capsys.readouterr().err
    assert _watch(root, "--earlier", str(earlier), *newest) == 2
    assert "file does not exist" in capsys.readouterr().err
    earlier.write_text("format: 1\nalarms: [{id: x}]\n", encoding="utf-8")
    assert _watch(root, "--earlier", str(earlier), *newest) == 2
    assert not (root / "vendors/acme/alarms.yaml").exists()
    assert _watch(root, *newest) == 1
    written = (root / "vendors/acme/alarms.yaml").read_text("utf-8")
    earlier.write_text(written.replace("observed: 2026-11-24", "observed: 2026-11-20"), "utf-8")
    (root / "vendors/acme/alarms.yaml").unlink()
    assert _watch(root, "--earlier", str(earlier), *newest) == 1
    assert {alarm["observed"] for alarm in _alarms(root)} == {"2026-11-20"}


def test_json_is_as_its_schema_says(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text in (_cited(root), _cited(root).replace(OLD, NEW), "Just a moment... Loading."):
        _watch(root, "--format", "json", "--dry-run", *_newest(root, text))
        said = capsys.readouterr().out
        assert mistakes("watch", json.loads(said)) == ()
        assert NEW not in said
    assert not (root / "vendors/acme/alarms.yaml").exists()


def test_a_confidential_document_is_not_watched(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "vendors/acme/dossier.yaml"
    data = read(path)
    data["documents"]["agreement"]["confidential"] = True
    write(path, data)
    assert _watch(root, *_newest(root, "anything")) == 3
    assert "not watched: it is confidential" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\xff", "not UTF-8"),
        (b"a" * (8 * 1024 * 1024 + 1), "larger than 8 MiB"),
        (b"a b. " * 400_001, "more than 2,000,000 characters is not compared"),
    ],
    ids=["letters", "size", "length"],
)
def test_a_newest_text_that_cannot_be_compared_is_never_unchanged(
    content: bytes, said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newest = _newest(root, "")
    (root.parent / "newest/acme/agreement.md").write_bytes(content)
    assert _watch(root, *newest) == 2
    assert said in " ".join(capsys.readouterr().out.split())
    assert not (root / "vendors/acme/alarms.yaml").exists()


def test_an_archive_that_is_gone_is_never_unchanged(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "archives/test/terms"
    archive.mkdir(parents=True)
    git(archive, "init", "--quiet")
    (archive / "terms.md").write_text("Other terms.\n", encoding="utf-8")
    git(archive, "add", "--all")
    git(archive, "commit", "--quiet", "--message", "Captured")
    (root / "vendors/acme/evidence/agreement.md").unlink()
    places = ("--archives", str(tmp_path / "archives"))
    head = git(archive, "rev-parse", "HEAD")
    for commit, said in ((head, "cited text cannot be compared"), ("1" * 40, "has no commit")):
        source = f"kind: archive, archive: test/terms, path: terms.md, commit: {commit}"
        path = root / "vendors/acme/dossier.yaml"
        data = read(path)
        if data["documents"]["agreement"]["source"]["kind"] == "file":
            _source(root, source)
        else:
            data["documents"]["agreement"]["source"]["commit"] = commit
            write(path, data)
        assert _watch(root, *places) == 2
        assert said in " ".join(capsys.readouterr().out.split())


def test_a_description_names_what_changed_without_a_word_of_the_document(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "vendors/acme/dossier.yaml"
    data = read(path)
    secret = copy.deepcopy(data["documents"]["agreement"])
    data["documents"]["order"] = secret | {"title": "Order form", "confidential": True}
    write(path, data)
    changed = _cited(root).replace(OLD, NEW).replace("after thirty days", "after ninety days")
    more = (
        "\nWe use your feedback to train our models.\n\n"
        "We use subprocessors to run the service:\n\n- Tidewater Hosting GmbH\n"
    )
    newest = _newest(root, changed + more)
    assert _watch(root, "--format", "markdown", *newest) == 1
    said = capsys.readouterr().out
    assert "**order** not watched: it is confidential" in said
    assert "stance: nothing → permits" in said
    assert "listed:" not in said
    assert "at characters" in said
    assert "no statement rests on it" in said
    for name in formats_of("watch"):
        if name != "text":
            assert _watch(root, "--format", name, *newest) == 1
            said = capsys.readouterr().out
            assert said
            assert NEW not in said
            assert "Tidewater" not in said


def test_a_passage_and_a_broken_quote_are_watched_at_their_place(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "vendors/acme/dossier.yaml"
    cited = _cited(root)
    at = cited.index(OLD)
    digest = digest_of_bytes(OLD.encode())
    passage = {"start": at, "end": at + len(OLD), "occurrences": 1, "digest": digest}
    data = read(path)
    (training,) = data["statements"]["training-use"]
    del training["quote"]
    training["passage"] = passage | {"markup-free-digest": digest}
    (retention,) = data["statements"]["retention"]
    retention["quote"] = "Acme deletes prompts\nand outputs after thirty days."
    write(path, data)
    assert _watch(root, *_newest(root, cited)) == 0
    capsys.readouterr()
    assert _watch(root, *_newest(root, cited.replace(OLD, NEW))) == 1
    assert "a default was flipped" in capsys.readouterr().out
    kinds = {(alarm["kind"], tuple(alarm["questions"])) for alarm in _alarms(root)}
    assert ("cited-passage-changed", ("training-use",)) in kinds


def test_a_vendor_whose_dossier_is_broken_is_no_unknown_one(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newest = _newest(root, _cited(root))
    path = root / "vendors/acme/dossier.yaml"
    path.write_text(path.read_text("utf-8") + "more: 1\n", encoding="utf-8")
    assert _watch(root, *newest) == 2
    said = capsys.readouterr().err
    assert "vendors/acme/dossier.yaml:" in said
    assert "There is no vendor" not in said
    assert run(["watch", "acmee", "--root", str(root), *newest]) == 2
    assert "There is no vendor 'acmee'" in capsys.readouterr().err
