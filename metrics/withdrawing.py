"""What is published is withdrawn by two people: one proposes it with the reason, another confirms or declines.

Each is one transaction, and refuses with a ValidationError whose messages say what to do. A proposal is a step in the
log of the statement's update; it does not wait for the update, since a wrong figure should not.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from .actions import locked, refuse, withdraw
from .models import Step
from .models.publication import Publication
from .permissions import of_row, why_not
from .steps import note_said


@transaction.atomic
def propose(*, statement: Publication, by, reason: str) -> Step:
    """Proposes to withdraw a published statement. Readers will see the reason, once somebody else has confirmed it."""
    (row,) = locked(type(statement), [statement])
    reason = reason.strip()
    problem = why_not(by, "propose withdrawal", row)
    refuse(
        [of_row(row, problem) if problem else "", "" if reason else gettext("Give the reason; readers will see it.")]
    )
    if Step.objects.proposed_withdrawal(row):
        raise ValidationError(
            gettext("%(row)s: its withdrawal is proposed already. A colleague confirms or declines it.") % {"row": row}
        )
    return note_said(Step.Kind.PROPOSED, row.update, row, by=by, at=timezone.now(), text=reason)


def proposal_to_settle(row: Publication) -> Step:
    proposal = Step.objects.proposed_withdrawal(row)
    if proposal is None:
        raise ValidationError(
            gettext("%(row)s: nobody proposes to withdraw it, or that is settled by now.") % {"row": row}
        )
    return proposal


@transaction.atomic
def confirm(*, statement: Publication, by) -> None:
    """Withdraws what somebody else proposed to, with the reason that they gave."""
    (row,) = locked(type(statement), [statement])
    proposal = proposal_to_settle(row)
    if proposal.by_id == by.pk:
        raise ValidationError(
            gettext("%(row)s: you proposed it yourself. Ask a colleague to confirm it.") % {"row": row}
        )
    withdraw(statement=row, by=by, reason=proposal.text)


@transaction.atomic
def decline(*, statement: Publication, by, reason: str) -> None:
    """Leaves the statement as it is: a reviewer's, or whose proposal it was."""
    (row,) = locked(type(statement), [statement])
    proposal, reason = proposal_to_settle(row), reason.strip()
    problem = "" if proposal.by_id == by.pk else why_not(by, "withdraw", row)
    refuse([of_row(row, problem) if problem else "", "" if reason else gettext("Say why it stays.")])
    note_said(Step.Kind.DECLINED, row.update, row, by=by, at=timezone.now(), text=reason)
