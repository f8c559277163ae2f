"""The update as a working place: rows of its grid, what is typed into them, and the drafts that this becomes."""

from .cells import Cells, Sent
from .page import Page, page_of
from .saving import Saved, look, save, series_of
from .targets import series_fields

__all__ = ["Cells", "Page", "Saved", "Sent", "look", "page_of", "save", "series_fields", "series_of"]
