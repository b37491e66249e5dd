"""The questions of this repository's own register, to hold files to."""

from inwriting.register.load.declared_questions import declared_in
from tests.checks.cases import ROOT, read

DECLARED = declared_in(read(ROOT / "policy/questions.yaml"))
DERIVED = dict.fromkeys(("dossier", "policy"), DECLARED)
"""The questions that the schema of a kind depends on, as loading gives them."""
