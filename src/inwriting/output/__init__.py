"""Output: what was found, in words for people and in the formats of machines."""
