"""The formats in which the gate says what it found and judged."""
