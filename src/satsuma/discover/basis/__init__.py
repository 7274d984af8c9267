"""The basis of a segmentation: variables as algorithms read them, and the recipe to read new customers alike."""

from satsuma.discover.basis.reading import read_numbers, read_words

__all__ = ["read_numbers", "read_words"]
