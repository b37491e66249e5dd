"""The form for proposing a vendor as HTML: what HTML can hold of the schema stands in attributes.

Lengths and patterns are held by the script, with the schema's own limits: `maxlength` cuts what is
pasted without a word and counts an emoji twice, and `pattern` reads regular expressions in
another way than JSON Schema and not at all in longer texts. Every text goes through `escape`.
"""

import itertools
import json
from collections.abc import Iterable, Iterator

from inwriting.publish.escape import Markdown, escape
from inwriting.publish.propose_form import Field, Kind

ID = "@id"
"""The key of a field that is the id of what holds it, and no key of the dossier."""
_SUGGESTED_FROM = ("name", "title")
"""Whose words an id can be made of."""
_INPUTS: dict[Kind, str] = {"text": "text", "email": "email", "url": "url", "date": "date"}
_NAMES = {"offerings": "offering", "documents": "document", "subprocessors": "company"}
"""What one of a section's things is called."""
_STATEMENT = "passage"
"""What one of a question's statements is called."""
_COUNTED = {
    "maxLength": "longest",
    "minLength": "shortest",
    "maxItems": "most",
    "minItems": "least",
    "maxProperties": "most",
    "minProperties": "least",
}
"""The schema's bounds, and the attributes that the script reads."""


def form_html(fields: Iterable[Field], vendor_id: Field, taken: Iterable[str]) -> Markdown:
    """Return the sections of the form; *vendor_id* is asked for with the vendor's name.

    *taken* are the ids that the register has already.
    """
    writer = _FormWriter(" ".join(taken))
    return Markdown("\n".join(writer.section(item, vendor_id) for item in fields))


class _FormWriter:
    """Writes one form; it knows which ids of elements are used."""

    def __init__(self, taken: str) -> None:
        self._numbers = itertools.count(1)
        self._taken = taken

    def section(self, item: Field, vendor_id: Field) -> str:
        """Return a section: open where it is needed, folded where it is not."""
        if item.kind == "fixed":
            return self.field(item)
        needed = (
            item.required and item.limits.get("minProperties", 1) > 0 and not _by_question(item)
        )
        heading = f'<h2 id="propose-{escape(item.key)}">{escape(item.title)}</h2>'
        inner = f'<p class="iw-help">{escape(item.help)}</p>{self._inside(item, vendor_id)}'
        marks = _marks(item)
        if needed:
            return f'<section class="iw-part" {marks}>{heading}{inner}</section>'
        return (
            f'<section class="iw-part" {marks}><details><summary>{heading}'
            f'<span class="iw-optional">optional</span></summary>{inner}</details></section>'
        )

    def _inside(self, item: Field, vendor_id: Field) -> str:
        if item.key == "vendor":
            first, *others = item.fields
            return self.field(first) + self._id(vendor_id, "name", taken=True) + self.all(others)
        if item.kind in {"entries", "list"}:
            return self._many(item)
        return self.all(item.fields)

    def all(self, fields: Iterable[Field]) -> str:
        """Return *fields*, those that most pass over folded away at the end."""
        items = list(fields)
        shown = "".join(self.field(item) for item in items if not item.rare)
        rare = [item for item in items if item.rare]
        if not rare:
            return shown
        names = ", ".join(item.title.lower() for item in rare)
        inner = "".join(self.field(item) for item in rare)
        return (
            f'{shown}<details class="iw-rare"><summary>More, if it matters: {escape(names)}'
            f"</summary>{inner}</details>"
        )

    def field(self, item: Field) -> str:
        """Return one field."""
        match item.kind:
            case "fixed":
                return f'<div {_marks(item)} data-value="{escape(str(item.value))}"></div>'
            case "group":
                return self._group(item)
            case "list":
                return self._question(item)
            case "silence":
                return self._silence(item)
            case "choices":
                return self._choices(item)
            case "flag":
                return self._flag(item)
            case _:
                return self._control(item)

    def _group(self, item: Field) -> str:
        return (
            f'<fieldset class="iw-group" {_marks(item)}><legend>{escape(item.title)}'
            f"{_optional(item)}</legend>{_help(item)}{self.all(item.fields)}</fieldset>"
        )

    def _question(self, item: Field) -> str:
        return (
            f'<details class="iw-question" {_marks(item)}><summary>{escape(item.title)} '
            f'<span class="iw-count"></span></summary>{_help(item)}{self._many(item)}</details>'
        )

    def _silence(self, item: Field) -> str:
        return (
            f'<details class="iw-question" {_marks(item)}><summary>{escape(item.title)}</summary>'
            f"{_help(item)}{self.all(item.fields)}</details>"
        )

    def _many(self, item: Field) -> str:
        name = _NAMES.get(item.key, _STATEMENT)
        number = next(self._numbers)
        own = ""
        fields = list(item.fields)
        if item.id_field is not None:
            source = next(one for one in fields if one.key in _SUGGESTED_FROM)
            fields.remove(source)
            own = self.field(source) + self._id(item.id_field, source.key)
        return (
            f'<div class="iw-items"></div><p class="iw-error" id="f{number}-error" hidden></p>'
            '<template><fieldset class="iw-entry" data-kind="entry">'
            f"<legend>{escape(name.capitalize())}"
            f' <span class="iw-number"></span></legend>{own}{self.all(fields)}'
            f'<button type="button" class="md-button iw-remove">Remove this {escape(name)}'
            "</button></fieldset></template>"
            f'<button type="button" class="md-button iw-add" id="f{number}" '
            f'aria-describedby="f{number}-error">Add {_article(name)} {escape(name)}</button>'
        )

    def _id(self, item: Field, source: str, *, taken: bool = False) -> str:
        extra = f' data-suggest="{escape(source)}"'
        if taken:
            extra += f' data-taken="{escape(self._taken)}"'
        return self._control(item, ID, extra)

    def _choices(self, item: Field) -> str:
        number = next(self._numbers)
        boxes = "".join(
            f'<label><input type="checkbox" value="{escape(option.value)}"> '
            f"{escape(option.label)}</label>"
            for option in item.options
        )
        return (
            f'<fieldset class="iw-field" id="f{number}" tabindex="-1" {_marks(item)} '
            f'aria-describedby="f{number}-error"><legend>{escape(item.title)}{_optional(item)}'
            f'</legend>{_help(item)}<div class="iw-options">{boxes}</div>{_error(number)}'
            "</fieldset>"
        )

    def _flag(self, item: Field) -> str:
        number = next(self._numbers)
        return (
            f'<div class="iw-field" {_marks(item)}><label class="iw-flag"><input type="checkbox" '
            f'id="f{number}" aria-describedby="f{number}-help"> {escape(item.title)}</label>'
            f'<p class="iw-help" id="f{number}-help">{escape(item.help)}</p></div>'
        )

    def _control(self, item: Field, key: str = "", extra: str = "") -> str:
        number = next(self._numbers)
        own = (
            f'id="f{number}" aria-describedby="f{number}-help f{number}-error"'
            f"{' required' if item.required else ''}{extra}"
        )
        return (
            f'<div class="iw-field" {_marks(item, key)}><label for="f{number}">'
            f"{escape(item.title)}{_optional(item)}</label>"
            f'<p class="iw-help" id="f{number}-help">{_help_text(item)}</p>'
            f"{_element(item, own)}{_error(number)}{_file(item, number)}</div>"
        )


