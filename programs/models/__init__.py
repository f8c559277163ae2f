"""What is being done, where and by whom."""

from .organization import Organization
from .place import Country, CountryGroup
from .strategy import LineOfAction, Participation, Program, Strategy

__all__ = ["Country", "CountryGroup", "LineOfAction", "Organization", "Participation", "Program", "Strategy"]
