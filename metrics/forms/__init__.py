"""The forms of staff: a figure entered by its words, a milestone, a reason."""

from .cited import CitedForm, ReasonForm
from .erratum import ErratumForm
from .figure import FigureForm, rival_key
from .milestone import MilestoneForm

__all__ = ["CitedForm", "ErratumForm", "FigureForm", "MilestoneForm", "ReasonForm", "rival_key"]
