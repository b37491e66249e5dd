"""One walk over a syntax tree: calls with their literal arguments, addresses, names.

Every language is walked alike; what differs is in its `Language`. Only those parts of a tree are
walked that `Interest` tells, and with the names known that `KnownNames` finds first.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from tree_sitter import Node

from inwriting.gate.file_reading import Seen
from inwriting.gate.readers import nodes
from inwriting.gate.readers.context import Context, inside
from inwriting.gate.readers.interest import Interest
from inwriting.gate.readers.known_names import KnownNames
from inwriting.gate.readers.language import Language
from inwriting.gate.readers.literals import ADDRESS_KEY, TextShape, may_be_model, shape_of
from inwriting.gate.readers.naming import STRINGS, callee_of, key_of, source_of, text_in
from inwriting.gate.readers.node_parts import (
    has_expression,
    imports_only,
    keyed,
    literal_arguments,
)
from inwriting.gate.readers.sightings import Placer, Sightings


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
        self._interest = Interest(content, hits, language.signals)
        self._sightings = Sightings(language.signals, content, self._interest, place)
        self._names = KnownNames(language, content, self._interest, self._sightings)
        self._concerns = self._interest.concerns
        self._hit = self._interest.hit

    def read(self, root: Node) -> tuple[Seen, ...]:
        """Return what stands in the tree below *root*."""
        self._names.find(root)
        self._visit(root)
        return self._sightings.all()

    # The walk

    def _visit(self, root: Node) -> None:
        waiting: list[tuple[Node, Context, int]] = [(root, Context(), 0)]
        while waiting:
            node, context, depth = waiting.pop()
            kind = node.type
            if kind in nodes.SKIPPED or (
                kind in nodes.LEFT_OUT_ATTRIBUTES and not has_expression(node)
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
            if kind in self._language.import_nodes and imports_only(node):
                continue
            if kind in nodes.NAMES and node.named_child_count == 0:
                self._name(node, context)
                continue
            if depth < nodes.DEEPEST:
                below = self._below(node, context)
                waiting.extend((child, known, depth + 1) for child, known in reversed(below))

    def _below(self, node: Node, context: Context) -> list[tuple[Node, Context]]:
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
                context = replace(context, group=self._names.new_group())
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

    def _entry(self, node: Node, context: Context) -> list[tuple[Node, Context]]:
        key, left, value = keyed(node, self._content)
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
            left.type not in STRINGS
            or shape_of(text_in(left, self._content)[0]) is TextShape.VARIABLE
        )

    def _of_variable(self, root: str, key: str, left: Node, context: Context) -> Context:
        """Return the context of what is assigned to a property of the variable *root*."""
        group = self._names.groups.get(root)
        if group is None and root in self._names.bound and ADDRESS_KEY.search(key):
            # A setting of the module itself, as in openai.base_url = …
            module, name = self._names.bound[root]
            group = self._names.new_group()
            self._names.groups[root] = group
            self._sightings.call(f"{name}.{key}", module, left, (), group)
        if group is None:
            return context
        module = self._names.bound.get(root, (root, ""))[0]
        return replace(context, group=group, module=module)

    def _reference(self, value: Node, context: Context) -> None:
        """Note a base address that a name stands for."""
        source = source_of(value, self._content, 200).strip("$&*")
        # What holds a text with an address, or nothing, needs no reference.
        if not ADDRESS_KEY.search(context.key) or "://" in source or source in nodes.NOTHING:
            return
        names = re.findall(r"[A-Za-z_]\w*", source)
        if names:
            text = self._names.address_of(names[-1]) or "{" + names[-1] + "}"
            self._sightings.address(text, value.start_point, context.group, context.key)

    def _call(self, node: Node, context: Context) -> list[tuple[Node, Context]]:
        name, end = callee_of(node, self._content)
        module, full = self._names.imported_as(name)
        variable = self._names.groups.get(name.partition(".")[0]) if not context.module else None
        arguments = literal_arguments(node, self._content, end)
        concerns = (
            module
            or self._hit(node.start_byte, min(end, node.start_byte + nodes.LONGEST_CALLED))
            or self._interest.names(name)
            or any(self._hit(begin, begin + len(text)) for _, text, begin in arguments if text)
        )
        below = context
        within = inside(name, below, context)
        passes_on = nodes.ENVIRONMENT.search(name) or (not module and nodes.PASSES_ON.search(name))
        if name and concerns and not passes_on:
            group = variable or self._group(node, end, module, context)
            if context.target and not context.module:
                self._names.groups[context.target] = group
            if name not in nodes.IMPORTERS and not within.silent:
                self._sightings.call(full, module, node, arguments, group)
            below = replace(below, module=module or context.module or name, group=group)
            self._interest.open(node)
        elif variable is not None:
            below = replace(below, group=variable)
        within = inside(name, below, context)
        if below.group and below.module:
            self._positional_reference(node, end, within)
        # What is called may itself be a call: the chain belongs together.
        return [
            (child, below if child.start_byte < end else within)
            for child in node.named_children
            if self._concerns(child)
        ]

    def _group(self, node: Node, end: int, module: str, context: Context) -> int:
        """Return the group of a call: that of the client it is part of, or one of its own."""
        same = not module or _package(module) == _package(context.module)
        if context.module and context.group and same:
            return context.group
        return self._handed(node, end) or self._names.new_group()

    def _handed(self, node: Node, end: int) -> int:
        """Return the group of a variable that the call is given, 0 for none."""
        if end >= node.end_byte or node.end_byte - end > 400:
            return 0
        source = self._content[end : node.end_byte].decode(errors="replace")
        for word in re.findall(r"(?<![\w.])\$?[A-Za-z_]\w*(?!\s*[\w(=:.])", source):
            if group := self._names.groups.get(word.lstrip("$")):
                return group
        return 0

    def _positional_reference(self, node: Node, end: int, context: Context) -> None:
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

    def _joined(self, node: Node, context: Context) -> None:
        """Note an address that is put together of a constant and the path of a model's answers."""
        parts = node.named_children
        if len(parts) != 2 or parts[1].type not in STRINGS:
            return
        path, _ = text_in(parts[1], self._content)
        if not path.startswith("/") or "completions" not in path:
            return
        name = source_of(parts[0], self._content, 120).strip("$&*")
        base = self._names.address_of(key_of(name))
        self._sightings.address(
            (base or "{" + name + "}").rstrip("/") + path,
            node.start_point,
            context.group,
            context.key,
        )

    # What is found

    def _string(self, node: Node, context: Context) -> None:
        if context.silent:
            return
        text, begin = text_in(node, self._content)
        row, column = node.start_point
        if begin > node.start_byte and b"\n" not in self._content[node.start_byte : begin]:
            column += begin - node.start_byte
        point = (row, column)
        shape = shape_of(text, context.key)
        hit = self._hit(node.start_byte, node.end_byte)
        if hit and self._interest.searched and nodes.SERVER.fullmatch(text) and context.group:
            # Software that starts a server of the protocol names its package in a call.
            self._sightings.server(text, point, context.group)
        match shape:
            case TextShape.ADDRESS:
                self._sightings.address(self._names.filled(text), point, context.group, context.key)
            case TextShape.HOST if (hit or context.group) and not context.listed:
                self._sightings.address(text, point, context.group, context.key)
            case TextShape.VARIABLE if hit:
                self._sightings.variable(text, point, context.group)
            case TextShape.MODEL if hit or may_be_model(text, context.key):
                self._sightings.model(text, point, context.group, context.key)
            case _:
                return

    def _name(self, node: Node, context: Context) -> None:
        text = source_of(node, self._content)
        if self._hit(node.start_byte, node.end_byte) and not context.silent:
            if shape_of(text) is TextShape.VARIABLE:
                self._sightings.variable(text, node.start_point, context.group)
            elif context.settings and context.target == text:
                self._sightings.variable(text.upper(), node.start_point, context.group)


def _package(module: str) -> str:
    """Return what two imports of one package share."""
    parts = re.split(r"[/.\\]|::", module)
    if module.startswith("@"):
        return "/".join(parts[:2])
    return "/".join(parts[:3]) if "/" in module else parts[0]
