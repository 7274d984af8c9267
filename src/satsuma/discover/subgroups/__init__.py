"""Which combinations of simple conditions stand out on an outcome."""
