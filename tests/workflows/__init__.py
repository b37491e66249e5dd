"""Workflows run locally, step by step, as they are written."""
