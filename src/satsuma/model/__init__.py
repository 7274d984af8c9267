"""The nouns: definitions and results as frozen models, kinds and families, and the error tree."""
