"""The checks and their cases."""
