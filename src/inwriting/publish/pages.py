"""Every page of the register, made from register.json and history.json and nothing else."""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from inwriting.publish.ask_page import ask_page
from inwriting.publish.cases import Case
from inwriting.publish.changes_page import changes_page
from inwriting.publish.escape import file_stem, ident
from inwriting.publish.expiries_page import expiries_page
from inwriting.publish.front_page import front_page
from inwriting.publish.links import Links
from inwriting.publish.offering_page import OfferingContexts, vendor_context
from inwriting.publish.propose_page import propose_page
from inwriting.publish.published.history import PublishedHistory
from inwriting.publish.published.policy import (
    PublishedClient,
    PublishedRegion,
    PublishedSensitiveUse,
    PublishedTeam,
)
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.render import render
from inwriting.publish.repository import NOWHERE, Repository
from inwriting.register.check.api import GROUPS
from inwriting.register.decide.shared_work import shared

_PROOFS = {
    "promise": "a promise",
    "setting": "a dated record of our own setting",
    "fact": "any document that says so",
    "": "an answer",
}
_EFFECTS = {
    "merge": "blocks the merge, and pauses everything it affects until then",
    "refuse": "refuses the data class that it names and all above it",
    "pause": "pauses the data class that it names and all above it",
    "condition": "makes it a condition",
    "warning": "is a note and changes no verdict",
}


def pages(
    register: PublishedRegister,
    cases: Mapping[str, tuple[Case, ...]],
    history: PublishedHistory,
    repository: Repository = NOWHERE,
) -> Iterator[tuple[str, str]]:
    """Yield path and content of every page of *register* and of the files that it needs.

    *cases* are those of each check, *history* is what history.json holds, *repository* is where a
    change to the register begins.
    """
    top = Links(register, 0)
    yield from front_page(register, history)
    yield from ask_page(register)
    yield from propose_page(register, repository)
    yield "questions.md", _questions(register, top)
    yield "policy.md", _policy(register, top)
    yield "frameworks.md", _frameworks(register, top)
    yield "expiries.md", expiries_page(register)
    yield "changes.md", changes_page(register, history)
    yield from _checks(register, cases)
    yield from _vendors(register, history)


def _questions(register: PublishedRegister, links: Links) -> str:
    requirements = {
        (framework.id, item.number): item.meaning
        for framework in register.frameworks.entries
        for item in framework.requirements
    }
    return render(
        "questions.md.j2",
        register=register,
        links=links,
        proofs=_PROOFS,
        requirements=requirements,
    )


def _policy(register: PublishedRegister, links: Links) -> str:
    return render(
        "policy.md.j2",
        register=register,
        links=links,
        regions=_names(register.regions),
        roles=msgspec.to_builtins(register.gate.roles).items(),
    )


def _frameworks(register: PublishedRegister, links: Links) -> str:
    asked: dict[tuple[str, str], list[str]] = {}
    for question in register.questions:
        for entry in question.frameworks:
            for number in entry.requirements:
                asked.setdefault((entry.framework, number), []).append(question.id)
    return render("frameworks.md.j2", register=register, links=links, asked=asked)


def _checks(
    register: PublishedRegister, cases: Mapping[str, tuple[Case, ...]]
) -> Iterator[tuple[str, str]]:
    links = Links(register, 1)
    groups = [(name, [item for item in register.checks if item.group == name]) for name in GROUPS]
    yield "checks/index.md", render("checks.md.j2", register=register, links=links, groups=groups)
    for item in register.checks:
        yield (
            f"checks/{file_stem(item.id)}.md",
            render(
                "check.md.j2",
                check=item,
                links=links,
                cases=cases.get(item.id, ()),
                effects=_EFFECTS,
            ),
        )


def _vendors(register: PublishedRegister, history: PublishedHistory) -> Iterator[tuple[str, str]]:
    make = functools.partial(_written_of_vendor, register, history)
    for _, made in shared(make, range(len(register.vendors))):
        yield from made


def _written_of_vendor(
    register: PublishedRegister, history: PublishedHistory
) -> Callable[[int], list[tuple[str, str]]]:
    """Return what writes the pages of a vendor, by its number."""
    around = {
        "register": register,
        "history": history,
        "links": Links(register, 2),
        "classes": register.data_classes,
        "teams": _names(register.teams),
        "clients": _names(register.clients),
        "regions": _names(register.regions),
        "uses": _names(register.sensitive_uses),
    }
    contexts = OfferingContexts(register, history)

    def written(number: int) -> list[tuple[str, str]]:
        vendor = register.vendors[number]
        folder = f"vendors/{ident(vendor.id)}"
        index = render("vendor.md.j2", **around, **vendor_context(vendor))
        made = [(f"{folder}/index.md", index)]
        for offering in vendor.offerings:
            page = render("offering.md.j2", **around, **contexts.of(vendor, offering))
            made.append((f"{folder}/{file_stem(offering.id)}.md", page))
        return made

    return written


def _names(
    items: Iterable[PublishedTeam | PublishedClient | PublishedRegion | PublishedSensitiveUse],
) -> dict[str, str]:
    return {item.id: item.name for item in items}
