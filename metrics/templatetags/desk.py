"""Words of the desk's templates that are no sentence of a template."""

from django import template
from django.utils.translation import gettext, ngettext

from metrics.models import Citation, Figure
from programs.languages import Foreign
from programs.languages import written as written_by_staff

register = template.Library()


@register.filter
def severity_word(severity: str) -> str:
    """ "Error" for "error"."""
    words = {"error": gettext("Error"), "warning": gettext("Warning"), "notice": gettext("Notice")}
    return words.get(severity, severity)


@register.filter
def severity_count(count: int, severity: str) -> str:
    """ "2 errors" for 2 and "error"."""
    words = {
        "error": ngettext("%(num)s error", "%(num)s errors", count),
        "warning": ngettext("%(num)s warning", "%(num)s warnings", count),
        "notice": ngettext("%(num)s notice", "%(num)s notices", count),
    }
    return words.get(severity, f"%(num)s {severity}") % {"num": count}


@register.filter
def rank_word(rank: str) -> str:
    """ "preferred", in the reader's language."""
    return str(Figure.Rank(rank).label).lower()


@register.filter
def as_stated(citation: Citation) -> str:
    """The words of a citation, in the language of its source."""
    return Foreign(citation.as_stated, citation.source.language)


@register.filter
def written(text: str) -> str:
    """What was written down in English whoever reads it: the words of checks and of findings as they were kept."""
    return written_by_staff(text)
