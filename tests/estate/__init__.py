"""The gate over many repositories."""
