"""The shipped vendors: complete, verified, and in our own words."""
