"""A bound on what a PDF may unpack to. The library that reads PDF has none: a megabyte of it can hold a gigabyte.

It unpacks through the name `zlib` of one of its modules; that name stands for `Bounded` here, which counts what one
document unpacks to, however often it is packed, encrypted or not.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from pdfminer import pdftypes

from metrics.intake.document import Unreadable

#: Bytes that one document may unpack to; its pictures are not unpacked.
MAX_UNPACKED = 200_000_000

_left: ContextVar[int] = ContextVar("bytes that may still be unpacked")


class Inflater:
    """As `zlib.decompressobj()`, for as much as is left."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj()

    def decompress(self, data: bytes) -> bytes:
        left = _left.get(MAX_UNPACKED)
        found = self._inner.decompress(data, left + 1)
        if len(found) > left:
            raise Unreadable("The PDF unpacks to too much: attach the pages with the figures.")
        _left.set(left - len(found))
        return found

    @property
    def eof(self) -> bool:
        return self._inner.eof


class Bounded:
    """What of the module `zlib` the library uses."""

    error = zlib.error

    @staticmethod
    def decompress(data: bytes) -> bytes:
        inflater = Inflater()
        found = inflater.decompress(data)
        if not inflater.eof:
            raise zlib.error("incomplete")
        return found

    @staticmethod
    def decompressobj() -> Inflater:
        return Inflater()


@contextmanager
def bounded() -> Iterator[None]:
    """What is unpacked inside the block is counted as one document's."""
    token = _left.set(MAX_UNPACKED)
    try:
        yield
    finally:
        _left.reset(token)


pdftypes.zlib = Bounded
