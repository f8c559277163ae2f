"""Charts: what a report says, drawn. Each module makes one kind, from a report's rows to a `Drawing`, without queries.

A drawing holds its colors and type itself, so that the same one stands on a page and in a PDF, and carries the table of
what it draws, so that nothing is only to be seen.
"""

from .region_map import region_map

__all__ = ["region_map"]
