"""Tests of citing: finding words, naming clauses, marking documents."""
