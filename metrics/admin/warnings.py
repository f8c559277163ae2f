"""What the rules would find of figures that are not published yet, said to those who submit and review them."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.utils.translation import gettext

from metrics.findings.drafts import findings_with
from metrics.models import Figure
from metrics.reports.findings import in_a_line

# A page that says more is not read.
MOST = 10


def warn_of_findings(model_admin, request, figures: Sequence[Figure]) -> None:
    """Says what the rules find of figures that were submitted, and writes it into the history of each.

    It keeps nobody from submitting: a rule may be wrong, and the reviewer sees the same on the figure's page.
    """
    found = findings_with(figures)
    for finding in found[:MOST]:
        model_admin.message_user(request, in_a_line(finding), messages.WARNING)
    if len(found) > MOST:
        model_admin.message_user(
            request, gettext("%(count)s findings more.") % {"count": len(found) - MOST}, messages.WARNING
        )
    for figure in figures:
        own = [in_a_line(finding) for finding in found if figure.pk in {row.figure_id for row in finding.figures}]
        if own:
            LogEntry.objects.log_actions(request.user.pk, [figure], CHANGE, f"On submission: {' '.join(own)}")
