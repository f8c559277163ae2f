"""A milestone."""

from django.utils.translation import gettext

from metrics.models import Milestone
from metrics.scopes import Where
from programs.models import Strategy

from .cited import CitedForm


class MilestoneForm(CitedForm):
    """A milestone with its citation. Its strategy follows from its program or line of action."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.corrected and not self.instance.pk:
            for field in Milestone._meta.fields:
                if field.name in self.fields and field.name not in ("update", "supersede_reason"):
                    self.initial.setdefault(field.name, self.corrected.serializable_value(field.name))
            for name in ("countries", "organizations"):
                self.initial.setdefault(name, list(getattr(self.corrected, name).all()))
        if self.corrected:
            self.lock(["slug"], {"slug": self.corrected.slug})
        self.fields["strategy"].required = False
        self.fields["strategy"].help_text = gettext("Empty: that of the program or line of action.")

    def clean(self):
        cleaned = super().clean()
        program, line = cleaned.get("program"), cleaned.get("line")
        if program and line and program.line_id != line.pk:
            self.add_error(
                "line",
                gettext("%(program)s belongs to “%(line)s”. Clear the line of action.")
                % {"program": program, "line": program.line},
            )
        if not cleaned.get("strategy"):
            line = program.line if program else line
            cleaned["strategy"] = line.strategy if line else Strategy.objects.first()
            if not cleaned["strategy"]:
                self.add_error(
                    "strategy", gettext("Choose the program, the line of action or the strategy it belongs to.")
                )
        line = program.line if program else line
        codes = frozenset(country.pk for country in cleaned.get("countries") or [])
        if "countries" not in self.errors:
            place = Where(codes, None, line and line.pk, "milestone")
            self.refuse_outside(place, {"line": "program" if program else "line", "place": "countries"})
        return cleaned
