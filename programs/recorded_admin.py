"""The admin's page of a row's history: what people and commands changed in it, from what to what."""

from django.contrib.admin.utils import unquote

from .history import changes


class RecordedAdmin:
    """A model admin whose rows are recorded. Whoever may view a row may view its history; nobody changes it."""

    object_history_template = "admin/recorded_history.html"

    def history_view(self, request, object_id, extra_context=None):
        recorded = changes(self.model, [self.model._meta.pk.to_python(unquote(object_id))])
        return super().history_view(request, object_id, {**(extra_context or {}), "changes": recorded})
