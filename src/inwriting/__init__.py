"""In Writing: a firm's register of AI vendors, and the tool that guards it."""

__version__ = "0.1.0"
