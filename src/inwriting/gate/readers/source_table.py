"""Languages that source code is written in."""

from inwriting.gate.readers.format import Format

SOURCE: tuple[Format, ...] = ()
"""What is read as source code, notebooks included."""
