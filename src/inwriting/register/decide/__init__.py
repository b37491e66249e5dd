"""Decide: findings and exceptions to verdicts. Nothing is decided anywhere else."""
