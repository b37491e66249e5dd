"""Formats that settings, manifests, lock files, workflows and infrastructure are written in."""

from inwriting.gate.readers.format import Format

STRUCTURED: tuple[Format, ...] = ()
"""What is read by its structure and is no source code."""
