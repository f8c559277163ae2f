"""What a person says of a finding."""

from django import forms

from metrics.models import Settlement


class SettlementForm(forms.Form):
    """The verdict and why. `fingerprint` is of the finding that the person saw: another has to be looked at anew."""

    verdict = forms.ChoiceField(
        choices=Settlement.Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it was: fixed, explained, or not a problem."},
    )
    note = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80, "class": "vLargeTextField"}),
        help_text="Readers see it with your name and the date.",
        error_messages={"required": "Say why; readers see it."},
    )
    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=32)


class ReopeningForm(forms.Form):
    reason = forms.CharField(
        label="Why it is open again",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80, "class": "vLargeTextField"}),
        help_text="Readers see it with your name and the date.",
        error_messages={"required": "Say why it is open again; readers see it."},
    )
