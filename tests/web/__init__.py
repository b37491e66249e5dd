"""Tests of fetching pages."""
