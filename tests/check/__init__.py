"""Finding and running checks: whatever goes wrong blocks, and says so."""
