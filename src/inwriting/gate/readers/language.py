"""How one programming language is walked: its grammar, its name in footprints, its imports."""

from dataclasses import dataclass

from inwriting.gate.readers.imports import Imports


@dataclass(frozen=True, slots=True)
class Language:
    """How one language is walked."""

    name: str
    """In words."""
    grammar: str
    signals: str
    """Its name in footprints."""
    imports: Imports
    import_nodes: frozenset[str]
