"""What nodes of a syntax tree are named and what their texts say, alike in every language."""

import re

from tree_sitter import Node

_LONGEST_NAME = 300
_IDENTIFIER = re.compile(r"[A-Za-z_$@][\w$-]*")
_CALLS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_SEPARATORS = re.compile(r"\s*(::|->|\?->|\?\.|!!\.|\\|\.)\s*")
_BEFORE = re.compile(r"^(?:(?:new|await|yield|return|throw|go|defer|not)\s+|[!&*$@\\]+)+")
_QUOTES = re.compile(r"\A[@$a-zA-Z]{0,3}(#*)(\"\"\"|'''|\"|'|`)(.*?)(\2\1)?\Z", re.DOTALL)

ARGUMENTS = frozenset(
    {
        "arguments",
        "argument_list",
        "value_arguments",
        "annotation_argument_list",
        "attribute_argument_list",
        "initializer_expression",
        "declaration_list",
        "field_initializer_list",
        "literal_value",
        "annotated_lambda",
        "lambda_literal",
        "block",
        "do_block",
        "class_body",
        "template_body",
        "token_tree",
        "closure",
    }
)
"""Nodes that follow the name of what is called."""

STRINGS = frozenset(
    {
        "string",
        "template_string",
        "interpreted_string_literal",
        "raw_string_literal",
        "string_literal",
        "multiline_string_literal",
        "character_literal",
        "verbatim_string_literal",
        "interpolated_string_expression",
        "interpolated_string",
        "encapsed_string",
        "heredoc",
        "nowdoc",
        "heredoc_body",
        "gstring",
        "simple_symbol",
        "chained_string",
        "ansi_c_string",
        "raw_string",
    }
)
"""Nodes that are texts."""

_INTERPOLATIONS = frozenset(
    {
        "interpolation",
        "template_substitution",
        "interpolated_expression",
        "variable_name",
        "dynamic_variable_name",
        "simple_expansion",
        "expansion",
        "interpolated_identifier",
        "command_substitution",
        "gstring_expression",
    }
)
_MARKS = frozenset({"string_start", "string_end", "interpolation_start", "interpolation_quote"})
_CONTENTS = frozenset(
    {
        "string_content",
        "string_fragment",
        "interpreted_string_literal_content",
        "raw_string_literal_content",
        "string_literal_content",
        "multiline_string_fragment",
        "multi_line_string_content",
        "raw_string_content",
        "string_literal_fragment",
        "string_value",
        "heredoc_content",
        "heredoc_body",
        "nowdoc_body",
        "nowdoc_string",
        "escape_sequence",
    }
)


def source_of(node: Node, content: bytes, longest: int = _LONGEST_NAME * 4) -> str:
    """Return the source text of *node*, or its beginning when it is very long."""
    return content[node.start_byte : min(node.end_byte, node.start_byte + longest)].decode(
        errors="replace"
    )


def text_in(node: Node, content: bytes) -> tuple[str, int]:
    """Return the text that a string node writes, and at which byte it begins.

    What is filled in at run time stays as a placeholder in braces.
    """
    longest = _LONGEST_NAME * 3
    if node.end_byte - node.start_byte > longest:
        # No address, name or model is as long.
        return "", node.start_byte
    if node.named_child_count == 0:
        return _without_quotes(node, content)
    parts: list[str] = []
    begin = -1
    for child in node.named_children:
        if child.type in _CONTENTS and child.named_child_count == 0:
            parts.append(source_of(child, content))
        elif child.type in _INTERPOLATIONS:
            inner = source_of(child, content).strip("#$%{}() \t")
            parts.append("{" + inner + "}")
        elif child.type in _MARKS:
            continue
        else:
            return _without_quotes(node, content)
        if begin < 0:
            begin = child.start_byte
    return "".join(parts), begin if begin >= 0 else node.start_byte


def _without_quotes(node: Node, content: bytes) -> tuple[str, int]:
    source = source_of(node, content)
    if source.startswith(":"):
        return source[1:], node.start_byte + 1
    match = _QUOTES.match(source)
    if match is None:
        return source, node.start_byte
    begin = node.start_byte + len(source[: match.start(3)].encode())
    return str(match[3]), begin


def key_of(source: str) -> str:
    """Return the last name in the source text of a key, a variable or what is assigned to."""
    names: list[str] = _IDENTIFIER.findall(source[:_LONGEST_NAME])
    if source[:1] in "\"'`:" or len(names) <= 1:
        stripped = source.strip("\"'`: \t")
        return stripped if len(stripped) <= _LONGEST_NAME else ""
    return names[-1].strip("$@")


def dotted(source: str) -> str:
    """Return the name of what is called, without arguments on the way and with dots alone."""
    name = source.strip()
    for _ in range(6):
        shorter = _CALLS.sub("", name)
        if shorter == name:
            break
        name = shorter
    name = _BEFORE.sub("", name.partition("(")[0].partition("{")[0].strip())
    name = _SEPARATORS.sub(".", name).strip(". \t\n;!")
    name = name.split()[-1] if name.split() else ""
    return name[-_LONGEST_NAME:].replace("$", "")


def callee_of(node: Node, content: bytes) -> tuple[str, int]:
    """Return the dotted name of what a call calls, and the byte at which its arguments begin."""
    end = node.end_byte
    for child in node.children:
        if child.type in ARGUMENTS or child.type == "call_suffix":
            end = child.start_byte
            break
    begin = node.start_byte
    if end - begin > _LONGEST_NAME * 8:
        # A long chain of calls: its end tells the method, its beginning the class.
        head = content[begin : begin + _LONGEST_NAME].decode(errors="replace")
        return dotted(re.split(r"[(\s]", head)[0]), end
    return dotted(content[begin:end].decode(errors="replace")), end
