"""The forms of staff: a figure entered by its words, a milestone, a withdrawal."""

from .cited import CitedForm, WithdrawalForm
from .figure import FigureForm, rival_key
from .milestone import MilestoneForm

__all__ = ["CitedForm", "FigureForm", "MilestoneForm", "WithdrawalForm", "rival_key"]
