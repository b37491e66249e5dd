"""What building a wheel adds to it: the footprints in the form that the gate loads at once."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledFootprints(BuildHookInterface):  # type: ignore[type-arg]
    """Reads the footprints strictly, so that a wheel with a broken one cannot be built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file to a wheel; an editable install reads the YAML itself and keeps the result.

        Raises UnusableInputError, with every mistake, when a footprint is not in order.
        """
        if not self._is_for(version):
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from inwriting.gate.compiled_footprints import COMPILED, compiled

        place = Path(self.directory) / COMPILED
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(compiled(root / "footprints"))
        build_data["force_include"][str(place)] = f"inwriting/_shipped/compiled/{COMPILED}"

    def finalize(self, version: str, _build_data: dict[str, Any], _artifact_path: str) -> None:
        """Leave nothing but the wheel behind."""
        if not self._is_for(version):
            return
        from inwriting.gate.compiled_footprints import COMPILED

        (Path(self.directory) / COMPILED).unlink(missing_ok=True)

    def _is_for(self, version: str) -> bool:
        return self.target_name == "wheel" and version == "standard"
