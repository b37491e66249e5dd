"""Report: findings and verdicts in words and in machines' formats."""
