"""Loading: what is refused, and how it is said."""
