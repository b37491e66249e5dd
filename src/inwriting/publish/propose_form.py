"""The form for proposing a vendor, read off the dossier's schema: no rule is written here twice.

A field says what JSON Schema says of a key: title, description, what must be there, which values
are allowed. `propose_html.py` makes HTML of it, and the browser holds the rules from there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from inwriting.register.load.declared_questions import is_answered_in_dossiers
from inwriting.register.load.schemas import FIELDS

Schema = Mapping[str, Any]
Kind = Literal[
    "text",
    "long",
    "number",
    "date",
    "email",
    "url",
    "choice",
    "choices",
    "lines",
    "flag",
    "fixed",
    "group",
    "entries",
    "list",
    "silence",
]
"""What a field is: one line or several, one of a list or some, text by lines, yes or nothing, a
value that nobody chooses; then what holds other fields: one of each, many under ids, many in
order, or the note on a question that nothing answers."""

_LONG = 300
"""From this limit on, a text gets several lines."""
_LEFT_OUT = frozenset({"fictional", "passage"})
"""What no form can ask for: examples that do not exist, and what the tool computes of a text."""
_SECTIONS_LEFT_OUT = frozenset({"contradictions", "acknowledged-changes"})
"""What a proposal has none of: what reviewers find out later."""
_REFERS = {
    "document": "documents",
    "looked-in": "documents",
    "offerings": "offerings",
    "governs": "offerings",
}
"""Keys that name what stands elsewhere in the same dossier, and where."""
_OF_THE_REGISTER = {
    "regions": "regions",
    "markets": "regions",
    "places": "regions",
    "offering": "offerings",
}
"""Keys that name what the register has, and what."""
_RARE = frozenset(
    {"offerings", "who", "models", "regions", "when", "exceptions", "markets", "note"}
)
"""Keys that most dossiers do without; the form folds them away."""
_NARROWER = {
    # What HTML takes for an address and a stricter reader does not is refused while one types.
    "email": (
        r"^[A-Za-z0-9_+\-]+(\.[A-Za-z0-9_+\-]+)*"
        r"@((?!..--)[A-Za-z0-9]([A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z]{2,63}$"
    ),
    "uri": (
        r"^[a-z]+://[A-Za-z0-9]([A-Za-z0-9.\-]*[A-Za-z0-9])?(:[0-9]{1,5})?"
        r"([/?]([A-Za-z0-9._~!$&'()*+,;=:@/?\-]|%[0-9A-Fa-f]{2})*)?"
        r"(#([A-Za-z0-9._~!$&'()*+,;=:@/?\-]|%[0-9A-Fa-f]{2})*)?$"
    ),
}
_FORMATS: Mapping[str, Kind] = {"email": "email", "uri": "url", "date": "date"}


@dataclass(frozen=True, slots=True)
class Option:
    """One value that may be chosen."""

    value: str
    label: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """When a field is shown, and then needed."""

    key: str
    """The field that decides, in the same group or one around it."""
    values: tuple[str, ...]
    """With which of its values; none: when it is empty."""


@dataclass(frozen=True, slots=True)
class Field:
    """One key of the dossier as the form asks for it."""

    key: str
    kind: Kind
    title: str
    help: str = ""
    """What the key means."""
    mend: str = ""
    """How a value is written, where that is said apart."""
    required: bool = False
    rare: bool = False
    """Whether most can pass it over."""
    patterns: tuple[str, ...] = ()
    """Regular expressions that each value, or line, must match somewhere."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """The schema's bounds by its own keyword, as in maxLength."""
    value: int | str = ""
    """The value of a fixed field."""
    options: tuple[Option, ...] = ()
    refers: str = ""
    """The section of this dossier whose ids are the options."""
    fields: tuple["Field", ...] = ()
    """What a group, an entry or an item holds."""
    id_field: "Field | None" = None
    """The id of an entry."""
    when: Condition | None = None


def form_fields(schema: Schema, register: Mapping[str, Any]) -> tuple[Field, ...]:
    """Return the form's sections for the dossier's *schema*, derived for the register's questions.

    *register* is what register.json holds: its questions, regions and offerings are the choices.
    """
    return _Reader(schema, register).sections()


def id_field(schema: Schema) -> Field:
    """Return the field for the vendor's own id, which is its folder's name."""
    reader = _Reader(schema, {"questions": [], "regions": [], "vendors": []})
    return reader.field("id", schema["definitions"]["id"], required=True)


