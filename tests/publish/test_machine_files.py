"""Feeds, calendars and llms.txt: as their standards want them, whatever people wrote."""

import datetime
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import llms_txt
import msgspec
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from inwriting.diff.history import history
from inwriting.publish.address import Addresses
from inwriting.publish.calendar import calendar
from inwriting.publish.errors import BrokenPublicationError, PublishError
from inwriting.publish.escape import plain
from inwriting.publish.feed import MOST_ENTRIES, feed
from inwriting.publish.history_json import NO_HISTORY, history_document, written_history
from inwriting.publish.llms_txt import llms_txt as llms_text
from inwriting.publish.machine_files import machine_files
from inwriting.publish.published.history import PublishedHistory
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.register_json import register_document
from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from tests.checks.cases import ROOT
from tests.publish import atom, rfc5545
from tests.publish.altered import altered, history_with
from tests.repositories import ACME, MUTE, PERMITTED, commit, edit, git, repository
from tests.site.hostile import hostile

GOLDEN = Path(__file__).parent / "golden"
SITE = "https://register.test.example/ai"
SCHEMA = json.loads((ROOT / "schemas/history.schema.json").read_text(encoding="utf-8"))
HOSTILE_SUBJECT = '<script>alert(1)</script> ]]> &amp; "quoted" \x1b[31m \u202e **bold**'


class Told(tuple[PublishedRegister, PublishedHistory]):
    """A register and its history, which nobody wants to read whole in a failure."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "told"


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The small register in Git, and its history: moved, renamed, broken, mended, not committed."""
    root = repository(Path(tmp_path_factory.mktemp("told")) / "register")
    good = (root / ACME).read_text(encoding="utf-8")
    commit(root, "begin", 1)
    edit(root, ACME, training=PERMITTED)
    commit(root, HOSTILE_SUBJECT, 2)
    shutil.move(root / "vendors/mute", root / "vendors/quiet")
    commit(root, "Mute is now Quiet", 3)
    (root / ACME).write_text("format: 1\nvendor: [\n", encoding="utf-8")
    broken = commit(root, "Break Acme", 4)
    (root / ACME).write_text(good, encoding="utf-8")
    commit(root, "Mend Acme", 5)
    edit(root, MUTE.replace("mute", "quiet"), vendor="name: Quiet\n")
    shutil.rmtree(root / "vendors/trainly")
    present = evaluate(Request(root))
    found = history(root, present, 20, (), root.parent / "kept", lambda _: None)
    assert present.register
    document = history_document(found, present.register.today)
    # The names of commits change with every file of the small register.
    text = written_history(document)
    names = git(root, "log", "--reverse", "--format=%H").split()
    for number, name in enumerate(names, 1):
        text = text.replace(name, str(number) * 40)
    assert names[3] == broken
    return Told((register_document(present), msgspec.json.decode(text, type=PublishedHistory)))


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> PublishedRegister:
    """A register with an attack in every text of a vendor."""
    evaluation, _ = hostile(Path(tmp_path_factory.mktemp("attacked")))
    return register_document(evaluation)


@pytest.mark.parametrize(
    ("name", "site_url"),
    [
        ("feed.xml", SITE),
        ("calendar.ics", SITE),
        ("llms.txt", SITE),
        ("vendors/acme/feed.xml", ""),
        ("vendors/acme/calendar.ics", ""),
    ],
)
def test_golden(told: Told, name: str, site_url: str, request: pytest.FixtureRequest) -> None:
    made = dict(machine_files(*told, site_url))[name]
    _golden(name.replace("/", "-"), made, request)


def test_golden_history(told: Told, request: pytest.FixtureRequest) -> None:
    _golden("history.json", written_history(told[1]), request)


