"""Load: bytes to plain data, every mistake with its place and a way to mend it."""
