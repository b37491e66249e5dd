"""What a check imports. Checks belong to the firm, so these names last longer than the modules."""

from inwriting.register.check.alarms import about_alarm, lowest_class, open_alarms, touched
from inwriting.register.check.api import Check, Risk, check
from inwriting.register.check.cells import (
    Demanded,
    about,
    demanded,
    failing,
    in_words,
    may_fall_short,
)
from inwriting.register.check.changes import (
    Change,
    acknowledging,
    answered,
    change_key,
    changes,
    compared,
)
from inwriting.register.check.clients import Forbidden, forbidden, highest_by_team, team_names
from inwriting.register.check.demands import weaker_parts
from inwriting.register.check.evidence import (
    PAGES,
    cited,
    cited_anywhere,
    cited_in_force,
    days_left,
    deciding,
    distinct,
    documents_where,
    looked_up,
    open_promise,
    sufficing,
    too_weak,
)
from inwriting.register.check.exceptions import is_for, offering_of
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.check.left_out import left_out
from inwriting.register.check.pairs import Pair, differ, known, narrower, pairs, promises_more
from inwriting.register.check.policy_changes import weakenings
from inwriting.register.check.reach import (
    NEEDS_NO_NUMBER,
    asking,
    circumstances_in_words,
    deciding_statements,
    exceeding,
    open_cells,
    reach,
    refused_from,
    widest,
)
from inwriting.register.check.references import (
    documents_named,
    fallbacks_named,
    offerings_named,
    unknown,
    unknown_in_policy,
    unknown_names,
    unknown_offerings,
)
from inwriting.register.check.signoffs import (
    Lacking,
    counting,
    entitled,
    lacking,
    lacking_by_class,
    of_the_firm,
    signers,
)
from inwriting.register.check.subprocessors import (
    entry_clause,
    retention,
    subprocessor_retention,
    weakest,
    weakest_on_each,
)
from inwriting.register.check.tiers import first_and_count, tiers_covered
from inwriting.register.check.wording import counted, gives, lengths, only_points, vague
from inwriting.register.decide.verdict import Verdicts
from inwriting.register.load.document_texts import TextState
from inwriting.register.load.explain import guess
from inwriting.register.model.answers import Answer, Cell, Voice, by_statement
from inwriting.register.model.basics import Period
from inwriting.register.model.chain import Link, chain, circle, passed_on, same_cell
from inwriting.register.model.dossier import (
    Citation,
    Document,
    Dossier,
    Silence,
    Statement,
    Subprocessor,
)
from inwriting.register.model.place import Place
from inwriting.register.model.policy import Client, DataClass, Demand, Policy, VaguePhrase
from inwriting.register.model.questions import NEVER_KNOWN, Question, Standing, Value
from inwriting.register.model.register import Offering, Register, Vendor
from inwriting.register.model.use import Approval, Exemption, OfferingUse, Use
from inwriting.register.model.verification import Verification, Verified, has_clause, verify
from inwriting.texts.passages import plain

__all__ = [
    "NEEDS_NO_NUMBER",
    "NEVER_KNOWN",
    "PAGES",
    "Answer",
    "Approval",
    "Cell",
    "Change",
    "Check",
    "Citation",
    "Client",
    "DataClass",
    "Demand",
    "Demanded",
    "Document",
    "Dossier",
    "Effect",
    "Exemption",
    "Finding",
    "Forbidden",
    "Lacking",
    "Link",
    "Offering",
    "OfferingUse",
    "Pair",
    "Period",
    "Place",
    "Policy",
    "Question",
    "Register",
    "Risk",
    "Silence",
    "Standing",
    "Statement",
    "Subprocessor",
    "TextState",
    "Use",
    "VaguePhrase",
    "Value",
    "Vendor",
    "Verdicts",
    "Verification",
    "Verified",
    "Voice",
    "about",
    "about_alarm",
    "acknowledging",
    "answered",
    "asking",
    "by_statement",
    "chain",
    "change_key",
    "changes",
    "check",
    "circle",
    "circumstances_in_words",
    "cited",
    "cited_anywhere",
    "cited_in_force",
    "compared",
    "counted",
    "counting",
    "days_left",
    "deciding",
    "deciding_statements",
    "demanded",
    "differ",
    "distinct",
    "documents_named",
    "documents_where",
    "entitled",
    "entry_clause",
    "exceeding",
    "failing",
    "fallbacks_named",
    "first_and_count",
    "forbidden",
    "gives",
    "guess",
    "has_clause",
    "highest_by_team",
    "in_words",
    "is_for",
    "known",
    "lacking",
    "lacking_by_class",
    "left_out",
    "lengths",
    "looked_up",
    "lowest_class",
    "may_fall_short",
    "narrower",
    "of_the_firm",
    "offering_of",
    "offerings_named",
    "only_points",
    "open_alarms",
    "open_cells",
    "open_promise",
    "pairs",
    "passed_on",
    "plain",
    "promises_more",
    "reach",
    "refused_from",
    "retention",
    "same_cell",
    "signers",
    "subprocessor_retention",
    "sufficing",
    "team_names",
    "tiers_covered",
    "too_weak",
    "touched",
    "unknown",
    "unknown_in_policy",
    "unknown_names",
    "unknown_offerings",
    "vague",
    "verify",
    "weakenings",
    "weaker_parts",
    "weakest",
    "weakest_on_each",
    "widest",
]

# What some of these were called before; the checks of a firm may still import them.
alike = tiers_covered
few = first_and_count
kept = retention
kept_behind = subprocessor_retention
once = distinct
resting = cited_in_force
speaking = deciding_statements
special = circumstances_in_words
that = documents_where
