"""What names stand for in one file of source code: imports, constant addresses, clients.

Imports and constants are found before anything else, so that a name is known wherever it stands.
"""

import re

from tree_sitter import Node

from inwriting.gate.readers import nodes
from inwriting.gate.readers.imports import Import, bound_by_pattern
from inwriting.gate.readers.interest import Interest
from inwriting.gate.readers.language import Language
from inwriting.gate.readers.naming import STRINGS, callee_of, key_of, text_in
from inwriting.gate.readers.node_parts import imports_only, keyed, literal_arguments
from inwriting.gate.readers.sightings import Sightings


class KnownNames:
    """What the names of one file stand for."""

    def __init__(
        self, language: Language, content: bytes, interest: Interest, sightings: Sightings
    ) -> None:
        """Begin with no name known; imports that are found go to *sightings*."""
        self._language = language
        self._content = content
        self._interest = interest
        self._sightings = sightings
        self._constants: dict[str, str | None] = {}
        self._last_group = 0
        self.bound: dict[str, tuple[str, str]] = {}
        """The import and the dotted name that a name stands for."""
        self.groups: dict[str, int] = {}
        """The number of the client that a variable holds."""

    def find(self, root: Node) -> None:
        """Find what the file below *root* imports, and what is given an address once."""
        self._find_imports(root)
        self._interest.add_names(self.bound)
        self._find_constants(root)

    # What is known of a name

    def imported_as(self, name: str) -> tuple[str, str]:
        """Return the import that a called name comes from, and its full name."""
        root, _, rest = name.partition(".")
        if root in self.bound:
            module, full = self.bound[root]
            return module, f"{full}.{rest}" if rest else full
        parent = name.rpartition(".")[0]
        if parent in self.bound:
            return self.bound[parent][0], name
        return "", name

    def address_of(self, name: str) -> str | None:
        """Return the one address that *name* is given, `None` if it has none or several."""
        return self._constants.get(name)

    def filled(self, text: str) -> str:
        """Return *text* with the placeholder at its beginning filled in, if its value is known."""
        match = re.match(r"\{([^{}]*)\}", text)
        if match is None:
            return text
        value = self.address_of(key_of(match[1]))
        return value.rstrip("/") + text[match.end() :] if value else text

    def new_group(self) -> int:
        """Return the number of a client that was not met before."""
        self._last_group += 1
        return self._last_group

    # Imports

    def _find_imports(self, root: Node) -> None:
        """Find what the file imports where the search found something."""
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node.type in self._language.import_nodes:
                if self._interest.hit(node.start_byte, node.end_byte):
                    for found in self._language.imports(node, self._content):
                        self._imported(found)
                if imports_only(node):
                    continue
            elif node.type in nodes.CALLS:
                self._imported_by_call(node)
            if node.type in STRINGS:
                continue
            waiting.extend(filter(self._interest.concerns, reversed(node.named_children)))

    def _imported(self, found: Import) -> None:
        for local, module, name in found.names:
            self.bound.setdefault(local, (module, name))
        self._sightings.imported(found.module, found.node.start_point)

    def _imported_by_call(self, node: Node) -> None:
        name, end = callee_of(node, self._content)
        if name not in nodes.IMPORTERS:
            return
        arguments = literal_arguments(node, self._content, end)
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
        if self._interest.hit(node.start_byte, node.end_byte):
            self._imported(Import(module, node, names))

    # Constants

    def _find_constants(self, root: Node) -> None:
        """Find what is given one address once."""
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node.type in STRINGS or node.type in nodes.SKIPPED:
                continue
            if node.type in nodes.ASSIGNED:
                key, _, value = keyed(node, self._content)
                if key and value is not None:
                    self._constant(key, value)
            waiting.extend(filter(self._interest.concerns, reversed(node.named_children)))

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
        known = self._constants.get(key, text)
        self._constants[key] = text if known == text else None
