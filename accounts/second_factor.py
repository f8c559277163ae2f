"""Whether a session has shown a second factor. The proof stands in the session and names its user."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils.translation import gettext

PROVEN = "second_factor_of"
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def prove(request, user) -> None:
    request.session[PROVEN] = user.pk


def is_proven(request) -> bool:
    return request.session.get(PROVEN) == request.user.pk


def proven_by_provider(sociallogin) -> bool:
    """Whether the identity provider says that it asked for several factors (`amr`, RFC 8176).

    Only the ID token is believed, which came from the provider itself.
    """
    claims = (sociallogin.account.extra_data or {}).get("id_token") or {}
    methods = claims.get("amr")
    return isinstance(methods, list) and "mfa" in methods


def address_to_prove(user) -> str:
    """Where a session without proof goes: to show a factor, or to set one up where the user has none."""
    types = set(Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).values_list("type", flat=True))
    if Authenticator.Type.TOTP in types:
        return reverse("mfa_reauthenticate")
    if types:
        return reverse("mfa_reauthenticate_webauthn")
    return reverse("mfa_index")


def way_in(request) -> str:
    """In words how this session signed in: "password", "password, authenticator app", "passkey"."""
    words = {"totp": gettext("authenticator app"), "webauthn": "passkey", "recovery_codes": gettext("recovery code")}
    said = []
    for record in get_authentication_records(request, request.user):
        said.append(words.get(record.get("type"), record["method"]))
    return ", ".join(dict.fromkeys(said))


def reset(user) -> int:
    """Takes all factors and recovery codes off a user, and says how many factors that were."""
    found = Authenticator.objects.filter(user=user)
    number = found.filter(type__in=SECOND_FACTORS).count()
    found.delete()
    return number
