"""Where the texts of documents come from, where they are kept, and how words are found in them."""
