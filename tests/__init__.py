"""The tests of In Writing."""
