"""One walk over a syntax tree: imports, calls with their literal arguments, addresses, names.

Every language is walked alike; what differs is in its `Language`. Only those parts of a tree are
walked in which the search found something, or in which an address or an imported name stands.
"""

import bisect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from tree_sitter import Node

from inwriting.gate.footprints import Kind
from inwriting.gate.readers import nodes
from inwriting.gate.readers.imports import Import, Imports, bound_by_pattern
from inwriting.gate.readers.literals import ADDRESS_KEY, Shape, may_be_model, shape_of
from inwriting.gate.readers.naming import STRINGS, callee_of, key_of, source_of, text_in
from inwriting.gate.seen import Seen
from inwriting.gate.uses import Spot

Placer = Callable[[int, int], Spot]
"""From a row and a byte in it, both from 0, to a place in the file."""


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


@dataclass(frozen=True, slots=True)
class _Context:
    """What is known at a node from the nodes that it lies in."""

    key: str = ""
    group: int = 0
    module: str = ""
    """The import that the client was made from within which this stands."""
    method: str = ""
    """What is called, of an argument without a name."""
    target: str = ""
    """The variable that the value goes to."""
    silent: bool = False
    listed: bool = False
    """Whether it is an item of a plain list, or one side of a comparison."""
    settings: bool = False
    """Whether it is a field of a class of settings, whose names are variables."""


@dataclass(slots=True)
class _State:
    """What has been found so far."""

    seen: list[Seen] = field(default_factory=list)
    bound: dict[str, tuple[str, str]] = field(default_factory=dict)
    constants: dict[str, str | None] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    last: int = 0


