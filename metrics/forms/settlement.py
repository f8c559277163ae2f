"""What a person says of a finding."""

from django import forms
from django.utils.translation import gettext_lazy

from metrics.models import Settlement


class SettlementForm(forms.Form):
    """The verdict and why. `fingerprint` is of the finding that the person saw: another has to be looked at anew."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Verdict"),
        choices=Settlement.Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it was: fixed, explained, or not a problem.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Readers see it with your name and the date."),
        error_messages={"required": gettext_lazy("Say why; readers see it.")},
    )
    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=32)


class ReopeningForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is open again"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Readers see it with your name and the date."),
        error_messages={"required": gettext_lazy("Say why it is open again; readers see it.")},
    )
