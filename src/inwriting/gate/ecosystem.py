"""What the gate knows of an ecosystem: a registry of packages and the files that ask for them.

One record says all of it. A new ecosystem is a record, a reader of its files and cases.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from inwriting.gate.format import Format


def as_written(name: str) -> str:
    """Return *name*: the registry tells every spelling apart."""
    return name


def no_package(_name: str, _known: str, _names: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Return nothing: an import does not tell which package brings it."""
    return ()


def beginnings(name: str, separator: str) -> Iterator[str]:
    """Yield *name* and what it lies in, the longest first: a.b.c, a.b, a."""
    while name:
        yield name
        name = name.rpartition(separator)[0]


@dataclass(frozen=True, slots=True)
class Imports:
    """How the imports of a language lead to packages."""

    language: str
    """Its name in footprints."""
    separator: str = "."
    """What stands between the parts of a module's name."""
    package: Callable[[str], str] | None = None
    """Of a language whose imports name packages: from an import to its package, "" for none."""
    guess: Callable[[str, str, tuple[str, ...]], Iterable[tuple[str, ...]]] = no_package
    """Of the others: from an import to the packages that may bring it.

    It is given the import, as much of it as a footprint knows, and every package that footprints
    name. It yields packages that are equally likely together, the likeliest first.
    """
    certain: bool = True
    """Whether a guessed package says as much as a manifest that names it."""


@dataclass(frozen=True, slots=True)
class Ecosystem:
    """One registry of packages, and how repositories ask for what it serves."""

    kind: str
    """The kind of its signals in footprints, as in pypi."""
    purl_type: str
    """Its type in a package URL, as in golang."""
    formats: tuple[Format, ...] = ()
    """Its manifests and lock files."""
    canonical: Callable[[str], str] = as_written
    """From a name to the one spelling under which the registry compares it."""
    namespace_end: str = "/"
    """What stands between a namespace and a name."""
    below_counts: bool = False
    """Whether what lies below a name counts for it, as packages do in a module of Go."""
    sought: Callable[[str], str] = as_written
    """From a name in small letters to the text in which the search recognises it."""
    loose: bool = False
    """Whether -, _ and . are one and the same in a name."""
    installers: tuple[str, ...] = ()
    """Commands behind which packages stand, as in pip install; * is any words."""
    runners: tuple[str, ...] = ()
    """Commands that run the one package that is named first, as in npx."""
    installed: str = r".*"
    """A regular expression for the beginning of a word behind such a command.

    What it matches is the package's name, or its group where it has one.
    """
    imports: Imports | None = None


class Ecosystems:
    """Several ecosystems, told by the kind of their packages and by their languages."""

    def __init__(self, ecosystems: Iterable[Ecosystem]) -> None:
        """Keep *ecosystems* in their order.

        Raises ValueError when two have the same kind.
        """
        self.all = tuple(ecosystems)
        self._by_kind = {ecosystem.kind: ecosystem for ecosystem in self.all}
        if len(self._by_kind) < len(self.all):
            message = "two ecosystems have the same kind"
            raise ValueError(message)
        self._by_language = {
            ecosystem.imports.language: (ecosystem, ecosystem.imports)
            for ecosystem in self.all
            if ecosystem.imports is not None
        }

    @property
    def formats(self) -> tuple[Format, ...]:
        """The manifests and lock files of all of them."""
        return tuple(form for ecosystem in self.all for form in ecosystem.formats)

    def of(self, kind: str) -> Ecosystem | None:
        """Return the ecosystem whose packages are of *kind*; None when it is no kind of package."""
        return self._by_kind.get(kind)

    def importing(self, language: str) -> tuple[Ecosystem, Imports] | None:
        """Return the ecosystem that source code of *language* imports from, and how."""
        return self._by_language.get(language)
