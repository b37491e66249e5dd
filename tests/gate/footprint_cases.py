"""Small footprints to load, and what is said of them."""

from dataclasses import dataclass

from inwriting.gate.footprint_loading import LoadedFootprints, load_footprints

HEAD = """\
format: 1
tool: {{id: {id}, name: Example, vendor: Example AI, kind: {kind}, data-path: remote}}
cannot-know: [Whose key it is.]
signals:
"""


@dataclass(frozen=True)
class Files:
    """A source that holds files in one folder."""

    contents: dict[str, bytes]
    below: tuple[str, ...] = ()
    """Folders that lie in the folder."""

    def folders(self, path: str) -> tuple[str, ...]:
        return self.below if path == "footprints" else ()

    def files(self, path: str) -> tuple[str, ...]:
        return tuple(sorted(self.contents)) if path == "footprints" else ()

    def read(self, path: str) -> bytes | None:
        return self.contents.get(path.removeprefix("footprints/"))


def footprint(tool: str, *signals: str, kind: str = "model-api", more: str = "") -> str:
    """Return a footprint with *signals*, each what follows `kind: ` in its braces."""
    lines = "".join(
        f"  - {{kind: {signal}, seen-as: text, seen-in: somewhere}}\n"
        if "strength:" in signal
        else f"  - {{kind: {signal}, strength: strong, seen-as: text, seen-in: somewhere}}\n"
        for signal in signals
    )
    return HEAD.format(id=tool, kind=kind) + lines + more


def load(**texts: str) -> LoadedFootprints:
    """Load footprints by the name of their tool; _ stands for a hyphen."""
    return load_footprints(
        Files({f"{name.replace('_', '-')}.yaml": text.encode() for name, text in texts.items()})
    )
