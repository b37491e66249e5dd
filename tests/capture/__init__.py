"""Tests of bringing documents in."""
