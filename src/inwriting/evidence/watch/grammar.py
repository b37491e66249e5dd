"""Who does it, and is it denied? Read off the words around the verb, by lists of words alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inwriting.evidence.watch.lexicon import alternatives
from inwriting.evidence.watch.sentences import DocumentSentence

PERMITS = "permits"
FORBIDS = "forbids"
_CLAUSE = 600
"""Characters before a verb in which its denial is looked for."""
_FILLERS = 9
"""Words such as "and your users" that may stand between "you" and "may not"."""


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The words that tell subject and denial."""

    negation: re.Pattern[str]
    no_negation: re.Pattern[str]
    """Phrases with a "not" that deny nothing: "not limited to", "if you do not opt out"."""
    clause_ends: re.Pattern[str]
    """Words beyond which a denial does not reach."""
    customer: re.Pattern[str]
    """The customer as the subject of a duty or a right."""
    vendor: re.Pattern[str]
    """The vendor as subject, or a right that is given to it."""
    orders: re.Pattern[str]
    """How an item of a list of what the customer must not do begins."""
    restrictive: re.Pattern[str]
    """What leads into such a list, or heads it."""
    competing: re.Pattern[str]


def grammar(lists: Mapping[str, Sequence[str]]) -> Grammar:
    """Return the *lists* of a rules file's `grammar` as expressions."""
    fillers = alternatives(lists["customer-fillers"])
    subject = (
        f"(?:{alternatives(lists['customers'])})(?:,? (?:{fillers})){{0,{_FILLERS}}},? "
        f"(?:{alternatives(lists['customer-verbs'])})|{alternatives(lists['customer-phrases'])}"
    )
    return Grammar(
        re.compile(alternatives(lists["negations"])),
        re.compile(alternatives(lists["no-negations"])),
        re.compile(alternatives(lists["clause-ends"])),
        re.compile(subject),
        re.compile(alternatives(lists["vendor"])),
        re.compile(f"(?:or |and )?(?:to )?(?:{alternatives(lists['orders'])})"),
        re.compile(alternatives(lists["restrictive"])),
        re.compile(alternatives(lists["competing"])),
    )


def stance(grammar: Grammar, full: str, anchor: int) -> str:
    """Return whether what stands at *anchor* is denied in the clause that leads up to it."""
    clause = grammar.no_negation.sub(" ", full[max(0, anchor - _CLAUSE) : anchor])
    ends = list(grammar.clause_ends.finditer(clause))
    clause = clause[ends[-1].end() :] if ends else clause
    return FORBIDS if grammar.negation.search(clause) else PERMITS


def is_the_customers(grammar: Grammar, unit: DocumentSentence, full: str, anchor: int) -> bool:
    """Tell whether what stands at *anchor* is done by the customer: no use of our data then."""
    before = full[:anchor]
    subjects = list(grammar.customer.finditer(before))
    if subjects:
        return grammar.vendor.search(before, subjects[-1].end()) is None
    if grammar.vendor.search(before) is not None:
        return False
    return bool(
        grammar.competing.search(unit.plain)
        or (
            grammar.orders.match(unit.plain)
            and (grammar.restrictive.search(unit.lead) or grammar.restrictive.search(unit.heading))
        )
    )