def _element(item: Field, own: str) -> str:
    if item.kind == "choice":
        options = "".join(
            f'<option value="{escape(option.value)}">{escape(option.label)}'
            f"{escape(f': {option.meaning}' if option.meaning else '')}</option>"
            for option in item.options
        )
        return f'<select {own}><option value="">Choose</option>{options}</select>'
    if item.kind in {"long", "lines"}:
        return f'<textarea rows="{3 if item.kind == "long" else 2}" {own}></textarea>'
    if item.kind == "number":
        bounds = f'min="{item.limits["minimum"]}" max="{item.limits["maximum"]}" step="1"'
        return f'<input type="number" inputmode="numeric" {bounds} {own}>'
    bounds = ' min="0001-01-01" max="9999-12-31"' if item.kind == "date" else ""
    plain = ' autocapitalize="none" spellcheck="false" autocomplete="off"'
    return f'<input type="{_INPUTS[item.kind]}"{bounds}{plain} {own}>'


def _file(item: Field, number: int) -> str:
    """Return the field that works a digest out of a file, which stays where it is."""
    if item.key != "digest":
        return ""
    return (
        f'<label class="iw-help" for="f{number}-file">Or choose the file: its digest is worked '
        "out here, and the file stays on this machine.</label>"
        f'<input type="file" class="iw-digest" id="f{number}-file">'
    )


def _marks(item: Field, key: str = "") -> str:
    return " ".join(_attributes(item, key))


def _attributes(item: Field, key: str) -> Iterator[str]:
    yield f'data-kind="{item.kind}" data-key="{escape(key or item.key)}"'
    yield f'data-title="{escape(item.title)}" data-mend="{_help_text(item)}"'
    if item.required:
        yield "data-required"
    if item.patterns:
        yield f'data-patterns="{escape(json.dumps(item.patterns))}"'
    if item.refers:
        yield f'data-refers="{escape(item.refers)}"'
    if item.when is not None:
        values = escape(" ".join(item.when.values))
        yield f'data-when="{escape(item.when.key)}" data-values="{values}"'
    for keyword, name in _COUNTED.items():
        if keyword in item.limits:
            yield f'data-{name}="{item.limits[keyword]}"'


def _help_text(item: Field) -> str:
    parts = [item.help, "" if item.mend in item.help else item.mend]
    if item.kind == "lines":
        parts.append("One on each line.")
    return escape(" ".join(part for part in parts if part))


def _help(item: Field) -> str:
    text = _help_text(item)
    return f'<p class="iw-help">{text}</p>' if text else ""


def _error(number: int) -> str:
    return f'<p class="iw-error" id="f{number}-error" hidden></p>'


def _optional(item: Field) -> str:
    return "" if item.required else ' <span class="iw-optional">optional</span>'


def _article(name: str) -> str:
    return "an" if name[0] in "aeiou" else "a"


def _by_question(item: Field) -> bool:
    return item.kind == "group" and any(one.kind in {"list", "silence"} for one in item.fields)
