"""Dart and Flutter: pub.dev."""

from inwriting.gate.ecosystem import Ecosystem
from inwriting.gate.format import Format

PUB = "pub"

ECOSYSTEM = Ecosystem(
    kind=PUB,
    purl_type="pub",
    canonical=str.lower,
    installers=(
        "dart pub add",
        "flutter pub add",
        "dart pub global activate",
        "flutter pub global activate",
    ),
    # A word may say for what a package is wanted, as in dev:name.
    installed=r"(?:(?:dev|override):)?(\w+)",
    formats=(
        Format("Dart manifest", "dart_packages", ("pubspec.yaml", "pubspec_overrides.yaml")),
        Format("Dart lock file", "dart_packages", ("pubspec.lock",), "read_lock"),
    ),
)
