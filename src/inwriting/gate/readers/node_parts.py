"""The parts of a node that mean something: its key and value, the literal arguments of a call."""

from tree_sitter import Node

from inwriting.gate.readers import nodes
from inwriting.gate.readers.naming import STRINGS, key_of, source_of, text_in


def keyed(node: Node, content: bytes) -> tuple[str, Node | None, Node | None]:
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
        name = source_of(left, content).partition(":")[0]
        return key_of(name), None, right
    return key_of(source_of(left, content)), left, right


def literal_arguments(node: Node, content: bytes, end: int) -> tuple[tuple[str, str, int], ...]:
    """Return the texts among a call's arguments, each with its name and the byte it begins at.

    The arguments begin at the byte *end*, where the name of what is called ends.
    """
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


def imports_only(node: Node) -> bool:
    """Tell whether nothing but imports stands in a node that may hold them."""
    return node.type != "export_statement" or node.child_by_field_name("source") is not None


def has_expression(node: Node) -> bool:
    """Tell whether an attribute of an element is given an expression, not a text."""
    return any(child.type == "jsx_expression" for child in node.named_children)