def _golden(name: str, made: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / name
    # In the repository every text has plain line ends; that calendars have not is held below.
    content = made.replace("\r\n", "\n").encode("utf-8")
    if request.config.getoption("--update-golden"):
        path.write_bytes(content)
    assert content == path.read_bytes()


class TestHistory:
    def test_both_dialects_accept_the_schema_and_the_document(self, told: Told) -> None:
        for validator in (Draft7Validator, Draft202012Validator):
            validator.check_schema(SCHEMA)
            for document in (told[1], NO_HISTORY):
                assert (
                    list(validator(SCHEMA).iter_errors(json.loads(written_history(document)))) == []
                )

    def test_what_breaks_the_schema_is_not_written(self, told: Told) -> None:
        found, replace = told[1], msgspec.structs.replace
        change, unjudged = found.changes[0], found.unjudged[0]
        for wrong in (
            replace(found, since="2026-11-24\n"),
            replace(found, missing="lost"),
            replace(found, changes=(replace(change, now="superb"),)),
            replace(found, changes=(replace(change, compared_with=""),)),
            replace(found, unjudged=(replace(unjudged, why=""),)),
        ):
            with pytest.raises(BrokenPublicationError, match="breaks its own schema"):
                written_history(wrong)


class TestFeed:
    @pytest.mark.parametrize("site_url", ["", SITE, f"{SITE}/"])
    def test_the_standard_and_a_reader_find_nothing_wrong(self, told: Told, site_url: str) -> None:
        for vendor in ("", "acme", "quiet"):
            made = feed(*told, Addresses(told[0], site_url), vendor)
            assert atom.broken_rules(made.encode()) == []
            parsed = feedparser.parse(io.BytesIO(made.encode()), sanitize_html=False)
            assert (parsed.bozo, parsed.version) == (0, "atom10")
            assert all(entry.summary_detail.type == "text/plain" for entry in parsed.entries)
            assert all(entry.title_detail.type == "text/plain" for entry in parsed.entries)
            for address in [entry.link for entry in parsed.entries] if site_url else []:
                assert address.startswith(f"{SITE}/")

    def test_there_is_one_entry_a_commit_and_product(self, told: Told) -> None:
        register, found = told
        parsed = feedparser.parse(feed(register, found, Addresses(register)))
        wanted = [(item.commit, item.offering) for item in found.changes]
        assert len(parsed.entries) == len(set(wanted))
        assert len({entry.id for entry in parsed.entries}) == len(parsed.entries)
        own = feedparser.parse(feed(register, found, Addresses(register), "acme"))
        assert own.entries
        assert {entry.id.split("/")[-2] for entry in own.entries} == {"acme"}
        assert {entry.id for entry in own.entries} < {entry.id for entry in parsed.entries}

    def test_names_last_whatever_the_site_is_called(self, told: Told) -> None:
        one, other = (
            [entry.id for entry in feedparser.parse(feed(*told, Addresses(told[0], url))).entries]
            for url in ("", "http://elsewhere.example/")
        )
        assert one == other

    def test_text_is_text(self, told: Told) -> None:
        made = feed(*told, Addresses(told[0]))
        assert "<script" not in made
        parsed = feedparser.parse(made, sanitize_html=False)
        assert any(plain(HOSTILE_SUBJECT) in entry.summary for entry in parsed.entries)

    @pytest.mark.parametrize("missing", SCHEMA["properties"]["missing"]["enum"])
    def test_without_changes_it_is_a_feed_all_the_same(self, told: Told, missing: str) -> None:
        made = feed(told[0], history_with(missing=missing), Addresses(told[0]))
        assert atom.broken_rules(made.encode()) == []
        parsed = feedparser.parse(made)
        assert parsed.bozo == 0
        assert parsed.feed.updated == f"{told[0].judged_on}T00:00:00+00:00"
        assert ("There is no history" in parsed.feed.subtitle) is bool(missing)

    def test_a_feed_is_not_endless_and_says_so(self, told: Told) -> None:
        change = told[1].changes[-1]
        many = tuple(
            msgspec.structs.replace(change, commit=f"{number:040x}")
            for number in range(MOST_ENTRIES + 5)
        )
        found = msgspec.structs.replace(told[1], changes=many)
        made = feed(told[0], found, Addresses(told[0]))
        parsed = feedparser.parse(made)
        assert len(parsed.entries) == MOST_ENTRIES
        assert f"The newest {MOST_ENTRIES} of {MOST_ENTRIES + 5}" in parsed.feed.subtitle

    def test_the_rules_can_be_broken(self, told: Told) -> None:
        made = feed(*told, Addresses(told[0]))
        for old, new in (
            ('<summary type="text">', '<summary type="html">'),
            ("<updated>2026-11-", "<updated>2026-13-"),
            ("+00:00</updated>", "</updated>"),
            ("<id>tag:", "<id>"),
            ("<title>", "<title></title><title>"),
            ('rel="alternate"', 'rel="other"'),
            ("<author>", "<author><name>x</name></author><author><email>x</email>"),
            ("</feed>", "<extra/></feed>"),
        ):
            assert old in made
            assert atom.broken_rules(made.replace(old, new, 1).encode()) != [], old


class TestCalendar:
    @pytest.mark.parametrize("site_url", ["", SITE])
    def test_the_standard_and_two_readers_find_nothing_wrong(
        self, whole: Evaluation, told: Told, attacked: PublishedRegister, site_url: str
    ) -> None:
        for register in (register_document(whole), told[0], attacked):
            for vendor in ("", register.vendors[0].id):
                made = calendar(register, Addresses(register, site_url), vendor)
                _hold(made, register, vendor)

    def test_a_firm_that_wants_no_warning_gets_no_alarm(self, told: Told) -> None:
        assert "VALARM" in calendar(told[0], Addresses(told[0]))
        none = {"evidence-warning-days": 0, "exception-warning-days": 0}
        register = altered(told[0], lambda data: data["limits"].update(none))
        assert "VALARM" not in calendar(register, Addresses(register))

    def test_what_is_overdue_says_so_and_rings_no_more(self, told: Told) -> None:
        replace = msgspec.structs.replace
        past = tuple(replace(item, past=True) for item in told[0].deadlines)
        register = replace(told[0], deadlines=past)
        made = calendar(register, Addresses(register))
        assert "SUMMARY:Overdue: " in made
        assert "VALARM" not in made

    def test_events_of_one_name_are_told_apart(self, told: Told) -> None:
        twice = told[0].deadlines * 2
        register = msgspec.structs.replace(told[0], deadlines=twice)
        _hold(calendar(register, Addresses(register)), register, "")

    def test_a_register_without_any_is_a_calendar_all_the_same(self, told: Told) -> None:
        register = msgspec.structs.replace(told[0], deadlines=())
        _, wrong = rfc5545.read(calendar(register, Addresses(register)).encode())
        assert wrong == []

    def test_the_rules_can_be_broken(self, told: Told) -> None:
        made = calendar(told[0], Addresses(told[0]))
        for old, new in (
            ("\r\n", "\n"),
            ("VERSION:2.0\r\n", ""),
            ("UID:", "UID;X=1:"),
            ("DTSTART;VALUE=DATE:", "DTSTART:"),
            ("END:VEVENT\r\n", ""),
            ("SUMMARY:", "SUMMARY:a,b"),
            ("DESCRIPTION:", f"DESCRIPTION:{'x' * 80}"),
        ):
            assert old in made
            assert rfc5545.read(made.replace(old, new, 1).encode())[1] != [], old


def _hold(made: str, register: PublishedRegister, vendor: str) -> None:
    """Read the calendar by the standard's rules and with two libraries; all agree."""
    content = made.encode("utf-8")
    deadlines = [item for item in register.deadlines if vendor in {"", item.vendor}]
    read, wrong = rfc5545.read(content)
    assert wrong == []
    days = [item.on for item in deadlines]
    assert len(read.inside) == len(days)
    first = icalendar.Calendar.from_ical(content)
    assert first.errors == []
    events = list(first.walk("VEVENT"))
    assert [event.errors for event in events] == [[] for _ in events]
    assert [str(event.decoded("dtstart")) for event in events] == days
    with io.StringIO(made) as stream:
        second = vobject.readOne(stream)
    assert second.validate(raiseException=True)
    others = second.contents.get("vevent", [])
    assert [str(event.dtstart.value) for event in others] == days
    for event, other, item in zip(events, others, deadlines, strict=True):
        assert str(event["uid"]) == other.uid.value
        assert str(event["summary"]) == other.summary.value
        assert plain(item.name) in str(event["description"])
        assert plain(item.name) in other.description.value
        assert item.owner.email in str(event["description"])


class TestLlms:
    def test_the_formats_own_parser_reads_it(self, whole: Evaluation) -> None:
        register = register_document(whole)
        made = llms_text(register, Addresses(register))
        parsed = llms_txt.parse_llms_file(made)
        assert parsed.title == "In Writing: AI vendors of Harrow & Finch LLP"
        assert "where that is written" in parsed.summary
        assert "silence pauses" in parsed.info
        assert "never for another class" in parsed.info
        assert list(parsed.sections) == ["For programs", "How it is judged", "Products", "Optional"]
        products = parsed.sections["Products"]
        assert len(products) == register.counts.offerings
        offerings = [item for vendor in register.vendors for item in vendor.offerings]
        for link, offering in zip(products, offerings, strict=True):
            assert link.url == f"vendors/{offering.reference}.html"
            assert link.title == offering.name
            for item in register.data_classes:
                verdict = offering.verdicts[item.id].verdict
                assert f"{item.name}: {verdict}" in link.desc

    def test_every_link_leads_to_a_file(self, whole: Evaluation) -> None:
        register = register_document(whole)
        made = llms_text(register, Addresses(register, SITE))
        links = [link for part in llms_txt.parse_llms_file(made).sections.values() for link in part]
        assert all(link.url.startswith(f"{SITE}/") and link.desc for link in links)

    def test_a_name_makes_no_markup(self, attacked: PublishedRegister) -> None:
        made = llms_text(attacked, Addresses(attacked))
        parsed = llms_txt.parse_llms_file(made)
        assert list(parsed.sections) == ["For programs", "How it is judged", "Products", "Optional"]
        assert len(parsed.sections["Products"]) == attacked.counts.offerings
        assert not re.search(r"<script|<img|\]\(javascript", made)


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        [
            "register.example.com",
            "ftp://register.example.com/",
            "https://",
            "javascript:alert(1)",
            "https://register.example.com/?a=b",
            "https://register.example.com/#top",
            "https://register.example.com/\x00",
            "https://[",
        ],
    )
    def test_what_is_no_address_of_a_site_is_refused(self, told: Told, address: str) -> None:
        with pytest.raises(PublishError, match="not the address of a site"):
            Addresses(told[0], address)

    @pytest.mark.parametrize("contact", ["help@localhost", "help@ümlaut.example", "a@-b.example"])
    def test_a_contact_that_names_no_host_gives_the_names_another(
        self, told: Told, contact: str
    ) -> None:
        register = altered(told[0], lambda data: data["firm"].update(contact=contact))
        assert "@inwriting.invalid" in Addresses(register).uid("a", "b")
        assert Addresses(register).tag("a") == "tag:inwriting.invalid,2026:inwriting/a"

    def test_what_has_no_page_leads_to_the_changes(self, told: Told) -> None:
        assert Addresses(told[0], SITE).of_offering("mute/chat") == f"{SITE}/changes.html"


