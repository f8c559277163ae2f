"""The log of the door, and what an administrator does for somebody who lost the second factor."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext, gettext_lazy

from . import events, second_factor
from .models import Kind, SignInEvent

# Providers are set by the environment, addresses by the account; secrets of factors are for nobody's eyes.
for model in (EmailAddress, Authenticator, SocialApp, SocialToken, SocialAccount, get_user_model()):
    admin.site.unregister(model)


@admin.register(SignInEvent)
class SignInEventAdmin(admin.ModelAdmin):
    """Read by whoever administers accounts; changed by nobody."""

    list_display = ["at", "kind", "shown_name", "detail", "address"]
    fields = ["at", "kind", "name", "user", "detail", "address", "user_agent"]
    list_filter = ["kind", "at"]
    search_fields = ["name", "address"]
    search_help_text = gettext_lazy("By the account's name or the IP address.")
    show_full_result_count = False
    list_per_page = 100

    @admin.display(description="account", ordering="name")
    def shown_name(self, event):
        return event.name or "none"

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("auth.change_user")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(get_user_model())
class AccountAdmin(UserAdmin):
    """Django's, with the reset of second factors and of the link to the provider."""

    actions = ["reset_second_factor", "unlink_single_sign_on"]

    def user_change_password(self, request, id, form_url=""):
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            user = self.get_object(request, unquote(id))
            events.record(Kind.PASSWORD_CHANGED, request, user=user, detail=f"by {request.user.get_username()}")
        return response

    @admin.action(
        description=gettext_lazy("Reset the second factor of the selected accounts"),
        permissions=["change"],
    )
    def reset_second_factor(self, request, queryset):
        for user in queryset:
            second_factor.reset(user)
            events.record(Kind.FACTOR_REMOVED, request, user=user, detail=f"all, by {request.user.get_username()}")
            self.log_change(request, user, "Reset the second factor.")
        self.message_user(
            request,
            gettext(
                "The second factor was reset: the next sign-in sets one up anew. Where somebody else may "
                "have it, set a new password as well, which ends every session of the account."
            ),
            messages.SUCCESS,
        )

    @admin.action(
        description=gettext_lazy("Unlink the selected accounts from single sign-on"),
        permissions=["change"],
    )
    def unlink_single_sign_on(self, request, queryset):
        for user in queryset:
            if SocialAccount.objects.filter(user=user).delete()[0]:
                self.log_change(request, user, "Unlinked from single sign-on.")
        self.message_user(
            request,
            gettext(
                "Unlinked. Single sign-on links an account again by its e-mail address; to keep somebody "
                "out, make the account inactive."
            ),
            messages.SUCCESS,
        )
