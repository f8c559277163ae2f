"""History of rows that people may change: what each was, when, and who changed it.

`history = Records()` on a model, or `record_links(Model.field)` for a many-to-many field, gives it a table of records
(django-simple-history). Database triggers write them (metrics/recording.py), so that no path of writing goes around.
"""

from django.conf import settings
from django.db import models
from simple_history import register
from simple_history.models import HistoricalRecords


class Records(HistoricalRecords):
    """The table of records of a model. The package's own signals write nothing: they miss `update()` and bulk writes.

    An account that changed something is not deleted, so that "who" stays known: it is deactivated.
    """

    def __init__(self, **options):
        options.setdefault("history_id_field", models.BigAutoField())
        super().__init__(**options)

    def _get_history_user_fields(self):
        user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
        return {"history_user": user}

    def get_meta_options(self, model):
        # Nobody is given leave to write records: triggers do, and whoever may see the row may see its history.
        return {**super().get_meta_options(model), "default_permissions": ()}

    def post_save(self, *args, **kwargs):
        pass

    def pre_delete(self, *args, **kwargs):
        pass

    def post_delete(self, *args, **kwargs):
        pass


class DraftRecord(models.Model):
    """What a draft was. Readers never saw it, so no page of a past day reads it."""

    class Meta:
        abstract = True


class DraftRecords(Records):
    """The table of records of rows that are drafts at first: of what is entered nothing, of each change both sides.

    A row that nobody changed says itself who entered it and when; so entering a hundred thousand costs no record. Its
    columns of foreign keys have no index: records are found by the row that they are of.
    """

    def __init__(self, **options):
        options.setdefault("bases", (DraftRecord,))
        super().__init__(**options)

    def copy_fields(self, model):
        fields = super().copy_fields(model)
        for field in fields.values():
            if isinstance(field, models.ForeignKey):
                field.db_index = False
        return fields


def record_links(field) -> None:
    """Records the rows of a many-to-many field: who is a member from when until when."""
    register(field.through, records_class=Records)
