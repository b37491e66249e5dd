"""The gate over many checked-out repositories, and the one table that comes of it."""