def asked_of_vendors(register: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the questions of *register* that a dossier answers."""
    return [item for item in register["questions"] if is_answered_in_dossiers(item)]


class _Reader:
    """Reads one schema."""

    def __init__(self, schema: Schema, register: Mapping[str, Any]) -> None:
        self._schema = schema
        self._questions = {item["id"]: item for item in asked_of_vendors(register)}
        self._choices = {
            "regions": tuple(Option(item["id"], item["name"]) for item in register["regions"]),
            "offerings": tuple(
                Option(item["reference"], f"{vendor['name']}: {item['name']}")
                for vendor in register["vendors"]
                for item in vendor["offerings"]
            ),
        }

    def sections(self) -> tuple[Field, ...]:
        """Return a field for each key at the top."""
        return tuple(
            self.field(key, part, required=key in self._schema["required"])
            for key, part in self._schema["properties"].items()
            if key not in _SECTIONS_LEFT_OUT
        )

    def field(
        self, key: str, part: Schema, *, required: bool, when: Condition | None = None
    ) -> Field:
        """Return the field for *key*, which *part* of the schema describes."""
        whole, mend = self._resolved(part)
        shared: dict[str, Any] = {
            "key": key,
            "title": whole["title"],
            "help": whole["description"],
            "mend": mend,
            "required": required or when is not None,
            "rare": key in _RARE and not required and when is None,
            "when": when,
        }
        if "const" in whole:
            return Field(kind="fixed", value=whole["const"], **shared)
        match whole["type"]:
            case "object":
                return self._holder(whole, shared)
            case "array":
                return self._several(whole, shared)
            case "boolean":
                return Field(kind="flag", **shared)
            case "integer":
                return Field(kind="number", limits=_limits(whole), **shared)
            case _:
                return self._text(whole, shared)

    def _text(self, whole: Schema, shared: dict[str, Any]) -> Field:
        key = shared["key"]
        if "enum" in whole:
            options = tuple(Option(value, value.replace("-", " ")) for value in whole["enum"])
            return Field(kind="choice", options=options, **shared)
        if key in _REFERS:
            return Field(kind="choice", refers=_REFERS[key], **shared)
        if known := self._known(key):
            return Field(kind="choice", options=known, **shared)
        long = whole.get("maxLength", 0) >= _LONG and "format" not in whole
        kind: Kind = "long" if long else _FORMATS.get(whole.get("format", ""), "text")
        return Field(kind=kind, patterns=_patterns(whole), limits=_limits(whole), **shared)

    def _several(self, whole: Schema, shared: dict[str, Any]) -> Field:
        key = shared["key"]
        items, mend = self._resolved(whole["items"])
        if items["type"] == "object":
            fields = self._properties(items)
            return Field(kind="list", fields=fields, limits=_limits(whole), **shared)
        shared["mend"] = mend or items["description"]
        if "enum" in items:
            options = tuple(Option(value, value.replace("-", " ")) for value in items["enum"])
            return Field(kind="choices", options=options, **shared)
        if key in _REFERS:
            return Field(kind="choices", refers=_REFERS[key], **shared)
        if known := self._known(key):
            return Field(kind="choices", options=known, **shared)
        limits = {**_limits(items), **_limits(whole)}
        return Field(kind="lines", patterns=_patterns(items), limits=limits, **shared)

    def _known(self, key: str) -> tuple[Option, ...]:
        """Return what the register has for *key*; a form without it lets people write."""
        return self._choices.get(_OF_THE_REGISTER.get(key, ""), ())

    def _holder(self, whole: Schema, shared: dict[str, Any]) -> Field:
        if shared["key"] in {"statements", "silent"}:
            return Field(kind="group", fields=self._by_question(whole, shared["key"]), **shared)
        entries = whole.get("additionalProperties")
        if isinstance(entries, Mapping):
            of_ids = self.field("id", whole["propertyNames"], required=True)
            fields = self._properties(self._resolved(entries)[0])
            return Field(
                kind="entries", fields=fields, id_field=of_ids, limits=_limits(whole), **shared
            )
        return Field(kind="group", fields=self._properties(whole), **shared)

    def _by_question(self, whole: Schema, section: str) -> tuple[Field, ...]:
        """Return a field for each question that the register asks, with the register's words."""
        found = []
        for name, question in self._questions.items():
            own = self.field(name, whole["properties"][name], required=False)
            fields = tuple(_as_asked(item, question) for item in own.fields)
            silence = section == "silent"
            if silence:
                fields = tuple(item for item in fields if item.key != "offerings")
            found.append(
                Field(
                    key=name,
                    kind="silence" if silence else "list",
                    title=question["title"],
                    help=question["ask"],
                    fields=fields,
                    limits=own.limits,
                )
            )
        return tuple(found)

    def _properties(self, whole: Schema) -> tuple[Field, ...]:
        conditions = _conditions(whole)
        inner = {
            path[0]: {path[1]: condition}
            for path, condition in conditions.items()
            if len(path) == 2
        }
        found = []
        for key, part in whole["properties"].items():
            if key in _LEFT_OUT:
                continue
            required = key in whole.get("required", ()) or (key,) in _always(whole)
            made = self.field(key, part, required=required, when=conditions.get((key,)))
            if key in inner:
                made = _conditioned(made, inner[key])
            found.append(made)
        return tuple(found)

    def _resolved(self, part: Schema) -> tuple[dict[str, Any], str]:
        """Return *part* with what it refers to, and what the latter says on how to write it."""
        references = [
            item["$ref"] for item in (part, *part.get("allOf", ())) if set(item) == {"$ref"}
        ]
        if not references:
            return dict(part), ""
        name = references[0].removeprefix("#/definitions/")
        target, mend = self._resolved(self._schema["definitions"][name])
        own = {key: value for key, value in part.items() if key in {"title", "description"}}
        said = target["description"] if "description" in own else ""
        return {**target, **own}, mend or said


def _conditions(whole: Schema) -> dict[tuple[str, ...], Condition]:
    """Return the keys that are needed on a condition, each with the condition.

    A key that the schema needs for some values of another is asked for with these alone.
    """
    found: dict[tuple[str, ...], Condition] = {}
    for rule in (whole, *whole.get("allOf", ())):
        if "if" not in rule:
            continue
        (decider,) = rule["if"].get("not", rule["if"])["required"]
        if decider in _LEFT_OUT:
            continue
        values = () if "not" in rule["if"] else (rule["if"]["properties"][decider]["const"],)
        for path in _needed(rule["then"]):
            before = found[path].values if path in found else ()
            found[path] = Condition(decider, (*before, *values))
    return found


def _needed(then: Schema) -> Iterator[tuple[str, ...]]:
    """Yield each key that *then* needs, or the two that lead to it."""
    yield from ((key,) for key in then.get("required", ()))
    for key, part in then.get("properties", {}).items():
        yield from ((key, inner) for inner in part["required"])


def _always(whole: Schema) -> set[tuple[str, ...]]:
    """Return the keys that are needed where another is missing that no form asks for."""
    rule = whole.get("if", {}).get("not")
    if rule is None or not set(rule["required"]) <= _LEFT_OUT:
        return set()
    return {(key,) for key in whole["then"]["required"]}


def _conditioned(made: Field, conditions: Mapping[str, Condition]) -> Field:
    fields = tuple(
        replace(item, when=conditions[item.key], required=True) if item.key in conditions else item
        for item in made.fields
    )
    return replace(made, fields=fields)


def _as_asked(item: Field, question: Mapping[str, Any]) -> Field:
    """Return *item* with what each value means to the register, where it is the answer.

    Keys that go with every question, because this one does not say which, most can pass over.
    """
    if item.key != "says":
        is_any = item.key in FIELDS and question["fields"] is None
        return replace(item, rare=True) if is_any else item
    meanings = {value["id"]: value["meaning"] for value in question["values"]}
    options = tuple(
        replace(option, meaning=meanings[option.value])
        for option in item.options
        if option.value in meanings
    )
    return replace(item, options=options, help="")


def _patterns(whole: Schema) -> tuple[str, ...]:
    own = (whole["pattern"],) if "pattern" in whole else ()
    return (*own, *((_NARROWER[whole["format"]],) if whole.get("format") in _NARROWER else ()))


def _limits(whole: Schema) -> dict[str, int]:
    keys = ("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems")
    more = ("minProperties", "maxProperties")
    return {key: whole[key] for key in (*keys, *more) if key in whole}
