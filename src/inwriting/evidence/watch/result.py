"""What a run of `inwriting watch` found, ready to be said in any format."""

from dataclasses import dataclass

from inwriting.evidence.watch.affected import AffectedOffering, affected_offerings
from inwriting.evidence.watch.alarm import UNSEEN, Alarm, State
from inwriting.evidence.watch.alarm_file import alarm_id, entries
from inwriting.evidence.watch.vendor_watch import WatchedDocument
from inwriting.exit_codes import ExitCode
from inwriting.register.model.alarms import BETTER, CITED, RecordedAlarm, build_alarms
from inwriting.register.model.register import Register, Vendor


@dataclass(frozen=True, slots=True)
class AlarmResult:
    """One alarm with what rests on it."""

    alarm: Alarm
    recorded: RecordedAlarm
    """As alarms.yaml has it after this run."""
    resting: tuple[AffectedOffering, ...]
    new: bool
    """Whether an earlier run had not recorded it."""
    settled: bool
    """Whether somebody had acknowledged it."""

    @property
    def counts(self) -> bool:
        """Whether it is for somebody to look at: unsettled, and no mere improvement."""
        return not self.settled and not (
            self.alarm.kind not in CITED and self.alarm.meaning in BETTER
        )


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """One document with its alarms."""

    watched: WatchedDocument
    alarms: tuple[AlarmResult, ...]
    went_back: bool
    """Whether it is back at its cited text for the first time since an alarm: flapping."""

    @property
    def state(self) -> State:
        """What became of it."""
        return State.FLAPPING if self.went_back else self.watched.state


@dataclass(frozen=True, slots=True)
class WatchedVendor:
    """One vendor with its documents."""

    vendor: Vendor
    documents: tuple[DocumentResult, ...]
    unwatched: tuple[tuple[str, str], ...]
    """The documents that are not watched, each with the reason."""
    written: bool
    """Whether its alarms.yaml was, or would be, brought up to date."""


@dataclass(frozen=True, slots=True)
class WatchResult:
    """Everything that a run found."""

    vendors: tuple[WatchedVendor, ...]
    register: Register

    @property
    def exit_code(self) -> ExitCode:
        """Return 3 for nothing to watch, 2 for what could not be seen, 1 for alarms, else 0."""
        documents = [item for vendor in self.vendors for item in vendor.documents]
        if not documents:
            return ExitCode.NOTHING
        if any(item.watched.state in UNSEEN for item in documents):
            return ExitCode.UNUSABLE
        if any(alarm.counts for item in documents for alarm in item.alarms):
            return ExitCode.BLOCKED
        return ExitCode.CLEAR


def document_result(
    watched: WatchedDocument, vendor: Vendor, register: Register, *, went_back: bool
) -> DocumentResult:
    """Return *watched* with what rests on each of its alarms, and what was recorded before."""
    before = {item.id: item for item in vendor.alarms}
    data = {
        "alarms": [
            {key: _plain(value) for key, value in item.items()}
            for item in entries(watched, register.today)
        ]
    }
    built = {item.id: item for item in build_alarms(data, f"vendors/{vendor.id}/alarms.yaml")}
    by_id: dict[str, AlarmResult] = {}
    for alarm, entry in _with_ids(watched):
        old = before.get(entry)
        by_id.setdefault(
            entry,
            AlarmResult(
                alarm,
                built[entry],
                affected_offerings(built[entry], vendor, register),
                new=old is None,
                settled=old is not None and old.settled(register.today),
            ),
        )
    return DocumentResult(watched, tuple(by_id.values()), went_back)


def _with_ids(watched: WatchedDocument) -> list[tuple[Alarm, str]]:
    document = watched.document
    return [
        (alarm, alarm_id(document.id, document.digest, alarm))
        for alarm in watched.comparison.alarms
    ]


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
