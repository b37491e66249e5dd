"""One vendor with its offerings, as register.json has them."""

import datetime

import msgspec

from inwriting.publish.chain_json import published_chain
from inwriting.publish.dates import next_review
from inwriting.publish.decision_json import FindingList, published_narrowed, published_verdicts
from inwriting.publish.escape import file_stem, ident
from inwriting.publish.links import source_address
from inwriting.publish.policy_json import published_period
from inwriting.publish.published.offering import (
    PublishedAlternatives,
    PublishedAnswer,
    PublishedMonitoring,
    PublishedOffering,
    PublishedOutcome,
    PublishedRedaction,
    PublishedReview,
    PublishedTeamUse,
    PublishedUse,
    PublishedVoice,
)
from inwriting.publish.published.shared import PublishedCell, PublishedPerson
from inwriting.publish.published.vendor import (
    AcknowledgedChangeRecord,
    ContradictionPlace,
    DocumentDates,
    DocumentSource,
    PublishedApproval,
    PublishedContradiction,
    PublishedDocument,
    PublishedSilence,
    PublishedStatement,
    PublishedSubprocessor,
    PublishedVendor,
)
from inwriting.register.decide.alike import Deciding
from inwriting.register.decide.verdict import Verdicts
from inwriting.register.model.answers import Answer, Cell, Voice
from inwriting.register.model.basics import Person
from inwriting.register.model.dossier import Citation, Document, Statement
from inwriting.register.model.policy import Policy
from inwriting.register.model.register import Offering, Register, Vendor
from inwriting.register.model.use import OfferingUse


def published_vendor(
    register: Register, verdicts: Verdicts, deciding: Deciding, vendor: Vendor
) -> PublishedVendor:
    """Return everything that is published of *vendor*; *deciding* narrows *verdicts*."""
    dossier = vendor.dossier
    return PublishedVendor(
        id=vendor.id,
        name=dossier.name,
        fictional=dossier.fictional,
        basis=dossier.basis,
        website=dossier.website,
        note=dossier.note,
        owner=_person(dossier.owner),
        tool_owner=_person(vendor.use.owner) if vendor.use else None,
        digest=vendor.digest,
        next_review=_day(next_review(vendor, register.policy)),
        documents=tuple(_document(item) for item in dossier.documents.values()),
        statements=tuple(
            _statement(item, quotable=dossier.fictional) for item in dossier.statements
        ),
        silences=tuple(
            PublishedSilence(
                question=item.question,
                offerings=item.offerings,
                looked_in=item.looked_in,
                note=item.note,
                asked=_day(item.asked),
            )
            for item in dossier.silences
        ),
        subprocessors=tuple(
            PublishedSubprocessor(
                name=item.name,
                role=item.role,
                offering=item.offering,
                outside_register=item.outside_register,
                offerings=item.offerings,
                data=item.data,
                retention=published_period(item.retention),
                places=item.places,
                document=item.document_id,
                clause=item.clause,
            )
            for item in dossier.subprocessors
        ),
        contradictions=tuple(
            PublishedContradiction(
                id=item.id,
                question=item.question,
                offerings=item.offerings,
                summary=item.summary,
                places=tuple(
                    ContradictionPlace(
                        document=place.document_id,
                        clause=place.clause,
                        quote=_quote(place, quotable=dossier.fictional),
                    )
                    for place in item.citations
                ),
            )
            for item in dossier.contradictions
        ),
        acknowledged_changes=tuple(
            AcknowledgedChangeRecord(
                question=item.question,
                offering=item.offering,
                was=item.was,
                now=item.now,
                by=item.by.name,
                on=str(item.on),
                why=item.why,
            )
            for item in dossier.acknowledged_changes
        ),
        approvals=tuple(
            PublishedApproval(
                function=item.function,
                by=item.by.name,
                on=str(item.on),
                offerings=item.offerings,
                data_allowed=item.data_allowed,
                note=item.note,
                for_present_state=item.digest == vendor.digest,
            )
            for item in vendor.approvals
        ),
        offerings=tuple(_offering(register, verdicts, deciding, item) for item in vendor.offerings),
    )


def statement_id(statement: Statement) -> str:
    """Return the name of *statement* in its dossier: the question and the number in its list."""
    return f"{statement.question.id}/{statement.place.path[-1]}"


def _offering(
    register: Register, verdicts: Verdicts, deciding: Deciding, offering: Offering
) -> PublishedOffering:
    findings = FindingList()
    general = published_verdicts(register, verdicts, offering, findings)
    narrowed = published_narrowed(register, verdicts, deciding, offering, findings)
    companies = published_chain(register, deciding, offering, findings)
    fallback = offering.use.fallback if offering.use else None
    return PublishedOffering(
        id=offering.id,
        reference=offering.reference,
        page=f"vendors/{ident(offering.vendor)}/{file_stem(offering.id)}.html",
        name=offering.name,
        kind=offering.kind,
        tiers=offering.tiers,
        surfaces=offering.surfaces,
        markets=offering.markets,
        model_providers_behind=offering.outside_models,
        fictional=offering.dossier.fictional,
        basis=offering.dossier.basis,
        note=offering.note,
        use=_use(offering.use, register.policy) if offering.use else None,
        alternatives=PublishedAlternatives(
            offerings=fallback.offerings if fallback else (),
            instead=fallback.instead if fallback else "",
        ),
        verdicts=general,
        narrowed=narrowed,
        chain=companies,
        findings=findings.published(),
        answers=tuple(_answer(item) for item in offering.answers.values()),
    )


