"""Charts: what a report says, drawn. Each module makes one kind, from a report's rows to a `Drawing`, without queries.

A drawing holds its colors and type itself, so that the same one stands on a page and in a PDF, and carries the table of
what it draws, so that nothing is only to be seen.
"""

from .change import change_chart
from .countries import country_chart
from .indicator import IndicatorCharts, indicator_charts
from .money import MoneyChart, money_chart
from .progress import progress_bar
from .region_map import RegionMap, region_map

__all__ = [
    "IndicatorCharts",
    "MoneyChart",
    "RegionMap",
    "change_chart",
    "country_chart",
    "indicator_charts",
    "money_chart",
    "progress_bar",
    "region_map",
]
