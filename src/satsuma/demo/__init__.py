"""A deterministic made-up company, B2C and B2B, that needs no network."""
