"""Check: the rules, how they are found, and how they are run."""
