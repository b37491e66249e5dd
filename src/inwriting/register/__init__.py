"""The register: loaded, modelled, checked and decided on, in that order."""
