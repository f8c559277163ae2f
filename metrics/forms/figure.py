"""A figure, entered by its words."""

import json

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext

from metrics import understanding
from metrics.findings.drafts import findings_of_entry
from metrics.models import Citation, Figure, Indicator
from metrics.models.source import SILENCES
from metrics.rules import Finding
from metrics.scopes import Where
from metrics.typed_choices import TypedAutocompleteSelect, TypedChoiceField, typed_name
from programs.models import Program

from .cited import NO_SUCH_ROW, CitedForm


class NumberField(forms.DecimalField):
    """A number that is typed and shown with its thousands apart: 169,000,000."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "widget": forms.TextInput(attrs={"inputmode": "decimal", "class": "vTextField"})})

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else understanding.plain(value)

    def to_python(self, value):
        if isinstance(value, str):
            whole, point, fraction = value.strip().partition(".")
            groups = whole.lstrip("-").split(",")
            if len(groups) > 1:
                if not (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
                    raise ValidationError(
                        gettext("Write the number as 169,000,000 or 169000000, with a point for decimals.")
                    )
                value = whole.replace(",", "") + point + fraction
        return super().to_python(value)


class FigureForm(CitedForm):
    """One figure, entered by its words.

    The words fill in what the person has not set: a field is the form's to fill while it is empty or holds what the
    form itself put there. `filled` carries that from page to page: which words were read, and what was filled in.
    The same rule serves the page with JavaScript (through the understand view), without it, and the final save.
    """

    words = forms.CharField(
        label=gettext_lazy("Type the words as stated"),
        max_length=1000,
        required=False,
        widget=forms.TextInput(
            attrs={
                "class": "vTextField",
                "autofocus": True,
                "autocomplete": "off",
                "spellcheck": "false",
                "aria-describedby": "understood",
                "placeholder": gettext_lazy("nearly $169 million in FY 2022"),
            }
        ),
    )
    filled = forms.CharField(required=False, widget=forms.HiddenInput)
    program = TypedChoiceField(
        label=gettext_lazy("Program"),
        queryset=Program.objects.all(),
        required=False,
        widget=TypedAutocompleteSelect(Indicator._meta.get_field("program"), admin.site),
        help_text=gettext_lazy("Only narrows the list of indicators."),
    )
    value = NumberField(label=gettext_lazy("Value"), required=False, max_digits=15, decimal_places=3)
    whole_world = forms.BooleanField(label=gettext_lazy("Whole world"), required=False)
    seen_rivals = forms.CharField(required=False, widget=forms.HiddenInput)

    PASSING = frozenset({"words", "filled", "program", "seen_rivals"})
    IDENTITY = ("indicator", "role", "period_start", "period_end", "countries", "group", "whole_world", "category")
    KEPT = ("period_start", "period_end", "period_as_stated", "period_note")

    def __init__(self, data=None, *args, **kwargs):
        # "Read the words" and the understand view want the form filled, and no complaints yet.
        self.only_reading = data is not None and "_read" in data
        super().__init__(data, *args, **kwargs)
        self.fields["indicator"].error_messages.update(
            required=gettext("Choose what is measured."),
            invalid_choice=NO_SUCH_ROW.format(gettext("indicator")),
        )
        self.fields["unit"].required = False
        base = self.instance if self.instance.pk else self.corrected
        if base:
            self.start_from(base)
        if self.corrected:
            values = {**self.initial, "whole_world": self.corrected.coverage == Figure.Coverage.GLOBAL}
            self.lock(self.IDENTITY, values)
            self.fields.pop("program", None)
        self.understood = self.fill() if self.is_bound else self.read_at_first()

    # --- What the form starts with ---------------------------------------------------------------------------------

    def start_from(self, figure):
        """The form shows this figure: the draft that is edited, or the published one that is corrected."""
        for name in self.fields:
            if name in ("update", "supersede_reason") and not self.instance.pk:
                continue
            if name in {field.name for field in Figure._meta.fields}:
                self.initial.setdefault(name, figure.serializable_value(name))
        is_group = figure.coverage == Figure.Coverage.GROUP
        self.initial["countries"] = [] if is_group else list(figure.countries.all())
        self.initial["whole_world"] = figure.coverage == Figure.Coverage.GLOBAL
        self.initial["program"] = figure.indicator.program_id
        if figure.citation:
            self.initial.setdefault("words", figure.citation.as_stated)

    def read_at_first(self):
        """On a page that was just opened every field is the form's to fill, should the words change."""
        understood = understanding.read(
            self.initial.get("words", ""), self.value_now("source"), self.value_now("indicator")
        )
        held = {name: text(self[name].value()) for name in understanding.FILLED}
        kept = {name: held[name] for name in self.KEPT if held[name]}
        self.initial["filled"] = json.dumps(
            {
                "key": self.key_of_reading(understood.words) if understood.words else "",
                "read": held,
                "kept": {"qualifier": Figure.Qualifier.EXACT.value, **kept},
            }
        )
        return understood

    # --- Filling ---------------------------------------------------------------------------------------------------

    def key_of_reading(self, words: str) -> str:
        """What a reading depends on: the words, the source's language and date, the indicator's unit."""
        source, indicator = self.value_now("source"), self.value_now("indicator")
        return f"{words}|{source.pk if source else ''}|{indicator.pk if indicator else ''}"

    def fill(self):
        """Reads the words and fills each field that the person has not set."""
        words = (self.data.get("words") or "").strip()
        understood = understanding.read(words, self.value_now("source"), self.value_now("indicator"))
        filled = state_of(self.data.get("filled"))
        key = self.key_of_reading(words)
        if not words or filled.get("key") == key:
            return understood
        read, kept = filled.get("read", {}), filled.get("kept", {})
        # What the words leave open stays as it was kept; what earlier words said goes with them. A period is one thing:
        # an open start is never taken from another period.
        wanted = {**kept, **{name: value for name, value in understood.fields.items() if value}}
        if understood.fields.get("period_as_stated"):
            wanted.update({name: understood.fields[name] for name in self.KEPT})
        data = self.data.copy()
        for name in understanding.FILLED:
            if name not in self.fields or self.fields[name].disabled or data.get(typed_name(name)):
                continue
            if text(data.get(name)) in ("", read.get(name), kept.get(name)):
                data[name] = wanted.get(name, "")
        data["filled"] = json.dumps({"key": key, "read": understood.fields, "kept": kept})
        self.data = data
        return understood

    def stated_value(self) -> str | None:
        """The value that the words state, as the field of the value shows it."""
        return self.understood.fields.get("value")

    # --- Checking --------------------------------------------------------------------------------------------------

    def full_clean(self):
        super().full_clean()
        if self.only_reading and self.is_bound:
            # Only a typed name that fits nothing, or several, is worth saying now.
            for name in [name for name in self._errors if not self.data.get(typed_name(name))]:
                del self._errors[name]

    def is_valid(self):
        return super().is_valid() and not self.only_reading

    def clean(self):
        cleaned = super().clean()
        self.set_place(cleaned)
        self.instance.entered_at = self.instance.entered_at or timezone.now()
        if self.understood.problem and cleaned.get("value") is None and not cleaned.get("missing"):
            self.add_error(
                "words",
                gettext("%(problem)s Or fill in the value below yourself.") % {"problem": self.understood.problem},
            )
        value = cleaned.get("value")
        if value is not None and cleaned.get("as_stated") in SILENCES:
            self.add_error(
                "as_stated", gettext("These words say that there is no value. Give the source's own words for it.")
            )
        if self.understood.mismatch and value is not None and text(understanding.plain(value)) == self.stated_value():
            self.add_error("indicator", self.understood.mismatch)
        return cleaned

    def set_place(self, cleaned):
        """One country is single, several are joint, a group or the whole world stands for itself."""
        figure = self.instance
        if self.corrected:
            for name in ("coverage", "place_key", "group"):
                setattr(figure, name, getattr(self.corrected, name))
            cleaned["countries"] = list(self.corrected.countries.all())
            self.refuse_place(cleaned, self.corrected.group)
            return
        countries, group = list(cleaned.get("countries") or []), cleaned.get("group")
        world = cleaned.get("whole_world")
        if {"countries", "group"} & self._errors.keys():
            return
        if not countries and not group and not world:
            self.add_error(
                "countries",
                gettext(
                    "Say where: one country, several that the figure covers together, a group, or the whole world."
                ),
            )
            return
        if bool(countries) + bool(group) + bool(world) > 1:
            self.add_error(
                "group" if group else "whole_world",
                gettext("Choose either countries, or a group, or the whole world, and clear the others."),
            )
            return
        if world:
            figure.coverage = Figure.Coverage.GLOBAL
        elif group:
            figure.coverage = Figure.Coverage.GROUP
            cleaned["countries"] = list(group.members.all())
        else:
            figure.coverage = Figure.Coverage.JOINT if len(countries) > 1 else Figure.Coverage.SINGLE
        figure.place_key = Figure.place_key_of(figure.coverage, [c.pk for c in countries], group and group.slug)
        self.refuse_place(cleaned, group)

    def refuse_place(self, cleaned, group):
        program = cleaned["indicator"].program if cleaned.get("indicator") else None
        place = Where(frozenset(c.pk for c in cleaned["countries"]), group and group.pk, program and program.line_id)
        at = {Figure.Coverage.GLOBAL: "whole_world", Figure.Coverage.GROUP: "group"}
        if cleaned.get("indicator"):
            self.refuse_outside(place, {"line": "indicator", "place": at.get(self.instance.coverage, "countries")})

    def _post_clean(self):
        super()._post_clean()
        if not self.only_reading and not self._errors:
            self.check_rivals()

    def check_rivals(self):
        rivals = self.beside()["rivals"]
        published = [rival for rival in rivals if rival.status == Figure.Status.PUBLISHED]
        if published and self.cleaned_data.get("seen_rivals") != rival_key(published):
            self.add_error(
                None,
                ngettext(
                    "%(num)s published statement says how much this already was, for the same period, place and "
                    "category. They are listed beside the form. Tick “I have seen the rival statements” and save "
                    "again, or correct the published figure instead.",
                    "%(num)s published statements say how much this already was, for the same period, place and "
                    "category. They are listed beside the form. Tick “I have seen the rival statements” and save "
                    "again, or correct the published figure instead.",
                    len(published),
                )
                % {"num": len(published)},
            )

    def beside(self) -> dict:
        """What stands beside the figure: the one it follows, its rivals, and what may be the same entered twice."""
        # A correction has the identity of what it corrects, also before anything is typed.
        figure = self.instance if self.instance.indicator_id or not self.corrected else self.corrected
        if not (figure.indicator_id and figure.place_key):
            return {"previous": None, "rivals": [], "doubles": []}
        source = self.cleaned_data.get("source") if hasattr(self, "cleaned_data") else None
        figure.reference_date = figure.period_end or (source and source.stated_on) or figure.period_start
        related = Figure.objects.select_related("unit", "indicator", "citation__source", "entered_by", "update")
        out_of_it = [figure.supersedes_id, figure.pk]
        rivals = list(
            related.same_identity(figure)
            .filter(status__in=[Figure.Status.PUBLISHED, Figure.Status.SUBMITTED, Figure.Status.DRAFT])
            .exclude(pk__in=[pk for pk in out_of_it if pk])
            .order_by("pk")[:20]
        )
        doubles = (
            related.filter(indicator=figure.indicator_id, place_key=figure.place_key, value=figure.value)
            .exclude(status__in=Figure.ENDED)
            .exclude(pk__in=[pk for pk in [*out_of_it, *(rival.pk for rival in rivals)] if pk])
            .order_by("-pk")[:5]
            if figure.value is not None
            else []
        )
        before = related.exclude(pk__in=[pk for pk in [*out_of_it, *(rival.pk for rival in rivals)] if pk])
        return {"previous": before.previous_of(figure), "rivals": rivals, "doubles": list(doubles)}

    def findings(self) -> list[Finding]:
        """What the rules would find with the figure in force as it stands in the form."""
        figure = self.instance
        if not (figure.indicator_id and figure.place_key) or (figure.value is None and not figure.missing):
            return []
        figure.unit = figure.unit if figure.unit_id else figure.indicator.unit
        cited = {name: self.value_now(name) for name in ("source", "section", "as_stated")}
        held = figure.citation if figure.citation_id else None
        if held and all((getattr(held, name) or None) == value for name, value in cited.items()):
            return findings_of_entry(figure, held)
        return findings_of_entry(
            figure,
            Citation(source=cited["source"], section=cited["section"] or "", as_stated=cited["as_stated"] or ""),
        )


def rival_key(rivals) -> str:
    """Names the rivals that a person has seen: one more, and it has to be looked at again."""
    return ",".join(str(rival.pk) for rival in rivals)


def text(value) -> str:
    """A form value as the browser sends it."""
    return "" if value is None else str(value).strip()


def state_of(sent: str | None) -> dict:
    """What the form sent along about itself; nothing where that is damaged, since it only decides what is filled."""
    try:
        state = json.loads(sent or "{}")
    except ValueError:
        return {}
    if not isinstance(state, dict) or not all(isinstance(state.get(key, {}), dict) for key in ("read", "kept")):
        return {}
    return state
