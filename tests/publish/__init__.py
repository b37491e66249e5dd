"""Tests of what is published: the data, the escaping and the folder."""
