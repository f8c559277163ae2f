"""What the forms of figures and milestones share: the citation, in the same form; and the form of a reason."""

from django import forms
from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy

from metrics.models import Citation, Source
from metrics.models.source import validate_as_stated
from metrics.scopes import Outside, Where, why_outside
from metrics.typed_choices import TypedAutocompleteSelect, TypedChoiceField

NO_SUCH_ROW = gettext_lazy("There is no such {} any more. Choose another.")
SECTIONS_SHOWN = 50


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 4, "cols": 80, "class": "vLargeTextField", "autofocus": True}),
        help_text=gettext_lazy("Readers see it on the statement's page, with the date."),
        error_messages={"required": gettext_lazy("Give the reason; readers see it.")},
    )


class CommentForm(ReasonForm):
    """What a reviewer says to the author."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.label = gettext("What has to be mended")
        field.help_text = gettext("Its author sees it, readers do not. @name speaks to a colleague.")
        field.error_messages["required"] = gettext("Say what has to be mended; its author sees it.")


class CitedForm(forms.ModelForm):
    """A statement with its citation: the source, the section and the words, in the same form."""

    source = TypedChoiceField(
        label=gettext_lazy("Source"),
        queryset=Source.objects.all(),
        widget=TypedAutocompleteSelect(Citation._meta.get_field("source"), admin.site),
        error_messages={
            "required": gettext_lazy("Say which source states it. If it is not listed yet, add it with the plus sign."),
            "invalid_choice": format_lazy(NO_SUCH_ROW, gettext_lazy("source")),
        },
    )
    section = forms.CharField(
        label=gettext_lazy("Section"),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField", "list": "sections", "autocomplete": "off"}),
        help_text=Citation._meta.get_field("section").help_text,
    )
    as_stated = forms.CharField(
        label=gettext_lazy("As stated"),
        max_length=200,
        validators=[validate_as_stated],
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("The source's own words for it, eight at most."),
        error_messages={
            "required": gettext_lazy("Give the source's own words for it, eight at most."),
            "max_length": gettext_lazy("That is too long. Keep only the statement's own words, eight at most."),
        },
    )

    # Set by the admin: the published statement that this one corrects.
    corrected = None
    # Set by the admin: who enters it, held against their assignments; None: nobody who is confined.
    user = None
    outside: Outside | None = None
    # Whether the form is only to be filled, and nothing is saved.
    only_reading = False
    # Fields that are of the form only: a change of them changes no statement.
    PASSING: frozenset[str] = frozenset()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        base = self.instance if self.instance.pk else self.corrected
        if base and base.citation:
            for name in ("source", "section", "as_stated"):
                self.initial.setdefault(name, getattr(base.citation, name if name != "source" else "source_id"))
        if self.corrected:
            self.instance.supersedes = self.corrected
            self.fields["supersede_reason"].required = True
            self.fields["supersede_reason"].error_messages["required"] = gettext("Say what was wrong; readers see it.")
        else:
            self.fields.pop("supersede_reason", None)
        self.fields["update"].error_messages = {
            "required": gettext("Choose the update it belongs to. If none is open, open one with the plus sign."),
            "invalid_choice": format_lazy(NO_SUCH_ROW, gettext_lazy("update")),
        }

    def lock(self, names, values):
        """Shows these fields with these values; nothing sent changes them."""
        for name in names:
            if name in self.fields:
                self.fields[name].disabled = True
                self.initial[name] = values[name]

    def refuse_outside(self, place: Where, fields: dict[str, str]) -> None:
        """Says at the field of the line or of the place, named in `fields`, that it is not this person's to enter."""
        self.outside = why_outside(self.user, place) if self.user else None
        if self.outside and not self.only_reading:
            field = fields[self.outside.of]
            self.add_error(field if field in self.fields else None, self.outside.sentence)

    def sections(self) -> list[str]:
        """Sections already cited from the chosen source, to choose from."""
        source = self.value_now("source")
        if not source:
            return []
        used = Citation.objects.filter(source=source).exclude(section="").order_by("section")
        return list(used.values_list("section", flat=True).distinct()[:SECTIONS_SHOWN])

    def value_now(self, name):
        """What the field holds at this moment, cleaned; None where it is empty or cannot be understood."""
        if not self.is_bound or self.fields[name].disabled:
            value = self.get_initial_for_field(self.fields[name], name)
        else:
            value = self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        try:
            return self.fields[name].clean(value) or None
        except ValidationError:
            return None

    def _update_errors(self, errors):
        # What the model says of a field that this form does not show is said above the form.
        if hasattr(errors, "error_dict"):
            hidden = [name for name in errors.error_dict if name not in self.fields and name != NON_FIELD_ERRORS]
            for name in hidden:
                errors.error_dict.setdefault(NON_FIELD_ERRORS, []).extend(errors.error_dict.pop(name))
        super()._update_errors(errors)

    def save(self, commit=True):
        held = self.instance.citation if self.instance.pk else None
        wanted = {name: self.cleaned_data[name] for name in ("source", "section", "as_stated")}
        if not held or any(getattr(held, name) != value for name, value in wanted.items()):
            self.instance.citation = Citation.objects.filter(**wanted).first() or Citation.objects.create(**wanted)
        return super().save(commit)
