"""Web pages from checked addresses, within limits. A leaf: any layer may use it."""