def _use(use: OfferingUse, policy: Policy) -> PublishedUse:
    return PublishedUse(
        purpose=use.purpose,
        data_allowed=use.data_allowed,
        teams=tuple(
            PublishedTeamUse(
                team=item.team,
                data_allowed=item.data_allowed or use.data_allowed,
                conditions=item.conditions,
            )
            for item in use.teams
        ),
        redaction=PublishedRedaction(
            required_from=use.redaction.required_from, how=use.redaction.how
        )
        if use.redaction
        else None,
        sensitive_uses=use.sensitive_uses,
        review=tuple(PublishedReview(item.use, item.steps) for item in use.review),
        monitoring=PublishedMonitoring(
            what=use.monitoring.what,
            by=use.monitoring.by.name,
            every_days=use.monitoring.every_days,
        )
        if use.monitoring
        else None,
        clients_excluded=tuple(name for name in use.clients_excluded if name in policy.clients),
        regions=use.regions,
    )


def _answer(answer: Answer) -> PublishedAnswer:
    """Return the cells of *answer*, those with the same outcome together."""
    groups: dict[PublishedOutcome, list[PublishedCell]] = {}
    for cell in answer.cells:
        groups.setdefault(_outcome(cell), []).append(PublishedCell(cell.data, cell.purpose))
    return PublishedAnswer(
        question=answer.question.id,
        outcomes=tuple(
            msgspec.structs.replace(outcome, cells=tuple(cells))
            for outcome, cells in groups.items()
        ),
    )


def _outcome(cell: Cell) -> PublishedOutcome:
    """Return the outcome of *cell*, which its group is still to be put into."""
    return PublishedOutcome(
        cells=(),
        value=cell.value.id,
        standing=cell.value.standing.name.lower(),
        meaning=cell.value.meaning,
        circumstance=str(cell.circumstance),
        statement=statement_id(cell.statement) if cell.statement else "",
        voices=tuple(_voice(voice) for voice in cell.voices),
    )


def _voice(voice: Voice) -> PublishedVoice:
    return PublishedVoice(
        circumstance=str(voice.circumstance),
        value=voice.value.id,
        deciding=tuple(statement_id(item) for item in voice.deciding),
        weaker=tuple(statement_id(item) for item in voice.weaker),
    )


def _statement(statement: Statement, *, quotable: bool) -> PublishedStatement:
    scope = statement.scope
    return PublishedStatement(
        id=statement_id(statement),
        question=statement.question.id,
        says=statement.says.id,
        standing=statement.says.standing.name.lower(),
        summary=statement.summary,
        document=statement.citation.document_id,
        clause=statement.citation.clause,
        quote=_quote(statement.citation, quotable=quotable),
        offerings=scope.offerings,
        data=scope.data,
        purposes=scope.purposes,
        who=scope.who,
        models=scope.models,
        regions=scope.regions,
        when=scope.when,
        exceptions=statement.exceptions,
        period=published_period(statement.period),
        notice=published_period(statement.notice),
        residuals=statement.residuals,
        only_future=statement.only_future,
        places=statement.places,
        route=statement.route,
        contact=statement.contact,
    )


def _quote(citation: Citation, *, quotable: bool) -> str:
    """Return the quote where it may be published: of an example that nobody owns."""
    document = citation.document
    return citation.quote if quotable and document and not document.confidential else ""


def _document(document: Document) -> PublishedDocument:
    source = document.source
    return PublishedDocument(
        id=document.id,
        title=document.title,
        kind=document.kind,
        voice=document.voice,
        authority=document.level.id,
        governs=document.governs,
        source=DocumentSource(
            kind=source.kind,
            url=source.url,
            archive=source.archive,
            path=source.path,
            commit=source.commit,
            file=source.file,
            where=source.where,
        ),
        link=source_address(source.kind, source.url, source.archive, source.commit, source.path),
        digest=document.digest,
        confidential=document.confidential,
        note=document.note,
        dates=DocumentDates(
            stated=_day(document.stated),
            signed=_day(document.signed),
            effective=_day(document.effective),
            observed=str(document.observed),
            checked=str(document.checked),
            ends=_day(document.ends),
        ),
        text=document.text.state.value,
    )


def _person(person: Person) -> PublishedPerson:
    return PublishedPerson(person.name, person.email)


def _day(day: datetime.date | None) -> str:
    return str(day) if day else ""
