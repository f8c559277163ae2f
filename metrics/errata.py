"""Recording and ending errata: each one transaction."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from .archives.errata import check_errata, span_of, text_of
from .models import Erratum, Figure


def refuse_words_that_stand_nowhere(erratum: Erratum) -> None:
    """Raises ValidationError where the source's archived text lacks the words: they would seem mended at once."""
    text = text_of(erratum.source_id)
    if text and not span_of(erratum, text):
        raise ValidationError(
            {
                "as_stated": gettext("“%(as_stated)s” does not stand in %(name)s. Copy the words from there.")
                % {"as_stated": erratum.as_stated, "name": text.name}
            }
        )


@transaction.atomic
def record(*, erratum: Erratum, figures: Iterable[Figure] = (), at: dt.datetime | None = None) -> Erratum:
    """Records an erratum that is not saved yet, or saved and not recorded, with the figures it concerns.

    From then on it stays as it is. Raises ValidationError where words or figures do not fit.
    """
    refuse_words_that_stand_nowhere(erratum)
    figures = list(figures)
    if any(figure.status not in Figure.ONCE_PUBLISHED for figure in figures):
        raise ValidationError(
            {"figures": gettext("Only published figures have a page that says it. Leave out the others.")}
        )
    if erratum.pk is None:
        erratum.save(force_insert=True)
    erratum.figures.add(*figures)
    erratum.recorded_at = at or timezone.now()
    erratum.save(update_fields=["recorded_at"])
    check_errata(Erratum.objects.filter(pk=erratum.pk))
    return erratum


@transaction.atomic
def end(*, erratum: Erratum, by, reason: str, at: dt.datetime | None = None) -> None:
    """Ends an erratum: the source was mended, or the erratum was wrong. As of days before it stays."""
    ended = Erratum.objects.filter(pk=erratum.pk, ended_at=None, recorded_at__isnull=False)
    if not ended.update(ended_by=by, ended_at=at or timezone.now(), ended_reason=reason):
        raise ValidationError(gettext("It has ended already."))
