"""The frameworks whose requirements ask the same as the register's questions."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement of a framework, in our own words."""

    number: str
    meaning: str
    source: str
    source_kind: str


@dataclass(frozen=True, slots=True)
class Framework:
    """One framework in one version."""

    id: str
    name: str
    version: str
    requirements: dict[str, Requirement]


@dataclass(frozen=True, slots=True)
class Frameworks:
    """All frameworks, with what a reader must know of the entries."""

    read_on: str
    cautions: tuple[str, ...]
    by_id: dict[str, Framework]


def build_frameworks(data: dict[str, Any]) -> Frameworks:
    """Build the frameworks from the data of policy/frameworks.yaml."""
    return Frameworks(
        data["read-on"],
        tuple(data.get("cautions", ())),
        {
            name: Framework(
                name,
                item["name"],
                item["version"],
                {
                    number: Requirement(
                        number, entry["meaning"], entry["source"], entry["source-kind"]
                    )
                    for number, entry in item["requirements"].items()
                },
            )
            for name, item in data["frameworks"].items()
        },
    )
