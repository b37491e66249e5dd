"""From a footprint's plain data, which its schema has checked, to the model."""

from collections.abc import Iterator
from typing import Any

from inwriting.gate.footprints import (
    BaseAddress,
    DataPath,
    Footprint,
    LeftOut,
    Role,
    Routing,
    Signal,
    Strength,
    ToolKind,
    default_role,
)


def build(data: dict[str, Any]) -> Footprint:
    """Build the footprint that *data* describes."""
    tool = data["tool"]
    address = data.get("base-address", {})
    routing = data.get("routing")
    return Footprint(
        id=tool["id"],
        name=tool["name"],
        vendor=tool["vendor"],
        kind=ToolKind(tool["kind"]),
        data_path=DataPath(tool["data-path"]),
        offerings=tuple(data.get("offerings", ())),
        cannot_know=tuple(data["cannot-know"]),
        look_alikes=tuple(data.get("look-alikes", ())),
        base_address=BaseAddress(
            arguments=tuple(address.get("arguments", ())),
            environment=tuple(address.get("environment", ())),
            clients=tuple(address.get("clients", ())),
            settings=tuple(address.get("settings", ())),
        ),
        routing=None
        if routing is None
        else Routing(
            told_by=routing["told-by"],
            convention=routing.get("convention", ""),
            default=routing.get("default", ""),
            lower_case=routing.get("lower-case", False),
        ),
        signals=tuple(signal for item in data["signals"] for signal in _signals(tool, item)),
        left_out=tuple(
            LeftOut(item["kind"], item["value"], item["reason"])
            for item in data.get("left-out", ())
        ),
    )


def _signals(tool: dict[str, Any], data: dict[str, Any]) -> Iterator[Signal]:
    """Yield one signal for each value of *data*."""
    kind: str = data["kind"]
    role = data.get("role")
    for value in data.get("values", [data.get("value")]):
        yield Signal(
            tool=tool["id"],
            kind=kind,
            value=value,
            strength=Strength[data["strength"].upper()],
            role=Role(role) if role else default_role(kind, ToolKind(tool["kind"])),
            data_path=DataPath(data.get("data-path", tool["data-path"])),
            language=data.get("language", ""),
            convention=data.get("convention", ""),
            system=data.get("system", ""),
            argument=data.get("argument", ""),
            argument_name=data.get("argument-name", ""),
            shared_with=tuple(data.get("shared-with", ())),
            through=data.get("through", ""),
            supersedes=tuple(data.get("supersedes", ())),
            seen_as=data["seen-as"],
            seen_in=data["seen-in"],
            note=data.get("note", ""),
            common_word=data.get("common-word", False),
        )
