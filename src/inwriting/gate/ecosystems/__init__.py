"""One module an ecosystem: each holds its record under the name ECOSYSTEM, and is found here."""
