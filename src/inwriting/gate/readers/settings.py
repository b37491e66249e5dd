"""Settings in whatever format: what their keys and texts may be, by the habits that all share.

It asks of each text whether it is an address, a variable, an image, a command or a model, and notes
it with the dotted key that holds it. Which tool it speaks of is asked elsewhere.
"""

from inwriting.gate.file_reading import DependencyScope
from inwriting.gate.footprints import SignalKind
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import (
    DocumentValue,
    FilePosition,
    Hits,
    KeyedEntry,
    ValueShape,
)
from inwriting.gate.readers.scripts import collect_script
from inwriting.gate.readers.setting_keys import (
    ACTION_KEYS,
    ENVIRONMENT_KEYS,
    IMAGE_KEYS,
    JOINED_KEYS,
    MODELLESS_KEYS,
    NAME_KEYS,
    PROSE_KEYS,
    PROSE_TABLES,
    REFERENCE_TAGS,
    SCRIPT_KEYS,
    SERVER_KEYS,
    VALUE_KEYS,
)
from inwriting.gate.readers.texts import (
    addresses,
    image_of,
    is_cloud_action,
    is_prose,
    is_secret,
    is_variable,
    may_be_image,
    may_be_model,
    references,
)


class Settings:
    """Walks through a document and notes what it finds."""

    def __init__(self, collector: Collector, scope: DependencyScope) -> None:
        """Notes go to *collector*, in *scope*; a model only where the search found something."""
        self.collector = collector
        self.scope = scope
        self._hits = Hits.of(collector.file)
        self.servers: frozenset[int] = frozenset()
        """Mappings that start a server of a protocol, of which only the variables are settings."""

    def walk(
        self,
        value: DocumentValue,
        path: tuple[str, ...] = (),
        group: int = 0,
        scope: DependencyScope | None = None,
    ) -> None:
        """Note what *value* holds; *path* is its key, *group* what holds it."""
        scope = self.scope if scope is None else scope
        match value.shape:
            case ValueShape.MAPPING:
                if _last(path) not in JOINED_KEYS:
                    group = value.number
                self._mapping(value, path, group, scope)
            case ValueShape.SEQUENCE:
                self._sequence(value, path, group, scope)
            case ValueShape.TEXT:
                self.text(value, path, group, scope)
            case ValueShape.OTHER:
                pass

    def _mapping(
        self, value: DocumentValue, path: tuple[str, ...], group: int, scope: DependencyScope
    ) -> None:
        if _last(path) in IMAGE_KEYS and (name := value.get("repository") or value.get("name")):
            self._helm_image(value, name, group, scope)
        pair = _name_and_value(value)
        if pair is not None:
            self._pair(value, pair, path, group, scope)
            return
        if value.text and value.shape is ValueShape.MAPPING:
            # The text of an element of XML that has attributes too.
            self.text(_only_text(value), path, group, scope)
        for entry in value.entries:
            if value.number not in self.servers or entry.key.lower() in SERVER_KEYS:
                self.entry(entry, path, group, scope)

    def entry(
        self, entry: KeyedEntry, path: tuple[str, ...], group: int, scope: DependencyScope
    ) -> None:
        """Note what one entry of a mapping holds."""
        key = entry.key.strip()
        if _is_prose_key(key, entry.value):
            return
        if is_variable(key):
            self.collector.thing(SignalKind.ENVIRONMENT, key, entry.place, scope, group=group)
        below = (*path, key)
        if key.lower() in SCRIPT_KEYS and self._script(entry.value, below, group, scope):
            return
        self.walk(entry.value, below, group, scope)

    def _script(
        self, value: DocumentValue, path: tuple[str, ...], group: int, scope: DependencyScope
    ) -> bool:
        """Note commands; False when *value* is none: a setting of the same name."""
        if value.shape is ValueShape.MAPPING:
            return False
        if value.shape is ValueShape.SEQUENCE and any(
            item.shape is not ValueShape.TEXT for item in value.items
        ):
            for item in value.items:
                if item.shape is ValueShape.TEXT:
                    collect_script(self.collector, item, scope, group)
                elif not self._script(item, path, group, scope):
                    self.walk(item, path, group, scope)
            return True
        collect_script(self.collector, value, scope, group)
        return True

    def _sequence(
        self, value: DocumentValue, path: tuple[str, ...], group: int, scope: DependencyScope
    ) -> None:
        holder = group if _last(path) in ENVIRONMENT_KEYS else 0
        for item in value.items:
            if item.shape is ValueShape.MAPPING and holder and _name_and_value(item) is not None:
                self._mapping(item, path, holder, scope)
            else:
                self.walk(item, path, group, scope)

    def _pair(
        self,
        value: DocumentValue,
        pair: tuple[DocumentValue, DocumentValue | None],
        path: tuple[str, ...],
        group: int,
        scope: DependencyScope,
    ) -> None:
        """Note a name and a value that stand side by side, as in `name: X` and `value: y`."""
        name, held = pair
        if is_variable(name.text):
            self.collector.thing(SignalKind.ENVIRONMENT, name.text, name.place, scope, group=group)
        for entry in value.entries:
            if entry.value is name:
                continue
            key = (*path, name.text) if entry.value is held else (*path, entry.key)
            if entry.value is held or not _is_prose_key(entry.key, entry.value):
                self.walk(entry.value, key, group, scope)

    def _helm_image(
        self, value: DocumentValue, name: DocumentValue, group: int, scope: DependencyScope
    ) -> None:
        registry = value.said("registry")
        full = image_of(f"{registry}/{name.text}" if registry else name.text)
        if may_be_image(full):
            self.collector.thing(
                SignalKind.CONTAINER_IMAGE, full, name.place, scope, group=group, key="image"
            )

    def text(
        self, value: DocumentValue, path: tuple[str, ...], group: int, scope: DependencyScope
    ) -> None:
        """Note what one text is."""
        text = value.text.strip()
        last = _last(path)
        if not text:
            return
        if value.lines and "\n" in text:
            self._lines(value, path, group, scope)
            return
        image = image_of(text)
        if last.endswith(IMAGE_KEYS) and may_be_image(image):
            self.collector.thing(
                SignalKind.CONTAINER_IMAGE,
                image,
                value.place,
                scope,
                group=group,
                key=".".join(path),
            )
            return
        if last in ACTION_KEYS and is_cloud_action(text):
            self.collector.resource("iam", text, value.place, group=group, scope=scope)
            return
        name, equals, rest = text.partition("=")
        if equals and is_variable(name):
            self.collector.thing(SignalKind.ENVIRONMENT, name, value.place, scope, group=group)
            self.plain(rest.strip("\"'"), value.place, (*path, name), group, scope, value)
            return
        self.plain(text, value.place, path, group, scope, value)

    def plain(
        self,
        text: str,
        place: FilePosition,
        path: tuple[str, ...],
        group: int,
        scope: DependencyScope,
        value: DocumentValue,
    ) -> None:
        """Note what *text* refers to, and whether it is an address or may be a model."""
        key = path[-1] if path and is_variable(path[-1]) else ".".join(path)
        for name in references(text):
            self.collector.thing(SignalKind.ENVIRONMENT, name, place, scope, group=group)
        if is_variable(text):
            self.collector.thing(SignalKind.ENVIRONMENT, text, place, scope, group=group)
            return
        if is_prose(text) or value.tag in REFERENCE_TAGS:
            return
        found = False
        for address in addresses(text):
            found = True
            self.collector.thing(SignalKind.HOST, address, place, scope, group=group, key=key)
        if (
            not found
            and _last(path) not in MODELLESS_KEYS
            and not is_secret(path[-1] if path else "")
            and may_be_model(text)
            and self._near_hit(value)
        ):
            self.collector.thing(SignalKind.MODEL_ID, text, place, scope, group=group, key=key)

    def _near_hit(self, value: DocumentValue) -> bool:
        return not value.end or self._hits.within(value.begin, value.end)

    def _lines(
        self, value: DocumentValue, path: tuple[str, ...], group: int, scope: DependencyScope
    ) -> None:
        """Note what the lines of a longer text name: a file within the file."""
        for row, line in enumerate(value.text.split("\n")):
            words = line.strip()
            if not words or words.startswith(("#", "//", ";", "--")):
                continue
            place = FilePosition(
                value.place.row + row,
                (value.place.byte if row == 0 else 0) + len(line) - len(line.lstrip()),
            )
            name = words.partition("=")[0].partition(":")[0].strip("\"' ")
            if is_variable(name):
                self.collector.thing(SignalKind.ENVIRONMENT, name, place, scope, group=group)
            for variable in references(words):
                self.collector.thing(SignalKind.ENVIRONMENT, variable, place, scope, group=group)
            if not is_prose(words):
                key = name if is_variable(name) else ".".join(path)
                for address in addresses(words):
                    self.collector.thing(
                        SignalKind.HOST, address, place, scope, group=group, key=key
                    )


def _is_prose_key(key: str, value: DocumentValue) -> bool:
    """Tell whether what stands under *key* is for people."""
    key = key.lower()
    if any(item.shape is ValueShape.MAPPING for item in (value, *value.items)):
        return key in PROSE_TABLES
    return key in PROSE_KEYS


def _only_text(value: DocumentValue) -> DocumentValue:
    return DocumentValue(ValueShape.TEXT, value.place, value.begin, value.end, value.text)


def _last(path: tuple[str, ...]) -> str:
    return path[-1].lower() if path else ""


def _name_and_value(value: DocumentValue) -> tuple[DocumentValue, DocumentValue | None] | None:
    """Return the name and the value of a mapping that is such a pair."""
    name, held, given = None, None, False
    for entry in value.entries:
        key = entry.key.lower()
        if key in NAME_KEYS and entry.value.shape is ValueShape.TEXT and name is None:
            name = entry.value
        elif key in VALUE_KEYS and held is None:
            held, given = entry.value, True
    if name is None or not (given or is_variable(name.text)):
        return None
    return name, held
