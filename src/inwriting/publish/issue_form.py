"""The issue form for proposing a vendor, read off the dossier's schema like the page's form.

GitHub shows the form, and writes the answers as Markdown under the labels. `inwriting propose`
reads them back with the same fields.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inwriting.publish.propose_form import Field, form_fields, id_field
from inwriting.register.load.schemas import schema

FILE = ".github/ISSUE_TEMPLATE/propose-a-vendor.yml"
"""Where GitHub looks for the form."""
GO_AHEAD = "proposal-accepted"
"""The label with which somebody who may write says that the dossier shall be made."""
OFFERINGS = 3
"""For how many offerings the form asks; only the first is needed."""
CONFIRMED = (
    "Nothing in this proposal is confidential. Everybody who can see this repository can read it."
)
_OF_AN_OFFERING = ("name", "kind", "tiers", "surfaces", "note")
_KINDS = {"long": "textarea", "choice": "dropdown", "choices": "dropdown", "flag": "checkboxes"}


@dataclass(frozen=True, slots=True)
class IssueField:
    """One field of the issue form."""

    path: tuple[str | int, ...]
    """Where its answer goes; an offering is its number, counted from 0. The vendor's id and the
    confirmation go nowhere: their path is one word that begins with @."""
    label: str
    field: Field
    required: bool

    @property
    def type(self) -> str:
        """What GitHub calls it."""
        return _KINDS.get(self.field.kind, "input")

    @property
    def several(self) -> bool:
        """Whether more than one answer may be chosen."""
        return self.field.kind == "choices"

    @property
    def options(self) -> tuple[str, ...]:
        """The answers that may be chosen."""
        return tuple(option.value for option in self.field.options)


def asked() -> tuple[IssueField, ...]:
    """Return the fields in their order."""
    return tuple(_asked())


def _asked() -> Iterator[IssueField]:
    dossier = schema("dossier")
    sections = {
        item.key: item
        for item in form_fields(dossier, {"questions": [], "regions": [], "vendors": []})
    }
    own_id = id_field(dossier)
    name, *others = sections["vendor"].fields
    yield IssueField(("vendor", "name"), "Vendor: Name", name, required=True)
    yield IssueField(("@id",), "Vendor: Id", own_id, required=True)
    for item in others:
        inner = item.fields or (item,)
        for part in inner:
            path = ("vendor", item.key, part.key) if item.fields else ("vendor", item.key)
            title = f"{item.title if item.fields else 'Vendor'}: {part.title}"
            yield IssueField(path, title, part, part.required)
    parts = {item.key: item for item in sections["offerings"].fields}
    for number in range(OFFERINGS):
        head = f"Offering {number + 1}"
        first = number == 0
        for key in _OF_AN_OFFERING:
            part = parts[key]
            needed = first and part.required
            yield IssueField(("offerings", number, key), f"{head}: {part.title}", part, needed)
            if key == "name":
                yield IssueField(("offerings", number, "id"), f"{head}: Id", own_id, first)
    confirmation = Field("@confirmed", "flag", "Confirmation", CONFIRMED)
    yield IssueField(("@confirmed",), "Confirmation", confirmation, required=True)


def issue_form() -> dict[str, Any]:
    """Return the form as GitHub wants it."""
    return {
        "name": "Propose a vendor",
        "description": "Tell the register about an AI product that it does not know yet.",
        "title": "Propose: ",
        "body": [
            {
                "type": "markdown",
                "attributes": {
                    "value": "Fill in what you know. Every question on what happens to our data "
                    "stays open until somebody finds the answer in writing. When a reviewer adds "
                    f"the label `{GO_AHEAD}`, the dossier is made of your answers and proposed "
                    "as a pull request."
                },
            },
            *(_element(item) for item in asked()),
        ],
    }


def _element(item: IssueField) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": item.label}
    if item.type == "checkboxes":
        attributes["options"] = [{"label": item.field.help, "required": True}]
        return {"type": item.type, "id": "confirmed", "attributes": attributes}
    mend = "" if item.field.mend in item.field.help else item.field.mend
    attributes["description"] = f"{item.field.help} {mend}".strip()
    if item.type == "dropdown":
        attributes["options"] = list(item.options)
        attributes["multiple"] = item.several
    name = "-".join(str(part).removeprefix("@") for part in item.path)
    return {
        "type": item.type,
        "id": name if len(item.path) > 1 else f"vendor-{name}",
        "attributes": attributes,
        "validations": {"required": item.required},
    }
