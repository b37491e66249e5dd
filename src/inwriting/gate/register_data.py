"""What a published register says, looked up. Nothing is decided here: `decide` did that.

Of one team, client and region, register.json names the decisions that differ from the one for
everybody. Whoever has several of them takes the worst of all entries that name nothing else: so
says the register's schema, and it is exact, because a finding reaches exactly those that it names.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from inwriting.gate.result import Alternative, CitedClause

Data = dict[str, Any]
USABLE = ("allowed", "conditional")
"""The verdicts with which data may go in."""
_ORDER = ("allowed", "conditional", "paused", "refused")
_MOST_CLAUSES = 3
_MOST_ALTERNATIVES = 3
_KINDS = {
    "cloud-platform": "model-api",
    "router": "model-api",
    "framework": "model-api",
    "embeddings": "model-api",
    "review-bot": "coding-assistant",
    "search": "search-assistant",
}
"""The register's kind of offerings that does what a tool of this kind does, where names differ."""


@dataclass(frozen=True, slots=True)
class For:
    """For which data, and for whom, something is looked up."""

    data_class: str
    team: str = ""
    region: str = ""
    clients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferingVerdict:
    """What the register says of one offering for some data."""

    offering: str
    """The reference."""
    name: str
    verdict: str
    reasons: tuple[str, ...]
    """What pauses or refuses, in the register's words, worst first."""
    conditions: tuple[str, ...]
    clauses: tuple[CitedClause, ...]
    page: str
    worse: tuple[str, ...]
    """For whom it is worse, of those that were not named."""
    instead: str
    """What the firm's own controls say to do instead."""

    @property
    def usable(self) -> bool:
        """Whether the data may go in."""
        return self.verdict in USABLE


@dataclass(frozen=True, slots=True)
class RegisterException:
    """A tool or an offering that repositories may use for a while."""

    id: str
    tool: str
    offering: str
    data_class: str
    reason: str
    owner: str
    granted: str
    expires: str
    proper: bool
    """Whether it was allowed as the firm's policy asks."""


