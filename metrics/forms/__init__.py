"""The forms of staff: a figure entered by its words, a milestone, a reason."""

from .attaching import AttachForm, SpanForm, span_forms
from .cited import CitedForm, CommentForm, ReasonForm
from .erratum import ErratumForm
from .figure import FigureForm, rival_key
from .milestone import MilestoneForm
from .settlement import ReopeningForm, SettlementForm

__all__ = [
    "AttachForm",
    "CitedForm",
    "CommentForm",
    "ErratumForm",
    "FigureForm",
    "MilestoneForm",
    "ReasonForm",
    "ReopeningForm",
    "SettlementForm",
    "SpanForm",
    "rival_key",
    "span_forms",
]
