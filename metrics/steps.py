"""Writing the log of updates (metrics/models/step.py), in the transaction of what it tells of."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from programs.languages import in_english

from .models import Figure, Mention, Step, Update
from .models.publication import Publication
from .permissions import may

LONGEST_ABOUT = Step._meta.get_field("about").max_length
# "@ana.lopez" at the start of a word; what follows a name, as in "@ana.", is not of it.
MENTION = re.compile(r"(?<![\w.+-])@([\w.@+-]*\w)")


def note(
    kind: str,
    statements: Iterable[Publication],
    *,
    by,
    at: dt.datetime,
    text: str = "",
    details: Mapping[Publication, dict] | None = None,
) -> None:
    """Writes one step for each statement. Figures have to come with their indicator and unit, or each costs queries."""
    Step.objects.bulk_create(
        (
            Step(
                update_id=row.update_id,
                **{row._meta.model_name: row},
                kind=kind,
                by=by,
                at=at,
                about=in_english(row)[:LONGEST_ABOUT],
                text=text,
                details=(details or {}).get(row, {}),
            )
            for row in statements
        ),
        batch_size=1000,
    )


def note_update(kind: str, update: Update, *, by, at: dt.datetime, text: str = "", details: dict | None = None) -> Step:
    """Writes a step that is about the update as a whole."""
    return Step.objects.create(update=update, kind=kind, by=by, at=at, text=text, details=details or {})


def mentioned_in(text: str) -> list[AbstractUser]:
    """Those to whom the text speaks by name. Raises ValidationError for names of nobody who may see the desk."""
    names = dict.fromkeys(MENTION.findall(text))
    found = {each.get_username(): each for each in get_user_model().objects.filter(username__in=names, is_active=True)}
    sees = {name: person for name, person in found.items() if person.is_staff and may(person, "view", Figure)}
    unknown = [name for name in names if name not in sees]
    if unknown:
        raise ValidationError(
            [
                gettext("@%(name)s: nobody of this user name can see this. Check the name, or write it without the @.")
                % {"name": name}
                for name in unknown
            ]
        )
    return list(sees.values())


def note_said(kind: str, update: Update, statement: Publication | None, *, by, at: dt.datetime, text: str) -> Step:
    """Writes what a person said, with whom it mentions."""
    people = mentioned_in(text)
    about = {statement._meta.model_name: statement, "about": in_english(statement)[:LONGEST_ABOUT]} if statement else {}
    step = Step.objects.create(update=update, kind=kind, by=by, at=at, text=text, **about)
    Mention.objects.bulk_create(Mention(step=step, person=person) for person in people)
    return step
