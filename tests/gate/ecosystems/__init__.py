"""Tests of the records of ecosystems."""
