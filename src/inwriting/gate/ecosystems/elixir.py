"""Elixir and Erlang: hex.pm, from which Mix installs."""

from inwriting.gate.ecosystem import Ecosystem
from inwriting.gate.format import Format

HEX = "hex"

ECOSYSTEM = Ecosystem(
    kind=HEX,
    purl_type="hex",
    canonical=str.lower,
    installers=("mix archive.install hex", "mix escript.install hex"),
    installed=r"\w+",
    formats=(
        Format("Mix project", "elixir_packages", ("mix.exs",)),
        Format("Mix lock file", "elixir_packages", ("mix.lock",), "read_lock"),
    ),
)
