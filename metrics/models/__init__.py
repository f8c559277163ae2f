"""What was measured, and who says so. One noun a module."""

from .archive import Archive, ArchivedPart
from .assignment import Assignment
from .check import CitationCheck
from .current import CurrentFigure, DataVersion
from .entry import Entry
from .erratum import Erratum, ErratumCheck
from .figure import Figure, FigureRelation
from .finding import FindingFigure, FindingRecord, Unexamined
from .indicator import Breakdown, Category, Indicator, Unit
from .job import Job, Worker
from .milestone import Milestone
from .quantities import ArchivedQuantities
from .reading import Acceptance, ArchivedCandidates, Dismissal
from .reminder import Reminder, ReminderChoice
from .searching import SearchDocument, SearchWord, Unindexed
from .settlement import Settlement
from .source import Citation, Source
from .step import Mention, Step
from .update import Update

__all__ = [
    "Acceptance",
    "Archive",
    "ArchivedCandidates",
    "ArchivedPart",
    "ArchivedQuantities",
    "Assignment",
    "Breakdown",
    "Category",
    "Citation",
    "CitationCheck",
    "CurrentFigure",
    "DataVersion",
    "Dismissal",
    "Entry",
    "Erratum",
    "ErratumCheck",
    "Figure",
    "FigureRelation",
    "FindingFigure",
    "FindingRecord",
    "Indicator",
    "Job",
    "Mention",
    "Milestone",
    "Reminder",
    "ReminderChoice",
    "SearchDocument",
    "SearchWord",
    "Settlement",
    "Source",
    "Step",
    "Unexamined",
    "Unindexed",
    "Unit",
    "Update",
    "Worker",
]
