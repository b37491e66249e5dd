"""Model: frozen objects over plain data. No input or output, no clock."""
