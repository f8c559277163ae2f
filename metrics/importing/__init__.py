"""Figures in by spreadsheet: reading (bytes to rows), checking (rows to outcomes), writing (outcomes to drafts)."""

from .checking import check
from .held import state_of
from .outcomes import CHANGED, KINDS, NEW, SAME, WRONG, Checked, Outcome, Problem, TooMuch, Unreadable
from .reading import MAX_BYTES, MAX_ROWS, read, read_path
from .writing import is_in_place, undo, write

__all__ = [
    "CHANGED",
    "KINDS",
    "MAX_BYTES",
    "MAX_ROWS",
    "NEW",
    "SAME",
    "WRONG",
    "Checked",
    "Outcome",
    "Problem",
    "TooMuch",
    "Unreadable",
    "check",
    "is_in_place",
    "read",
    "read_path",
    "state_of",
    "undo",
    "write",
]
