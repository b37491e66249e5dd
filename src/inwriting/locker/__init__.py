"""The locker: captured documents outside Git, kept and found by their content."""
