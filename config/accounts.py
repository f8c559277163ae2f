"""The page of an account at the desk: accounts/ knows nothing of figures, so what ties the two together stands here."""

from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext, gettext_lazy

from accounts.admin import AccountAdmin
from metrics.admin.assignment import AssignmentInline
from metrics.models import Assignment
from metrics.roles import administers
from programs.history import KIND_WORDS, KINDS, name_of, records_of


def assigned(user) -> list[tuple]:
    """(when, by whom, what became of it, place and line) of each record of somebody's assignments, newest first."""
    records = records_of(Assignment).objects.filter(user=user).order_by("-history_id")
    records = records.select_related("history_user", "country", "group", "line")
    return [
        (r.history_date, name_of(r.history_user), KIND_WORDS[KINDS[r.history_type]], str(r.instance)) for r in records
    ]


# Django keeps the names of permissions in English, in the database.
MAY = {
    "add": gettext_lazy("Can add: %(model)s"),
    "change": gettext_lazy("Can change: %(model)s"),
    "delete": gettext_lazy("Can delete: %(model)s"),
    "view": gettext_lazy("Can view: %(model)s"),
}


def permission_label(permission) -> str:
    """ "Metrics: Can change: figures" in the language of whoever looks."""
    model = permission.content_type.model_class()
    verb = permission.codename.partition("_")[0]
    if model is None:
        return str(permission)
    if verb in model._meta.default_permissions and verb in MAY:
        words = MAY[verb] % {"model": model._meta.verbose_name_plural}
    else:
        words = gettext(permission.name)
    return f"{model._meta.app_config.verbose_name}: {words}"


class NamedPermissions:
    """Permissions go by their names in the language of whoever looks."""

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field and db_field.remote_field.model is Permission:
            field.label_from_instance = permission_label
        return field


class RoleAdmin(NamedPermissions, GroupAdmin):
    """A role, by what it lets people do."""


class PersonAdmin(NamedPermissions, AccountAdmin):
    """An account with what its owner is confined to, and who assigned that when."""

    inlines = [AssignmentInline]
    object_history_template = "admin/metrics/assignment/history.html"

    def get_inlines(self, request, obj):
        # An account that is being made has no number yet, and mostly a role to be given first.
        return super().get_inlines(request, obj) if obj else []

    def history_view(self, request, object_id, extra_context=None):
        user = self.get_object(request, unquote(object_id))
        return super().history_view(request, object_id, {**(extra_context or {}), "assigned": assigned(user)})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["is_administrator"] = obj is not None and administers(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


def register(site) -> None:
    site.unregister(get_user_model())
    site.register(get_user_model(), PersonAdmin)
    site.unregister(Group)
    site.register(Group, RoleAdmin)
