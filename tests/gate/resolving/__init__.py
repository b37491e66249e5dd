"""Tests of what signs add up to."""
