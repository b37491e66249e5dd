"""Tests of the locker, each against a folder, a real S3 server and a Git repository."""
