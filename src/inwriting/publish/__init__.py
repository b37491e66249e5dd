"""Publish: the register as pages for people and as register.json for machines."""
