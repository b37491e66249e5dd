"""What is known at a node of a syntax tree from the nodes that it lies in."""

from dataclasses import dataclass, replace

from inwriting.gate.readers import nodes


@dataclass(frozen=True, slots=True)
class Context:
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


def inside(name: str, below: Context, context: Context) -> Context:
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
