"""PHP: Packagist, from which Composer installs."""

from inwriting.gate.ecosystem import Ecosystem, Imports
from inwriting.gate.format import Format

PACKAGIST = "packagist"
ECOSYSTEM = Ecosystem(
    kind=PACKAGIST,
    purl_type="composer",
    canonical=str.lower,
    installers=("composer require",),
    installed=r"[^:]*",
    imports=Imports("php", "\\"),
    formats=(
        Format("Composer manifest", "composer", ("composer.json",), "read_manifest"),
        Format("Composer lock file", "composer", ("composer.lock",), "read_lock"),
    ),
)
