"""Bodies of issues as GitHub writes them for the issue form."""

from collections.abc import Mapping

from inwriting.publish.issue_form import CONFIRMED, IssueField, asked

ANSWERS = {
    "Vendor: Name": "Example AI",
    "Vendor: Id": "example-ai",
    "Vendor: Basis": "public-terms",
    "Owner of the dossier: Name": "Ada Example",
    "Owner of the dossier: E-mail address": "ada@test.example",
    "Offering 1: Name": "Example Assistant",
    "Offering 1: Id": "assistant",
    "Offering 1: Kind of tool": "chat-assistant",
    "Offering 1: Tiers": "standard, enterprise",
    "Offering 1: Surfaces": "workspace",
    "Confirmation": f"- [X] {CONFIRMED}",
}
"""The least that a proposal needs."""


def body(changes: Mapping[str, str] | None = None) -> str:
    """Return the body with *changes* to the answers."""
    answers = {**ANSWERS, **(changes or {})}
    return "\n\n".join(_part(item, answers.get(item.label, "")) for item in asked())


def _part(item: IssueField, answer: str) -> str:
    return f"### {item.label}\n\n{answer or '_No response_'}"
