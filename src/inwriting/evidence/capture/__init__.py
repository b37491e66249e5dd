"""Bringing a document in: from a file, an address or an archive to text with digests."""
