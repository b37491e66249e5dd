"""Looking at watched documents again: what changed, and what that touches."""
