"""Java, Kotlin, Scala and Groovy: Maven's repositories, for Maven, Gradle and sbt."""

import functools
import re
from collections.abc import Iterator

from inwriting.gate.ecosystem import Ecosystem, Imports
from inwriting.gate.format import Format

MAVEN = "maven"
_COMMON_ARTEFACTS = frozenset({"api", "client", "core", "mcp", "sdk", "service"})
"""Names that artefacts of many groups have; the group is looked for instead."""
_NOT_WORDS = re.compile(r"[^a-z0-9]+")


def _sought(name: str) -> str:
    group, _, artefact = name.partition(":")
    return group if artefact in _COMMON_ARTEFACTS else artefact


def _guess(name: str, known: str, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the artefacts whose group and name an import repeats.

    So a.b.model.c is in a.b:b-c. Where a footprint knows the beginning, none that is the group's
    own.
    """
    parts = name.lower().split(".")
    found: list[tuple[int, str]] = []
    for groups, own, artefact, package in _artefacts(names).get(parts[0], ()):
        if parts[: len(groups)] != groups or (known and not own):
            continue
        rest = {_plain(part) for part in parts[len(groups) :]}
        joined = _plain("".join(parts[len(groups) - 1 :]))
        if not own or own in rest or joined.startswith(artefact):
            found.append((len(own), package))
    longest = max((length for length, _ in found), default=0)
    yield tuple(package for length, package in found if length == longest)


@functools.cache
def _artefacts(names: tuple[str, ...]) -> dict[str, list[tuple[list[str], str, str, str]]]:
    """Return artefacts by the first part of their group.

    Each with its group, the words that are its own beside the group's, and all its words.
    """
    found: dict[str, list[tuple[list[str], str, str, str]]] = {}
    for name in names:
        group, _, artefact = name.lower().partition(":")
        groups = group.split(".")
        plain = _plain(artefact)
        own = plain.removeprefix(_plain("".join(groups[-2:]))).removeprefix(_plain(groups[-1]))
        own = own.removeprefix("starter").removeprefix("model").removesuffix("java")
        found.setdefault(groups[0], []).append((groups, own, plain, name))
    return found


def _plain(text: str) -> str:
    return _NOT_WORDS.sub("", text.lower())


ECOSYSTEM = Ecosystem(
    kind=MAVEN,
    purl_type="maven",
    namespace_end=":",
    sought=_sought,
    imports=Imports("java", guess=_guess, certain=False),
    formats=(
        Format("Maven project", "maven", ("pom.xml", "*.pom")),
        Format("Gradle build in Groovy", "gradle", ("*.gradle",), "read_groovy"),
        Format("Gradle build in Kotlin", "gradle", ("*.gradle.kts",), "read_kotlin"),
        Format("Gradle version catalog", "gradle", ("*.versions.toml",), "read_catalog"),
        Format("Gradle lock file", "gradle", ("gradle.lockfile", "*.lockfile"), "read_lock"),
        Format("sbt build", "sbt", ("*.sbt",)),
    ),
)
