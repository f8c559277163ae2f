"""A strategy that lives: day by day it is reported on, corrected, withdrawn, renamed, regrouped and rearranged."""

import datetime as dt
import random

from metrics import actions
from metrics.models import Figure, FigureRelation, Indicator, Milestone, Source, Update
from metrics.recording import recorded
from programs.models import CountryGroup, LineOfAction, Organization, Participation, Program, Strategy
from tests import factories as make

COUNTRIES = ("GTM", "HND", "SLV", "MEX")
FIRST_DAY = dt.date(2023, 5, 1)


class World:
    """`day` is what it counts as today. Each deed of `DEEDS` happens at a later hour of it than the one before."""

    def __init__(self, seed: int):
        self.of = random.Random(seed)  # noqa: S311 (the same history for the same seed)
        self.day, self.hour = FIRST_DAY, 1
        for code in COUNTRIES:
            make.country(code)
        self.strategy = make.strategy(slug="cmms")
        self.lines = [make.line(strategy=self.strategy) for _ in range(2)]
        agencies = [make.organization(acronym=f"A{n}") for n in range(2)]
        self.programs = [make.program(line=line, countries=COUNTRIES[:2]) for line in self.lines]
        for program, agency in zip(self.programs, agencies, strict=True):
            make.participation(program=program, organization=agency)
        self.halves = make.breakdown()
        self.categories = [make.category(breakdown=self.halves, position=n) for n in (1, 2)]
        self.indicators = [make.indicator(program=program, breakdowns=[self.halves]) for program in self.programs]
        self.indicators.append(make.indicator(strategy=self.strategy))
        self.group = make.group(members=COUNTRIES[:3], slug="north")
        self.sources = [make.source() for _ in range(2)]
        self.editor = make.user()

    # --- Time --------------------------------------------------------------------------------------------------------

    @property
    def now(self) -> dt.datetime:
        return dt.datetime.combine(self.day, dt.time(min(self.hour, 23)), tzinfo=dt.UTC)

    def live_a_day(self, deeds: int) -> None:
        for _ in range(deeds):
            self.hour += 1
            with recorded(by=self.editor.pk, at=self.now):
                self.of.choice(DEEDS)(self)

    def next_day(self) -> None:
        self.day, self.hour = self.day + dt.timedelta(days=1), 1

    # --- Statements --------------------------------------------------------------------------------------------------

    def one(self, rows):
        found = list(rows)
        return self.of.choice(found) if found else None

    def name(self, what: str) -> str:
        return f"{what} {self.of.randrange(10_000)}"

    def report(self):
        """An update with some figures and a milestone."""
        update = make.update(opened_at=self.now, recorded_at=self.now)
        for _ in range(self.of.randint(1, 3)):
            indicator = self.one(self.indicators)
            place = self.of.choice([{"countries": (c,)} for c in COUNTRIES] + [{"countries": ("GTM", "HND")}, {}])
            category = self.one([None, None, *self.categories]) if indicator.program_id else None
            figure = make.figure(
                indicator=Indicator.objects.get(pk=indicator.pk),
                value=self.of.randint(1, 500),
                role=self.of.choice(["actual", "target", "baseline"]),
                period=self.of.choice([2020, 2021, 2022]),
                category=category,
                update=update,
                citation=make.citation(source=self.one(self.sources)),
                rank=self.of.choice(["preferred", "normal"]),
                at=self.now,
                **(place or {"group": CountryGroup.objects.get(pk=self.group.pk)}),
            )
            rivals = Figure.objects.filter(status="published", rank="preferred").same_identity(figure)
            if figure.rank == "preferred" and rivals.exists():
                figure.delete()
            else:
                make.brought_to("published", figure, at=self.now)
        make.milestone(
            program=self.one(self.programs),
            line=None,
            update=update,
            citation=make.citation(source=self.one(self.sources)),
            status="published",
            at=self.now,
        )

    def correct(self):
        figure = self.one(Figure.objects.filter(status="published"))
        if figure:
            make.correction(of=figure, value=self.of.randint(1, 500), reason=self.name("Reason"), at=self.now)

    def withdraw(self):
        statement = self.one(
            [*Figure.objects.filter(status="published"), *Milestone.objects.filter(status="published")]
        )
        if statement:
            actions.withdraw(statement=statement, by=make.publisher(), reason=self.name("Reason"), at=self.now)

    def relate(self):
        figures = list(Figure.objects.filter(status="published"))
        if len(figures) > 1:
            one, other = self.of.sample(figures, 2)
            kind = self.of.choice(["component_of", "share_of", "subset_of"])
            if not FigureRelation.objects.filter(from_figure=one, kind=kind, to_figure=other, ended_at=None).exists():
                make.relation(from_figure=one, to_figure=other, kind=kind, declared_at=self.now)

    def unrelate(self):
        relation = self.one(FigureRelation.objects.filter(ended_at=None))
        if relation:
            ended = {"ended_at": self.now, "ended_by": make.publisher()}
            FigureRelation.objects.filter(pk=relation.pk).update(**ended)

    # --- What people may change --------------------------------------------------------------------------------------

    def rename(self):
        model = self.of.choice([Strategy, LineOfAction, Program, Organization, CountryGroup, Indicator])
        row = self.one(model.objects.all())
        row.name = self.name(model.__name__)
        row.save()

    def retitle(self):
        model = self.of.choice([Source, Update])
        row = self.one(model.objects.all())
        if row:
            model.objects.filter(pk=row.pk).update(title=self.name("Title"), note=self.name("Note"))

    def rewrite(self):
        Program.objects.filter(pk=self.one(self.programs).pk).update(
            summary=self.name("Summary"), status=self.of.choice(["active", "completed"])
        )
        Indicator.objects.filter(pk=self.one(self.indicators).pk).update(
            definition=self.name("Definition"), limitations=self.name("Limits")
        )

    def rearrange(self):
        for row in (*self.programs, *self.indicators, *self.categories):
            type(row).objects.filter(pk=row.pk).update(position=self.of.randrange(10))

    def move(self):
        program = self.one(self.programs)
        Program.objects.filter(pk=program.pk).update(line=self.one(self.lines))

    def regroup(self):
        members = self.of.sample(COUNTRIES, self.of.randint(1, 4))
        self.group.members.set([make.country(code) for code in members])
        self.one(self.programs).countries.set([make.country(c) for c in self.of.sample(COUNTRIES, 2)])

    def join(self):
        organization, program = self.one(Organization.objects.all()), self.one(self.programs)
        held = Participation.objects.filter(organization=organization, program=program)
        if held.exists():
            held.delete()
        else:
            Participation.objects.create(organization=organization, program=program, role="partner")

    def enlarge(self):
        """What is new holds from now on."""
        program = make.program(line=self.one(self.lines), countries=COUNTRIES[1:3], recorded_at=self.now)
        make.indicator(program=program, recorded_at=self.now)
        make.source(recorded_at=self.now)

    def reunite(self):
        unit = self.indicators[0].unit
        type(unit).objects.filter(pk=unit.pk).update(plural=self.name("people "))

    def recite(self):
        one, update = self.one(self.sources), self.one(Update.objects.all())
        if update:
            update.sources.set([one])


DEEDS = [
    *[World.report] * 4,
    *[World.correct] * 3,
    World.withdraw,
    World.withdraw,
    World.relate,
    World.unrelate,
    World.rename,
    World.rename,
    World.retitle,
    World.rewrite,
    World.rearrange,
    World.move,
    World.regroup,
    World.join,
    World.enlarge,
    World.reunite,
    World.recite,
]
