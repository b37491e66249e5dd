"""Tests of the built site, in a browser where it matters."""
