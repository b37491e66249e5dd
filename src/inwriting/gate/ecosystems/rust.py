"""Rust: crates.io."""

from inwriting.gate.ecosystem import Ecosystem, Imports
from inwriting.gate.format import Format

CRATE = "crate"


def _canonical(name: str) -> str:
    # The registry refuses a crate that differs in this alone; source code writes _.
    return name.lower().replace("_", "-")


def _imported(path: str) -> str:
    return path.partition("::")[0]


ECOSYSTEM = Ecosystem(
    kind=CRATE,
    purl_type="cargo",
    canonical=_canonical,
    loose=True,
    installers=("cargo add", "cargo install"),
    installed=r"[^@]*",
    imports=Imports("rust", "::", package=_imported),
    formats=(
        Format("Cargo manifest", "cargo", ("cargo.toml",), "read_manifest"),
        Format("Cargo lock file", "cargo", ("cargo.lock",), "read_lock"),
    ),
)
