"""Models: fits that are kept, and that place customers they have never seen."""

from satsuma.discover.models.files import place_rows
from satsuma.discover.models.fits import StoredFits, place_basis, read_fit, store_fits
from satsuma.discover.models.placing import Placement, build_model, place, place_columns

__all__ = [
    "Placement",
    "StoredFits",
    "build_model",
    "place",
    "place_basis",
    "place_columns",
    "place_rows",
    "read_fit",
    "store_fits",
]