@dataclass(frozen=True, slots=True)
class RegisterData:
    """A register as plain data that keep to their schema."""

    document: Data
    site: str = ""
    """The address of the folder that the pages are in; empty when that is not known."""
    paused: frozenset[str] = frozenset()
    """Offerings that are taken to be paused for all data, to see whom that would touch."""
    _offerings: dict[str, tuple[Data, Data]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the offerings by their references, each with its vendor."""
        found = {
            offering["reference"]: (vendor, offering)
            for vendor in self.document["vendors"]
            for offering in vendor["offerings"]
        }
        object.__setattr__(self, "_offerings", found)

    @property
    def gate(self) -> Data:
        """What repositories are held to."""
        gate: Data = self.document["gate"]
        return gate

    @property
    def offerings(self) -> tuple[str, ...]:
        """The references of all offerings."""
        return tuple(self._offerings)

    @property
    def contact(self) -> str:
        """Whom to ask."""
        contact: str = self.document["firm"]["contact"]
        return contact

    @property
    def proposing(self) -> str:
        """The page on which a tool is proposed to the firm; empty when it is not known where."""
        return f"{self.site}propose.html" if self.site else ""

    def names(self, kind: str) -> tuple[str, ...]:
        """Return the ids of *kind*: ``data-classes``, ``teams``, ``clients`` or ``regions``."""
        return tuple(item["id"] for item in self.document[kind])

    def class_name(self, data_class: str) -> str:
        """Return what people call *data_class*."""
        return next(
            (item["name"] for item in self.document["data-classes"] if item["id"] == data_class),
            data_class,
        )

    def up_to(self, data_class: str, highest: str) -> bool:
        """Tell whether *data_class* is *highest* or below it; False for names that are unknown."""
        classes = self.names("data-classes")
        if data_class not in classes or highest not in classes:
            return False
        return classes.index(data_class) <= classes.index(highest)

    def region_of(self, team: str) -> str:
        """Return the region that *team* works in; empty when it has none."""
        return next((t["region"] for t in self.document["teams"] if t["id"] == team), "")

    def exceptions(self, name: str) -> tuple[RegisterException, ...]:
        """Return the exceptions for repositories that are called *name*."""
        return tuple(
            RegisterException(
                **{
                    key.replace("-", "_"): value
                    for key, value in item.items()
                    if key != "approved-by"
                }
            )
            for item in self.gate["exceptions"]
            if item["id"] == name
        )

    def accepts_a_finding(self, name: str) -> bool:
        """Tell whether *name* is an exception of a vendor: it is part of the verdicts already."""
        return any(
            accepted["exception"] == name
            for _, offering in self._offerings.values()
            for decision in (*offering["verdicts"].values(), *offering["narrowed"])
            for accepted in decision["accepted"]
        )

    def answer(self, reference: str, asked: For) -> OfferingVerdict | None:
        """Return what the register says of the offering *reference*; None when it has none."""
        if reference not in self._offerings:
            return None
        vendor, offering = self._offerings[reference]
        decisions = [offering["verdicts"][asked.data_class], *_narrowed(offering, asked)]
        verdict = self._verdict(reference, decisions)
        findings = offering["findings"]
        reasons = _numbers(decisions, "reasons")
        conditions = _numbers(decisions, "conditions")
        accepted = {
            (item["finding"], item["exception"]): item
            for decision in decisions
            for item in decision["accepted"]
        }
        shown = [findings[number] for number in (reasons or conditions)]
        return OfferingVerdict(
            offering=reference,
            name=offering["name"],
            verdict=verdict,
            reasons=(
                *(findings[number]["message"] for number in reasons),
                *(("It is taken to be paused in this run.",) if reference in self.paused else ()),
            ),
            conditions=(
                *(findings[number]["message"] for number in conditions),
                *(
                    f"{findings[item['finding']]['message']} Accepted until {item['expires']} "
                    f"by exception {item['exception']}: {item['reason']}"
                    for item in accepted.values()
                ),
            ),
            clauses=self._clauses(vendor, offering, shown, asked.data_class),
            page=self._page(offering),
            worse=tuple(_worse(offering, asked, verdict)),
            instead=offering["alternatives"]["instead"],
        )

    def instead(self, reference: str, tool_kind: str, asked: For) -> tuple[Alternative, ...]:
        """Return what may be used instead of the offering *reference*, which may be empty.

        What the firm's own controls name comes first; where they name nothing that may be used,
        the offerings of the same kind that may. *tool_kind* is the kind of the tool's footprint.
        """
        found: list[Alternative] = []
        kind = _KINDS.get(tool_kind, tool_kind)
        if reference in self._offerings:
            offering = self._offerings[reference][1]
            kind = offering["kind"]
            found += self._usable(offering["alternatives"]["offerings"], asked)
            if offering["alternatives"]["instead"]:
                found.append(Alternative(offering["alternatives"]["instead"]))
        if not found:
            same = [
                name
                for name, (_, item) in self._offerings.items()
                if item["kind"] == kind and name != reference
            ]
            usable = self._usable(same, asked)
            usable.sort(key=lambda item: (item.conditional, item.offering))
            found = usable[:_MOST_ALTERNATIVES]
        return tuple(found)

    def _usable(self, references: list[str], asked: For) -> list[Alternative]:
        found = []
        for name in references:
            if name not in self._offerings:
                continue
            offering = self._offerings[name][1]
            decisions = [offering["verdicts"][asked.data_class], *_narrowed(offering, asked)]
            verdict = self._verdict(name, decisions)
            if verdict in USABLE:
                conditional = verdict == "conditional"
                found.append(Alternative(offering["name"], name, self._page(offering), conditional))
        return found

    def _verdict(self, reference: str, decisions: list[Data]) -> str:
        word = _worst(decisions)
        return max(word, "paused", key=_ORDER.index) if reference in self.paused else word

    def _page(self, offering: Data) -> str:
        return f"{self.site}{offering['page']}"

    def _clauses(
        self, vendor: Data, offering: Data, findings: list[Data], data_class: str
    ) -> tuple[CitedClause, ...]:
        """Return the clauses behind *findings*; without any, those that carry the promises."""
        own = {document["id"]: document for document in vendor["documents"]}
        others = [item for other in self.document["vendors"] for item in other["documents"]]
        documents = [*own.values(), *others]
        found: dict[CitedClause, None] = {}
        for finding in findings:
            for text in finding["clauses"]:
                found.setdefault(_clause(text, documents))
        if not findings:
            for statement in _promises(self.document, vendor, offering, data_class):
                document = own.get(statement["document"])
                if document:
                    link = document["link"]
                    found.setdefault(CitedClause(document["title"], statement["clause"], link))
        return tuple(found)[:_MOST_CLAUSES]


def _narrowed(offering: Data, asked: For) -> Iterator[Data]:
    """Yield the decisions for those that *asked* names, and for nobody else."""
    for entry in offering["narrowed"]:
        if (
            entry["data-class"] == asked.data_class
            and entry["team"] in {"", asked.team}
            and entry["region"] in {"", asked.region}
            and entry["client"] in {"", *asked.clients}
        ):
            yield entry


def _worst(decisions: list[Data]) -> str:
    verdicts: list[str] = [item["verdict"] for item in decisions]
    return max(verdicts, key=_ORDER.index)


def _numbers(decisions: list[Data], key: str) -> tuple[int, ...]:
    """Return the findings of all *decisions*, those of the worst decision first, each once."""
    ordered = sorted(decisions, key=lambda item: _ORDER.index(item["verdict"]), reverse=True)
    return tuple(dict.fromkeys(number for decision in ordered for number in decision[key]))


def _worse(offering: Data, asked: For, verdict: str) -> Iterator[str]:
    """Yield for whom the verdict is worse, among what was not named, in words."""
    found: dict[str, list[str]] = {}
    for entry in offering["narrowed"]:
        if entry["data-class"] != asked.data_class:
            continue
        if _ORDER.index(entry["verdict"]) <= _ORDER.index(verdict):
            continue
        given = (
            ("team", entry["team"], asked.team),
            ("client", entry["client"], ""),
            ("region", entry["region"], asked.region),
        )
        # What was named stays as it was named.
        if any(name and wanted and name != wanted for _, name, wanted in given):
            continue
        whom = ", ".join(f"{kind} {name}" for kind, name, wanted in given if name and not wanted)
        if whom and entry["client"] not in asked.clients:
            found.setdefault(entry["verdict"], []).append(whom)
    for word, names in sorted(found.items(), key=lambda item: -_ORDER.index(item[0])):
        yield f"{word} for {'; '.join(dict.fromkeys(names))}"


def _clause(text: str, documents: list[Data]) -> CitedClause:
    """Return a clause from the words of a finding: the document's title, a comma, the clause."""
    for document in documents:
        title = document["title"]
        if text == title or text.startswith(f"{title}, "):
            return CitedClause(title, text[len(title) + 2 :], document["link"])
    return CitedClause(text, "")


def _promises(document: Data, vendor: Data, offering: Data, data_class: str) -> Iterator[Data]:
    """Yield the statements that answer what the data class demands, in the order of its demands."""
    statements = {item["id"]: item for item in vendor["statements"]}
    answers = {item["question"]: item for item in offering["answers"]}
    demands = next(c["demands"] for c in document["data-classes"] if c["id"] == data_class)
    for demand in demands:
        for outcome in answers.get(demand["question"], {"outcomes": []})["outcomes"]:
            if outcome["statement"] in statements:
                yield statements[outcome["statement"]]
                break
