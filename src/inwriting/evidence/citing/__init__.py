"""Citing passages: finding words in a document and writing where they stand."""
