"""The formats of the gate."""
