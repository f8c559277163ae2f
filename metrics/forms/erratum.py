"""The form of an erratum."""

from django import forms
from django.utils.translation import gettext

from metrics.errata import refuse_words_that_stand_nowhere
from metrics.models import Erratum, Figure


class ErratumForm(forms.ModelForm):
    """A known mistake of a source, whole: once it is recorded it does not change."""

    class Meta:
        model = Erratum
        fields = ["source", "section", "as_stated", "what_is_right", "why", "reported_to", "reported_on", "figures"]

    def clean_figures(self):
        figures = self.cleaned_data["figures"]
        if any(figure.status not in Figure.ONCE_PUBLISHED for figure in figures):
            raise forms.ValidationError(
                gettext("Only published figures have a page that says it. Leave out the others.")
            )
        return figures

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            try:
                refuse_words_that_stand_nowhere(self.instance)
            except forms.ValidationError as refusal:
                self.add_error(None, refusal)
