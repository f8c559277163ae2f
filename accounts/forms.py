"""Forms that differ from allauth's."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext


class AddPasskeyForm(AddWebAuthnForm):
    """A new key logs in by itself unless somebody says otherwise: that is what a passkey is for."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = gettext("Name of this key")
        self.fields["name"].max_length = 100
        field = self.fields["passwordless"]
        field.initial = True
        field.label = gettext("Log in with this key alone, without a password")
        field.help_text = gettext("Some older keys have no room for this; for them, take the tick away.")
