"""The model: what statements add up to."""
