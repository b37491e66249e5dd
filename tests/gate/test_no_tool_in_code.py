"""The gate's code names no tool: what it knows of one stands in that tool's footprint."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import inwriting.gate
from inwriting.gate.compiled_footprints import CompiledFootprints

CODE = Path(inwriting.gate.__file__).parent
WORDS = frozenset({"continue", "cursor", "factory", "meta", "rev", "together", "replicate", "warp"})
"""Ids and vendors that are words of English or of Python, and stand in the code as such."""
ELSEWHERE = {
    "endpoints.py": {"openai"},  # A path of addresses at which models answer.
    "footprints.py": {"jetbrains"},  # Kinds of signals: where an editor's plugins come from.
    "lookups.py": {"jetbrains"},
    "readers/collector.py": {"jetbrains"},
    "readers/editors.py": {"jetbrains"},
    "readers/structured_table.py": {"jetbrains"},
    "readers/infrastructure.py": {"microsoft"},  # Begins every type of resource in Azure.
    "readers/nodes.py": {"google", "microsoft"},  # Begin namespaces of thousands of packages.
}
"""Names of formats and protocols, which are no knowledge about a tool."""


def test_no_tool_or_vendor_is_named(footprints: CompiledFootprints) -> None:
    names = {name for tool in footprints.footprints for name in (tool.id, tool.vendor.lower())}
    spelt = {form for name in names - WORDS for form in (name, name.replace("-", "_"))}
    pattern = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, sorted(spelt)))})(?![a-z0-9])")
    found: dict[str, set[str]] = {}
    for path in sorted(CODE.rglob("*.py")):
        texts = "\n".join(_texts(ast.parse(path.read_bytes()))).lower()
        if named := set(pattern.findall(texts)):
            found[path.relative_to(CODE).as_posix()] = named
    unexpected = {file: named - ELSEWHERE.get(file, set()) for file, named in found.items()}
    assert not {file: named for file, named in unexpected.items() if named}
    assert set(ELSEWHERE) <= set(found), "what is no longer needed here goes"


def _texts(tree: ast.Module) -> Iterator[str]:
    """Yield the names and literals of a module; what stands alone as a text is documentation."""
    documentation = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str() as text) if node not in documentation:
                yield text
            case ast.Constant(value=bytes() as raw):
                yield raw.decode(errors="replace")
            case ast.Name(id=name) | ast.arg(arg=name) | ast.Attribute(attr=name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case _:
                pass
