"""A row of an update's grid as the figure form reads it: the same words, the same checks, the same save."""

from metrics.models import Figure

from .figure import FigureForm, rival_key


class RowForm(FigureForm):
    """The figure form without its page.

    What states this already is found rather than ticked off: `equal` is a figure that says exactly the same, `restated`
    a published one that this would correct, `twin` a draft of the same update. A rival of another source, with a rank
    that is not preferred, is one that the person has seen: the row names it.
    """

    corrected = None

    class Meta:
        model = Figure
        fields = (
            "indicator",
            "countries",
            "group",
            "value",
            "qualifier",
            "unit",
            "missing",
            "period_start",
            "period_end",
            "period_as_stated",
            "period_note",
            "role",
            "rank",
            "category",
            "update",
            "note",
            "supersede_reason",
        )

    def __init__(self, data=None, *, corrected: Figure | None = None, **kwargs):
        self.corrected = corrected
        self.equal = self.restated = self.twin = None
        self.rivals: list[Figure] = []
        super().__init__(data, **kwargs)

    def as_data(self) -> dict:
        """What a browser would send of the form as it opens."""
        found = {name: self[name].value() for name in self.fields}
        data = {name: "" if value is None else getattr(value, "pk", value) for name, value in found.items()}
        data["countries"] = [getattr(country, "pk", country) for country in found["countries"] or []]
        data["whole_world"] = "on" if found["whole_world"] else ""
        data["filled"] = self.initial.get("filled", "")
        return data

    def check_rivals(self):
        figure, cleaned = self.instance, self.cleaned_data
        source, rank = cleaned["source"], cleaned.get("rank") or figure.rank
        self.rivals = self.beside()["rivals"]
        for rival in self.rivals:
            if rival.citation is None or not rival.is_restated_by(source.pk, rank):
                continue
            if rival.status != Figure.Status.PUBLISHED and rival.update_id != figure.update_id:
                continue
            if self.says(rival):
                self.equal = self.equal or rival
            elif rival.status == Figure.Status.PUBLISHED:
                self.restated = self.restated or rival
            else:
                self.twin = self.twin or rival
        # Whoever gives a statement the rank normal, or the reason of a correction, has seen what it stands beside.
        published = [rival for rival in self.rivals if rival.status == Figure.Status.PUBLISHED]
        self.data = {**self.data, "seen_rivals": rival_key(published)}

    def says(self, other: Figure) -> bool:
        """Whether the other says exactly what the row does."""
        mine, cleaned = self.instance, self.cleaned_data
        unit = mine.unit_id or mine.indicator.unit_id
        fields = ("value", "missing", "qualifier", "period_as_stated", "rank")
        cited = ("source", "section", "as_stated")
        return (
            unit == other.unit_id
            and all(getattr(mine, name) == getattr(other, name) for name in fields)
            and all(getattr(other.citation, name) == cleaned[name] for name in cited)
        )
