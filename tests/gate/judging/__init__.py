"""The gate judges: registers, declarations, suppressions, baselines."""
