"""Ruby: RubyGems."""

from collections.abc import Iterator

from inwriting.gate.ecosystem import Ecosystem, Imports
from inwriting.gate.format import Format

GEM = "gem"


def _guess(name: str, known: str, _names: tuple[str, ...]) -> Iterator[tuple[str]]:
    """Yield the gems that a require may load: they are named alike, with - for /."""
    for package in () if known else (name, name.replace("/", "-")):
        yield (package,)


ECOSYSTEM = Ecosystem(
    kind=GEM,
    purl_type="gem",
    installers=("gem install", "bundle add"),
    installed=r"[^:]*",
    imports=Imports("ruby", "/", guess=_guess, certain=False),
    formats=(
        Format("Gemfile", "ruby_gems", ("gemfile", "*.gemfile", "gems.rb")),
        Format("gem specification", "ruby_gems", ("*.gemspec",)),
        Format("Bundler lock file", "ruby_gems", ("gemfile.lock", "gems.locked"), "read_lock"),
    ),
)
