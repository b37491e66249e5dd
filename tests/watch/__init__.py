"""Drift: changes of documents, and what watch makes of them."""