_TEXT = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("\x00\x01\x08\x0b\x0c\x0e\x1f\x7f\x85\u2028\ufffe\uffff\r\n\t<>&\"';,:\\"),
    ),
    max_size=200,
)
"""Anything that a person may write, with what XML and iCalendar stumble over often."""


@given(_TEXT.filter(lambda text: plain(text).strip() != ""), st.sampled_from(["", SITE]))
@settings(deadline=None, max_examples=40)
def test_whatever_people_write_the_files_stay_valid(told: Told, text: str, site_url: str) -> None:
    def write(data: dict[str, Any]) -> None:
        first = data["vendors"][0]
        owners = [item["owner"] for item in data["deadlines"]]
        named = (data["firm"], first, *data["data-classes"], *first["offerings"])
        for item in (*named, *data["deadlines"], *owners):
            item["name"] = text

    register, found = altered(told[0], write), told[1]
    vendor, replace = register.vendors[0], msgspec.structs.replace
    changes = tuple(
        replace(item, subject=text, name=text, why=(text,), no_longer=(text,))
        for item in found.changes
    )
    found = replace(found, changes=changes)
    made = dict(machine_files(register, found, site_url))
    for name in ("feed.xml", f"vendors/{vendor.id}/feed.xml"):
        assert atom.broken_rules(made[name].encode()) == []
        assert feedparser.parse(made[name]).bozo == 0
    _hold(made["calendar.ics"], register, "")
    sections = llms_txt.parse_llms_file(made["llms.txt"]).sections
    assert list(sections) == ["For programs", "How it is judged", "Products", "Optional"]
    assert len(sections["Products"]) == register.counts.offerings


def test_the_same_register_gives_the_same_bytes(told: Told) -> None:
    assert list(machine_files(*told, SITE)) == list(machine_files(*told, SITE))
    assert all("\x1b" not in text for _, text in machine_files(*told, SITE))


def test_days_are_those_of_the_register(told: Told) -> None:
    stamp = datetime.date.fromisoformat(told[0].judged_on).strftime("%Y%m%d")
    assert f"DTSTAMP:{stamp}T000000Z" in calendar(told[0], Addresses(told[0]))
