"""Go: modules, named by where they lie."""

import re

from inwriting.gate.ecosystem import Ecosystem, Imports, as_written
from inwriting.gate.format import Format

GO_MODULE = "go"
_VERSION = re.compile(r"/v\d+\Z")


def _sought(name: str) -> str:
    """Return the module without its major version."""
    return _VERSION.sub("", name)


ECOSYSTEM = Ecosystem(
    kind=GO_MODULE,
    purl_type="golang",
    below_counts=True,
    sought=_sought,
    installers=("go get", "go install"),
    runners=("go run",),
    installed=r"[^@]*",
    imports=Imports("go", "/", package=as_written),
    formats=(
        Format("Go module", "go_modules", ("go.mod",), "read_mod"),
        Format("Go checksums", "go_modules", ("go.sum", "go.work.sum"), "read_sum"),
    ),
)
