"""Whether one wants reminders by mail: a page for everybody's own choice, a list of them for administrators."""

from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from metrics.models import ReminderChoice
from metrics.roles import administers

from .base import DeskAdmin


@admin.register(ReminderChoice)
class ReminderChoiceAdmin(DeskAdmin):
    """Administrators see who chose what; nobody chooses for another."""

    list_display = ["user", "by_mail", "language", "changed_at"]
    list_display_links = None
    list_filter = ["by_mail"]
    list_select_related = ["user"]
    ordering = ["user__username"]
    search_fields = ["user__username", "user__email"]
    search_help_text = gettext_lazy("Somebody's user name or address.")
    actions = None

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="metrics_reminderchoice_changelist"),
            path("mine/", view(self.mine_view), name="metrics_reminders"),
        ]

    def has_module_permission(self, request):
        return administers(request.user)

    def has_view_permission(self, request, obj=None):
        return administers(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        # With the account that it is of; there is no page to delete one by itself.
        return True

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def mine_view(self, request):
        """One's own choice."""
        if request.method == "POST":
            wanted = request.POST.get("by_mail", "")
            if wanted not in ("yes", "no"):
                raise BadRequest(gettext("Choose whether you want reminders, and save again."))
            ReminderChoice.objects.update_or_create(
                user=request.user, defaults={"by_mail": wanted == "yes", "changed_at": timezone.now()}
            )
            said = (
                gettext("You get reminders by mail.")
                if wanted == "yes"
                else gettext("You get no more reminders by mail.")
            )
            self.message_user(request, said, messages.SUCCESS)
            return redirect("admin:metrics_reminders")
        choice = ReminderChoice.objects.filter(user=request.user).first()
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Reminders by mail"),
            "subtitle": None,
            "opts": self.opts,
            "by_mail": choice is None or choice.by_mail,
        }
        return TemplateResponse(request, "admin/desk/reminders.html", context)
