"""Searching: what is typed is understood once, and each database finds it with its own full text."""

from .engines import engine_of
from .find import Found, look_for
from .folding import marked
from .keeping import install_after_migrating, rebuild, refresh
from .query import Query, mended, read

__all__ = [
    "Found",
    "Query",
    "engine_of",
    "install_after_migrating",
    "look_for",
    "marked",
    "mended",
    "read",
    "rebuild",
    "refresh",
]
