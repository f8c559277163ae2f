"""What a person says of a finding: it is settled, or open again. Each is one transaction.

They refuse with a ValidationError whose message says what to do.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from metrics.models import FindingRecord, Settlement
from metrics.permissions import why_not_settle


def refuse(by, record: FindingRecord | None) -> None:
    """Raises ValidationError where it is not for this person to say what becomes of a finding of these figures."""
    figures = record.figures.select_related("indicator__program").prefetch_related("countries") if record else []
    if refusal := why_not_settle(by, figures):
        raise ValidationError(refusal)


@transaction.atomic
def settle(*, key: str, fingerprint: str, verdict: str, note: str, by, at: dt.datetime | None = None) -> Settlement:
    """Settles the finding that stands under `key` now, as the person saw it: with this `fingerprint`."""
    record = FindingRecord.objects.as_of(None).filter(key=key).first()
    if record is None:
        raise ValidationError(gettext("No rule finds this any more, so there is nothing to settle."))
    if record.fingerprint != fingerprint:
        raise ValidationError(
            gettext("The figures have changed since you opened this page. Look at them again, then settle it.")
        )
    refuse(by, record)
    settlement = Settlement(
        rule=record.rule,
        key=key,
        fingerprint=fingerprint,
        message=record.message,
        facts=record.facts,
        verdict=verdict,
        note=note.strip(),
        settled_by=by,
        settled_at=at or timezone.now(),
    )
    settlement.full_clean()
    settlement.save(force_insert=True)
    return settlement


@transaction.atomic
def reopen(*, key: str, reason: str, by, at: dt.datetime | None = None) -> None:
    """Ends the settlement of a finding, which is open from then on."""
    reason = reason.strip()
    if not reason:
        raise ValidationError(gettext("Say why it is open again; readers see it."))
    refuse(by, FindingRecord.objects.filter(key=key).order_by("-since", "-pk").first())
    ended = Settlement.objects.as_of(None).filter(key=key)
    if not ended.update(ended_by=by, ended_at=at or timezone.now(), ended_reason=reason):
        raise ValidationError(gettext("It is not settled, so it cannot be reopened."))
