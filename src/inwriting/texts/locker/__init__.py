"""Captured documents by content, outside Git: a folder, an object store or a Git repository."""