class Walk:
    """Walks one tree and collects what it names."""

    def __init__(
        self,
        language: Language,
        content: bytes,
        hits: Iterable[tuple[int, int]],
        place: Placer,
    ) -> None:
        self._language = language
        self._content = content
        self._place = place
        self._hits = sorted(hits)
        self._interesting: list[int] | None = None
        self._words = self._named_words()
        self._open = (0, 0)
        """The call that is looked at in full, since a client is made in it."""
        self._state = _State()

    def read(self, root: Node) -> tuple[Seen, ...]:
        """Return what stands in the tree below *root*."""
        self._imports(root)
        self._interesting = self._find_interesting()
        self._constants(root)
        # Where a group is given late, those that stand in it were seen before.
        self._visit(root)
        return tuple(dict.fromkeys(self._state.seen))

    # What is looked at

    def _find_interesting(self) -> list[int] | None:
        if not self._hits:
            return None
        found = {begin for begin, _ in self._hits}
        found |= {match.start() for match in re.finditer(rb"://", self._content)}
        names = sorted(name for name in self._state.bound if len(name) > 1)
        if names:
            words = b"|".join(re.escape(name.encode()) for name in names)
            pattern = re.compile(rb"(?<![\w.])(?:" + words + rb")(?!\w)")
            found |= {match.start() for match in pattern.finditer(self._content)}
        found |= {m.start() for m in re.finditer(rb"chat/completions", self._content)}
        if self._words is not None:
            found |= {m.start() for m in self._words.finditer(self._content)}
        return sorted(found)

    def _named_words(self) -> re.Pattern[bytes] | None:
        """Return what finds the words that the search found, inside of other names too.

        For languages in which an import does not name what it brings: OpenAIClient in C#.
        """
        if self._language.signals not in nodes.UNNAMED:
            return None
        found = {self._content[begin:end].lower() for begin, end in self._hits}
        words = {word for text in found for word in re.findall(rb"[a-z]{5,}", text)}
        words -= nodes.COMMON
        if not words:
            return None
        return re.compile(b"|".join(map(re.escape, sorted(words))), re.IGNORECASE)

    def _concerns(self, node: Node) -> bool:
        """Tell whether anything of interest stands in *node*."""
        if self._interesting is None:
            return True
        if self._open[0] <= node.start_byte < self._open[1]:
            return True
        at = bisect.bisect_left(self._interesting, node.start_byte)
        return at < len(self._interesting) and self._interesting[at] < node.end_byte

    def _hit(self, begin: int, end: int) -> bool:
        """Tell whether the search found something between these bytes; without hits it did."""
        if not self._hits:
            return True
        at = bisect.bisect_left(self._hits, (begin, 0))
        if at < len(self._hits) and self._hits[at][0] < end:
            return True
        return at > 0 and self._hits[at - 1][1] > begin

    # Imports and constants, before anything else

    def _imports(self, root: Node) -> None:
        """Find what the file imports where the search found something."""
        self._interesting = [begin for begin, _ in self._hits] if self._hits else None
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node.type in self._language.import_nodes:
                if self._hit(node.start_byte, node.end_byte):
                    for found in self._language.imports(node, self._content):
                        self._imported(found)
                if _imports_only(node):
                    continue
            elif node.type in nodes.CALLS:
                self._imported_by_call(node)
            if node.type in STRINGS:
                continue
            waiting.extend(filter(self._concerns, reversed(node.named_children)))

    def _imported(self, found: Import) -> None:
        for local, module, name in found.names:
            self._state.bound.setdefault(local, (module, name))
        self._add(
            Kind.IMPORT,
            found.module,
            found.node.start_point,
            f"import of {found.module}",
            language=self._language.signals,
        )

    def _imported_by_call(self, node: Node) -> None:
        name, end = callee_of(node, self._content)
        if name not in nodes.IMPORTERS:
            return
        arguments = _literal_arguments(node, self._content, end)
        if not arguments or self._language.signals not in {"javascript", "python", "ruby"}:
            return
        module = arguments[0][1]
        if not module or module[0] in "./" or any(mark.isspace() for mark in module):
            return
        declared = node.parent
        while declared is not None and declared.type in {"await_expression", "member_expression"}:
            declared = declared.parent
        names: tuple[tuple[str, str, str], ...] = ()
        if declared is not None and declared.type in {"variable_declarator", "assignment"}:
            left = declared.child_by_field_name("name") or declared.child_by_field_name("left")
            names = bound_by_pattern(left, self._content, module)
        if self._hit(node.start_byte, node.end_byte):
            self._imported(Import(module, node, names))

    def _constants(self, root: Node) -> None:
        """Find what is given one address or model once."""
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node.type in STRINGS or node.type in nodes.SKIPPED:
                continue
            if node.type in nodes.ASSIGNED:
                key, _, value = self._keyed(node)
                if key and value is not None:
                    self._constant(key, value)
            waiting.extend(filter(self._concerns, reversed(node.named_children)))

    def _constant(self, key: str, value: Node) -> None:
        texts = []
        waiting, looked = [value], 0
        while waiting and looked < 40:
            node = waiting.pop()
            looked += 1
            if node.type in STRINGS:
                texts.append(text_in(node, self._content)[0])
            elif node.type not in nodes.OBJECTS | nodes.LISTS:
                waiting.extend(node.named_children)
        addresses = {text for text in texts if "://" in text and not text.endswith("://")}
        if len(addresses) != 1:
            return
        text = addresses.pop()
        known = self._state.constants.get(key, text)
        self._state.constants[key] = text if known == text else None

    # The walk

    def _visit(self, root: Node) -> None:
        waiting: list[tuple[Node, _Context, int]] = [(root, _Context(), 0)]
        while waiting:
            node, context, depth = waiting.pop()
            kind = node.type
            if kind in nodes.SKIPPED or (
                kind in nodes.LEFT_OUT_ATTRIBUTES and not _has_expression(node)
            ):
                continue
            if kind in STRINGS:
                self._string(node, context)
                if node.named_child_count:
                    inner = replace(context, key="")
                    waiting.extend(
                        (child, inner, depth + 1)
                        for child in reversed(node.named_children)
                        if "content" not in child.type and self._concerns(child)
                    )
                continue
            if kind in self._language.import_nodes and _imports_only(node):
                continue
            if kind in nodes.NAMES and node.named_child_count == 0:
                self._name(node, context)
                continue
            if depth < nodes.DEEPEST:
                below = self._below(node, context)
                waiting.extend((child, known, depth + 1) for child, known in reversed(below))

    def _below(self, node: Node, context: _Context) -> list[tuple[Node, _Context]]:
        """Return the nodes to visit below *node*, each with what is known there."""
        kind = node.type
        if kind in nodes.CALLS:
            return self._call(node, context)
        if kind in nodes.KEYED:
            return self._entry(node, context)
        if kind == "expression_statement":
            # A text that stands alone is a docstring or nothing.
            if context.target:
                context = replace(context, target="")
            return [
                (child, context)
                for child in node.named_children
                if child.type not in STRINGS
                and child.type != "concatenated_string"
                and self._concerns(child)
            ]
        if kind in nodes.BINARY:
            self._joined(node, context)
            operator = next((c.type for c in node.children if not c.is_named), "")
            if operator in {"==", "!=", "===", "!==", "in", "="}:
                context = replace(context, listed=True)
        elif kind in nodes.OBJECTS:
            if not context.group or not context.module:
                context = replace(context, group=self._new_group())
            context = replace(context, listed=False)
        elif kind in nodes.LISTS or kind in nodes.COMPARED:
            context = replace(context, listed=True)
        elif kind == "class_definition" and self._is_settings(node):
            context = replace(context, settings=True)
        return [(child, context) for child in node.named_children if self._concerns(child)]

    def _is_settings(self, node: Node) -> bool:
        """Tell whether a class of Python holds settings, whose fields name variables."""
        bases = node.child_by_field_name("superclasses")
        return bases is not None and "Settings" in source_of(bases, self._content)

    def _entry(self, node: Node, context: _Context) -> list[tuple[Node, _Context]]:
        key, left, value = self._keyed(node)
        if value is None:
            below = replace(context, target=key) if context.settings else context
            return [(child, below) for child in node.named_children if self._concerns(child)]
        below = context
        if key:
            below = replace(below, key=key, method="", listed=False)
        if node.type in nodes.ASSIGNED:
            below = replace(below, target=key)
            if left is not None:
                root = re.match(r"[\W\d]*(\w+)\s*(?:\.|->)", source_of(left, self._content, 80))
                if root is not None:
                    below = self._of_variable(root[1], key, left, below)
        if context.group and value.type not in STRINGS:
            self._reference(value, below)
        found = []
        if left is not None and self._concerns(left) and self._may_be_variable(left):
            found.append((left, replace(context, key="")))
        if self._concerns(value):
            found.append((value, below))
        return found

    def _may_be_variable(self, left: Node) -> bool:
        """Tell whether a key is worth a look: a text that is one names a variable or nothing."""
        return (
            left.type not in STRINGS or shape_of(text_in(left, self._content)[0]) is Shape.VARIABLE
        )

    def _of_variable(self, root: str, key: str, left: Node, context: _Context) -> _Context:
        """Return the context of what is assigned to a property of the variable *root*."""
        group = self._state.groups.get(root)
        if group is None and root in self._state.bound and ADDRESS_KEY.search(key):
            # A setting of the module itself, as in openai.base_url = …
            module, name = self._state.bound[root]
            group = self._new_group()
            self._state.groups[root] = group
            self._call_seen(f"{name}.{key}", module, left, (), group)
        if group is None:
            return context
        module = self._state.bound.get(root, (root, ""))[0]
        return replace(context, group=group, module=module)

    def _reference(self, value: Node, context: _Context) -> None:
        """Note a base address that a name stands for."""
        source = source_of(value, self._content, 200).strip("$&*")
        # What holds a text with an address, or nothing, needs no reference.
        if not ADDRESS_KEY.search(context.key) or "://" in source or source in nodes.NOTHING:
            return
        names = re.findall(r"[A-Za-z_]\w*", source)
        if names:
            text = self._state.constants.get(names[-1]) or "{" + names[-1] + "}"
            self._address(text, value.start_point, context)

    def _call(self, node: Node, context: _Context) -> list[tuple[Node, _Context]]:
        name, end = callee_of(node, self._content)
        module, full = self._known_as(name)
        variable = self._state.groups.get(name.partition(".")[0]) if not context.module else None
        arguments = _literal_arguments(node, self._content, end)
        concerns = (
            module
            or self._hit(node.start_byte, min(end, node.start_byte + nodes.LONGEST_CALLED))
            or (self._words is not None and self._words.search(name.encode()))
            or any(self._hit(begin, begin + len(text)) for _, text, begin in arguments if text)
        )
        below = context
        inside = _inside(name, below, context)
        passes_on = nodes.ENVIRONMENT.search(name) or (not module and nodes.PASSES_ON.search(name))
        if name and concerns and not passes_on:
            group = variable or self._group(node, end, module, context)
            if context.target and not context.module:
                self._state.groups[context.target] = group
            if name not in nodes.IMPORTERS and not inside.silent:
                self._call_seen(full, module, node, arguments, group)
            below = replace(below, module=module or context.module or name, group=group)
            if (
                node.end_byte - node.start_byte <= nodes.LONGEST_CLIENT
                and node.end_byte > self._open[1]
            ):
                self._open = (node.start_byte, node.end_byte)
        elif variable is not None:
            below = replace(below, group=variable)
        inside = _inside(name, below, context)
        if below.group and below.module:
            self._positional_reference(node, end, inside)
        # What is called may itself be a call: the chain belongs together.
        return [
            (child, below if child.start_byte < end else inside)
            for child in node.named_children
            if self._concerns(child)
        ]

    def _known_as(self, name: str) -> tuple[str, str]:
        """Return the import that a called name comes from, and its full name."""
        root, _, rest = name.partition(".")
        if root in self._state.bound:
            module, full = self._state.bound[root]
            return module, f"{full}.{rest}" if rest else full
        parent = name.rpartition(".")[0]
        if parent in self._state.bound:
            return self._state.bound[parent][0], name
        return "", name

    def _group(self, node: Node, end: int, module: str, context: _Context) -> int:
        """Return the group of a call: that of the client it is part of, or one of its own."""
        same = not module or _package(module) == _package(context.module)
        if context.module and context.group and same:
            return context.group
        return self._handed(node, end) or self._new_group()

    def _handed(self, node: Node, end: int) -> int:
        """Return the group of a variable that the call is given, 0 for none."""
        if end >= node.end_byte or node.end_byte - end > 400:
            return 0
        source = self._content[end : node.end_byte].decode(errors="replace")
        for word in re.findall(r"(?<![\w.])\$?[A-Za-z_]\w*(?!\s*[\w(=:.])", source):
            if group := self._state.groups.get(word.lstrip("$")):
                return group
        return 0

    def _positional_reference(self, node: Node, end: int, context: _Context) -> None:
        """Note a base address that a function is given by name alone, as in WithBaseURL(url)."""
        if not ADDRESS_KEY.search(context.method) or end >= node.end_byte:
            return
        for child in node.named_children:
            if child.start_byte < end:
                continue
            for argument in child.named_children:
                inner = argument
                if argument.type == "argument" and argument.named_child_count == 1:
                    inner = argument.named_children[0]
                if inner.type in STRINGS or inner.type in nodes.KEYED:
                    continue
                self._reference(inner, replace(context, key=context.method))
                return

    def _joined(self, node: Node, context: _Context) -> None:
        """Note an address that is put together of a constant and the path of a model's answers."""
        parts = node.named_children
        if len(parts) != 2 or parts[1].type not in STRINGS:
            return
        path, _ = text_in(parts[1], self._content)
        if not path.startswith("/") or "completions" not in path:
            return
        name = source_of(parts[0], self._content, 120).strip("$&*")
        base = self._state.constants.get(key_of(name))
        self._address((base or "{" + name + "}").rstrip("/") + path, node.start_point, context)

    # What is found

    def _string(self, node: Node, context: _Context) -> None:
        if context.silent:
            return
        text, begin = text_in(node, self._content)
        row, column = node.start_point
        if begin > node.start_byte and b"\n" not in self._content[node.start_byte : begin]:
            column += begin - node.start_byte
        point = (row, column)
        shape = shape_of(text, context.key)
        hit = self._hit(node.start_byte, node.end_byte)
        if hit and self._hits and nodes.SERVER.fullmatch(text) and context.group:
            # Software that starts a server of the protocol names its package in a call.
            self._add(Kind.MCP_PACKAGE, text, point, f"MCP server {text}", group=context.group)
        match shape:
            case Shape.ADDRESS:
                self._address(self._filled(text), point, context)
            case Shape.HOST if (hit or context.group) and not context.listed:
                self._address(text, point, context)
            case Shape.VARIABLE if hit:
                self._variable(text, point, context)
            case Shape.MODEL if hit or may_be_model(text, context.key):
                self._add(
                    Kind.MODEL_ID,
                    text,
                    point,
                    f"model {text}",
                    group=context.group,
                    key=context.key,
                )
            case _:
                return

    def _filled(self, text: str) -> str:
        """Return *text* with the placeholder at its beginning filled in, if its value is known."""
        match = re.match(r"\{([^{}]*)\}", text)
        if match is None:
            return text
        value = self._state.constants.get(key_of(match[1]))
        return value.rstrip("/") + text[match.end() :] if value else text

    def _name(self, node: Node, context: _Context) -> None:
        text = source_of(node, self._content)
        if self._hit(node.start_byte, node.end_byte) and not context.silent:
            if shape_of(text) is Shape.VARIABLE:
                self._variable(text, node.start_point, context)
            elif context.settings and context.target == text:
                self._variable(text.upper(), node.start_point, context)

    def _variable(self, text: str, point: tuple[int, int], context: _Context) -> None:
        self._add(
            Kind.ENVIRONMENT, text, point, f"environment variable {text}", group=context.group
        )

    def _address(self, text: str, point: tuple[int, int], context: _Context) -> None:
        self._add(Kind.HOST, text, point, f"address {text}", group=context.group, key=context.key)

    def _call_seen(
        self,
        name: str,
        module: str,
        node: Node,
        arguments: tuple[tuple[str, str, int], ...],
        group: int,
    ) -> None:
        point = node.start_point
        pairs = tuple((key, text) for key, text, _ in arguments)
        # Where an argument tells which tool it is, its own line is the one to look at.
        rows: dict[int, tuple[int, int]] = {point[0]: point}
        for _, text, begin in arguments:
            if self._hits and text and self._hit(begin, begin + len(text)):
                line = self._content.rfind(b"\n", 0, begin) + 1
                row = point[0] + self._content.count(b"\n", node.start_byte, begin)
                rows.setdefault(row, (row, begin - line))
        for place in rows.values():
            self._add(
                Kind.CALL,
                name,
                place,
                f"call of {name}",
                group=group,
                key=module,
                arguments=pairs,
                language=self._language.signals,
            )

    def _add(
        self,
        kind: Kind,
        name: str,
        point: tuple[int, int],
        said: str,
        *,
        group: int = 0,
        key: str = "",
        language: str = "",
        arguments: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self._state.seen.append(
            Seen(
                kind=kind,
                name=name,
                spot=self._place(*point),
                said=said,
                language=language or self._language.signals,
                arguments=arguments,
                group=group,
                key=key,
            )
        )

    def _new_group(self) -> int:
        self._state.last += 1
        return self._state.last

    def _keyed(self, node: Node) -> tuple[str, Node | None, Node | None]:
        """Return the name of what holds a value, its node, and the value's node."""
        key_field, value_field = nodes.KEYED[node.type]
        left = node.child_by_field_name(key_field) if key_field else None
        right = node.child_by_field_name(value_field) if value_field else None
        children = node.named_children
        if right is None and left is not None and len(children) > 1:
            right = children[-1] if children[-1] != left else None
        if left is None and len(children) == 2:
            left, right = children
        elif left is None and right is None and children:
            right = children[-1] if node.type in {"argument", "value_argument"} else None
        if left is None:
            return "", None, right
        if node.type == "assignment" and right is not None and right.type == "type":
            # A field that is declared and given nothing.
            right = None
        if node.type == "property_declaration" and left.type == "variable_declaration":
            name = source_of(left, self._content).partition(":")[0]
            return key_of(name), None, right
        return key_of(source_of(left, self._content)), left, right


def _inside(name: str, below: _Context, context: _Context) -> _Context:
    """Return what is known of the arguments of a call of *name*."""
    method = name.rpartition(".")[2]
    passes_on = nodes.ENVIRONMENT.search(name) or nodes.PASSES_ON.search(name)
    return replace(
        below,
        # What only looks a value up or changes its form leaves it to whom it is given.
        key=context.key if context.key and passes_on else method,
        method=method,
        silent=context.silent or bool(nodes.LOGGERS.search(name) or nodes.SILENT.search(name)),
        listed=False,
        target="" if below.module else context.target,
    )


def _imports_only(node: Node) -> bool:
    """Tell whether nothing but imports stands in a node that may hold them."""
    return node.type != "export_statement" or node.child_by_field_name("source") is not None


def _has_expression(node: Node) -> bool:
    return any(child.type == "jsx_expression" for child in node.named_children)


def _package(module: str) -> str:
    """Return what two imports of one package share."""
    parts = re.split(r"[/.\\]|::", module)
    if module.startswith("@"):
        return "/".join(parts[:2])
    return "/".join(parts[:3]) if "/" in module else parts[0]


def _literal_arguments(node: Node, content: bytes, end: int) -> tuple[tuple[str, str, int], ...]:
    """Return the texts among a call's arguments, each with its name and the byte it begins at."""
    found: list[tuple[str, str, int]] = []
    for child in node.named_children:
        if child.start_byte < end:
            continue
        for argument in child.named_children[:30]:
            key, value = "", argument
            if argument.type in nodes.KEYED:
                key_field, value_field = nodes.KEYED[argument.type]
                left = argument.child_by_field_name(key_field) if key_field else None
                parts = argument.named_children
                if left is None and len(parts) == 2:
                    left = parts[0]
                key = key_of(source_of(left, content)) if left is not None else ""
                right = argument.child_by_field_name(value_field) if value_field else None
                value = right or (parts[-1] if parts else argument)
            if value.type in STRINGS:
                text, begin = text_in(value, content)
                found.append((key, text, begin))
    return tuple(found)
