"""The companies behind one offering, as register.json has them: who passes what on to whom."""

from inwriting.publish.decision_json import FindingList
from inwriting.publish.policy_json import published_period
from inwriting.publish.published.chain import ChainCompany, ChainPass, PublishedChain, WeakerPath
from inwriting.publish.published.shared import PublishedCell
from inwriting.register.check.finding import Finding
from inwriting.register.check.subprocessors import entry_clause, weakest
from inwriting.register.decide.alike import Deciding
from inwriting.register.model.chain import KINDS_OF_DATA, chain, passed_on
from inwriting.register.model.place import Place
from inwriting.register.model.register import Offering, Register


def published_chain(
    register: Register, deciding: Deciding, offering: Offering, findings: FindingList
) -> PublishedChain:
    """Return the companies behind *offering*, the first of which is itself.

    ``passes`` lists each entry through which data goes from one company to another, with the
    findings on it; ``weaker`` the ways that end at a company which promises less.
    """
    links = chain(register, offering)
    gets = passed_on(offering, links)
    companies = (offering, *(link.offering for link in links))
    nodes = [ChainCompany(item.name, item.dossier.name, item.reference) for item in companies]
    known = {item.reference: number for number, item in enumerate(companies)}
    unknown: dict[str, int] = {}
    named: dict[Place, list[Finding]] = {}
    for finding in deciding.findings(offering.reference):
        if not finding.scoped:
            for place in (finding.at, *finding.also):
                entry_place = Place(place.file, place.path[:2])
                named.setdefault(entry_place, []).append(finding)
    passes = []
    for number, company in enumerate(companies):
        for entry in company.subprocessors:
            target = known.get(entry.offering)
            if target is None:
                target = unknown.setdefault(entry.name.casefold(), len(nodes))
                if target == len(nodes):
                    nodes.append(ChainCompany(entry.name, entry.name, ""))
            has = gets.get(company.reference, frozenset())
            found = named.get(entry.place, ())
            passes.append(
                ChainPass(
                    from_=number,
                    to=target,
                    role=entry.role,
                    data=tuple(
                        kind
                        for kind in KINDS_OF_DATA
                        if kind in has and (not entry.data or kind in entry.data)
                    ),
                    places=entry.places,
                    retention=published_period(entry.retention),
                    outside_register=entry.outside_register,
                    clause=entry_clause(company, entry),
                    findings=tuple(sorted(set(findings.numbers(found)))),
                )
            )
    return PublishedChain(
        companies=tuple(nodes),
        passes=tuple(passes),
        weaker=tuple(
            WeakerPath(
                question=question,
                path=tuple(known[reference] for reference in link.path),
                cells=tuple(PublishedCell(cell.data, cell.purpose) for cell in cells),
                says=cells[0].value.id,
                behind=other.value.id,
            )
            for question in register.policy.chain_questions
            for link, other, cells in weakest(register, offering, question)
        ),
    )
