"""Tests that hold the repository itself to its rules."""
