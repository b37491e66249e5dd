"""What a change moves: two states of a register compared, and how the verdicts moved over time."""
