"""Check: the register's rules, each a function that yields findings.

What a check file imports, it imports from here.
"""

from inwriting.check.api import Check, Risk, check
from inwriting.check.cells import Demanded, about, by_statement, demanded, failing, in_words
from inwriting.check.finding import Effect, Finding
from inwriting.model.answers import Answer, Cell, Voice
from inwriting.model.chain import Link, chain, circle, same_cell
from inwriting.model.dossier import Citation, Document, Dossier, Statement, Subprocessor
from inwriting.model.place import Place
from inwriting.model.policy import Client, DataClass, Demand, Policy
from inwriting.model.questions import NEVER_KNOWN, Question, Standing, Value
from inwriting.model.register import Offering, Register, Vendor
from inwriting.model.use import Approval, Exemption, OfferingUse, Use
from inwriting.model.verification import Verification, Verified, has_clause, verify

__all__ = [
    "NEVER_KNOWN",
    "Answer",
    "Approval",
    "Cell",
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
    "Link",
    "Offering",
    "OfferingUse",
    "Place",
    "Policy",
    "Question",
    "Register",
    "Risk",
    "Standing",
    "Statement",
    "Subprocessor",
    "Use",
    "Value",
    "Vendor",
    "Verification",
    "Verified",
    "Voice",
    "about",
    "by_statement",
    "chain",
    "check",
    "circle",
    "demanded",
    "failing",
    "has_clause",
    "in_words",
    "same_cell",
    "verify",
]
