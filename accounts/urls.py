"""Addresses under /accounts/. Named one by one: what allauth could do besides (sign-up, e-mail, links) is not here."""

from allauth.account import views as account
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import include, path

from . import views

urlpatterns = [
    path("login/", views.leads_to_the_provider(account.login), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", views.no_password, name="account_set_password"),
    # Says that sign-up is closed.
    path("signup/", account.signup, name="account_signup"),
    path("2fa/", include("allauth.mfa.urls")),
    path("oidc/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/error/", social.login_error, name="socialaccount_login_error"),
    path(
        "oidc/<slug:provider_id>/login/",
        views.leads_to_the_provider(views.asks_the_provider(openid_connect.login)),
        name="openid_connect_login",
    ),
    path(
        "oidc/<slug:provider_id>/login/callback/",
        views.asks_the_provider(openid_connect.callback),
        name="openid_connect_callback",
    ),
]
