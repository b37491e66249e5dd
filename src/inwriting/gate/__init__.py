"""The gate: which AI tools a repository uses, and whether the register allows them."""
