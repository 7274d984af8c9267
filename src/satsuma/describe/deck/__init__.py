"""Cards as files: a page to read and print, pictures, and slides whose text can be edited."""

from satsuma.describe.deck.page import make_page

__all__ = ["make_page"]
