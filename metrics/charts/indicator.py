"""The charts of an indicator's page: over time where something moves, else places beside each other; and its parts."""

from dataclasses import dataclass

from metrics.reports.indicator import History, IndicatorReport

from .breakdown import breakdown_chart
from .comparison import comparison_chart
from .series import SeriesChart, series_chart
from .svg import Drawing

WHOLES = 4


@dataclass(frozen=True, slots=True)
class IndicatorCharts:
    """What there is no reason to draw is None, or not among `parts`."""

    series: SeriesChart | None
    comparison: Drawing | None
    parts: list[Drawing]


def indicator_charts(report: IndicatorReport, history: History) -> IndicatorCharts:
    series = series_chart(report, history)
    parts = [breakdown_chart(whole, f"parts-{number}") for number, whole in enumerate(history.wholes[:WHOLES], start=1)]
    return IndicatorCharts(series, None if series or parts else comparison_chart(report, history), parts)
