"""Uses made by hand, as `find` would find them."""

from collections.abc import Iterable

from inwriting.gate.footprints import DataPath, SignalKind, Strength
from inwriting.gate.uses import (
    UNKNOWN_ENDPOINT,
    SearchSummary,
    Sign,
    Spot,
    ToolUse,
    TreeUses,
    Unread,
    UseRole,
)

NAMES = {"desk-kit": "Acme Desk Kit", "trainly": "Trainly", "mute": "Mute", "stray": "Stray"}


def use(
    tool: str,
    *files: str,
    role: UseRole = UseRole.RUNTIME,
    strength: Strength = Strength.STRONG,
    data_path: DataPath = DataPath.REMOTE,
    through: str = "",
    undetermined: bool = False,
    line: int = 1,
) -> ToolUse:
    """Return a use of *tool* in *files*, with one sign in each."""
    return ToolUse(
        tool=tool,
        name=NAMES.get(tool, tool.removeprefix(UNKNOWN_ENDPOINT)),
        role=role,
        strength=strength,
        signs=tuple(
            Sign(
                tool, SignalKind.IMPORT, tool, strength, role, Spot(file, line), f"import of {tool}"
            )
            for file in files or ("src/app.py",)
        ),
        data_path=data_path,
        through=through,
        undetermined=undetermined,
    )


def found(
    *uses: ToolUse,
    files: int = 1,
    unread: Iterable[Unread] = (),
    comments: Iterable[tuple[Spot, str]] = (),
) -> TreeUses:
    """Return what a search of *files* files found."""
    ordered = tuple(sorted(uses, key=lambda item: (item.tool, item.role, item.through)))
    looked = SearchSummary(
        files, 100 * files, (("Python source", files),), (), tuple(unread), "git"
    )
    return TreeUses(ordered, looked, tuple(comments))
