"""Assignments: given on the page of an account, and held against whatever a confined person tries at the desk."""

from html import unescape

import pytest
from django.contrib.auth.models import Group

from metrics import importing, reviewing
from metrics.models import Assignment, Citation, Figure, FigureRelation, FindingRecord, Settlement
from metrics.scopes import scope_of
from tests import factories
from tests.worlds.sheets import check, csv_of, kinds, problems, row

from .pages import ADD, address, errors_of, messages_of

pytestmark = pytest.mark.django_db

HONDURAS = "You are assigned to Honduras; this figure covers Guatemala."
MILESTONES = "/admin/metrics/milestone/"


def text_of(response) -> str:
    return unescape(response.content.decode())


class TestAccounts:
    @pytest.fixture
    def ana(self):
        return factories.user(role="Editor", username="ana")

    def page(self, user, step="change"):
        return f"/admin/auth/user/{user.pk}/{step}/"

    def form(self, response) -> dict:
        """What a browser sends back of the account's page."""
        sent = {}
        for form in (response.context["adminform"].form, *(f.formset.management_form for f in self.sets(response))):
            for name, field in form.fields.items():
                value = form[name].value()
                if field.disabled or value is None or value is False or value in ("", []):
                    continue
                sent[form.add_prefix(name)] = [getattr(v, "pk", v) for v in value] if isinstance(value, list) else value
        joined = response.context["adminform"].form.initial.get("date_joined")
        return {**sent, "date_joined_0": joined.date(), "date_joined_1": joined.strftime("%H:%M:%S")}

    def sets(self, response):
        return response.context["inline_admin_formsets"]

    def send(self, client, user, *rows):
        response = client.get(self.page(user))
        total = {"assignments-TOTAL_FORMS": len(rows)}
        cells = {f"assignments-{n}-{name}": value for n, cells in enumerate(rows) for name, value in cells.items()}
        return client.post(self.page(user), {**self.form(response), **total, **cells}, follow=True)

    def test_an_administrator_confines_an_editor(self, client_of, ana):
        client = client_of("Administrator")
        factories.country("GTM")
        response = self.send(
            client,
            ana,
            {"country": "GTM"},
            {"group": factories.group(name="Northern").pk, "line": factories.line(number=3).pk},
        )
        assert "changed successfully" in messages_of(response)
        assert {str(each) for each in ana.assignments.all()} == {"Guatemala", "Northern (line of action 3)"}
        record = Assignment.history.filter(history_type="+").latest()
        assert record.user == ana
        assert record.history_user.groups.get().name == "Administrator"
        history = text_of(client.get(self.page(ana, "history")))
        assert "Northern (line of action 3)" in history
        assert "Changed" in history
        row = ana.assignments.get(country="GTM")
        row.delete()
        assert "Deleted" in text_of(client.get(self.page(ana, "history")))

    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"country": "GTM", "everywhere": "on"}, "Choose one place a row"),
            ({"line": "1"}, "Choose one place a row"),
            ({"country": "ZZZ"}, "Select a valid choice"),
            ({"country_typed": "Guatamela"}, "No country is called “Guatamela”"),
            ({"group": "x"}, "Select a valid choice"),
        ],
    )
    def test_a_row_that_names_no_one_place_is_refused(self, client_of, ana, cells, said):
        factories.country("GTM")
        line = factories.line()
        cells = {name: line.pk if name == "line" else value for name, value in cells.items()}
        response = self.send(client_of("Administrator"), ana, {"country": "GTM"}, cells)
        assert response.status_code == 200
        assert said in text_of(response)
        assert not Assignment.objects.exists()

    def test_the_same_twice_is_refused(self, client_of, ana):
        factories.country("GTM")
        response = self.send(client_of("Administrator"), ana, {"country": "GTM"}, {"country": "GTM"})
        assert response.status_code == 200
        assert "This is assigned already" in text_of(response)
        assert not Assignment.objects.exists()

    def test_nobody_else_sees_or_gives_assignments(self, client_of, ana):
        factories.assignment(user=ana, country="GTM")
        for role in ("Viewer", "Editor", "Reviewer"):
            client = client_of(role)
            for where in (self.page(ana), "/admin/metrics/assignment/", "/admin/metrics/assignment/add/"):
                assert client.get(where).status_code == 403

    def test_who_keeps_accounts_without_that_permission_sees_no_assignments(self, client, ana):
        keeper = factories.user(role="Administrator")
        Group.objects.get(name="Administrator").permissions.filter(content_type__model="assignment").delete()
        client.force_login(keeper)
        assert not self.sets(client.get(self.page(ana)))

    def test_all_of_them_are_listed_and_found_by_person_and_country(self, client_of, ana):
        factories.assignment(user=ana, country="GTM")
        factories.assignment(user=factories.user(role="Reviewer", username="ben"), everywhere=True)
        client = client_of("Administrator")
        for search, names in {"": {"ana", "ben"}, "guatemala": {"ana"}, "ben": {"ben"}, "Fiji": set()}.items():
            page = text_of(client.get("/admin/metrics/assignment/", {"q": search}))
            assert {name for name in ("ana", "ben") if f">{name}</a>" in page} == names, search

    def test_an_account_that_is_being_made_has_none_yet(self, client_of):
        response = client_of("Administrator").get("/admin/auth/user/add/")
        assert response.status_code == 200
        assert not response.context["inline_admin_formsets"]


class TestEntering:
    @pytest.fixture
    def confined(self, desk):
        factories.assignment(user=desk.editor, country="HND")
        return desk

    def test_a_figure_of_another_country_is_an_error_at_its_place(self, confined):
        errors = errors_of(confined.enter())
        assert errors["countries"] == [
            f"{HONDURAS} Ask a colleague who is assigned to it, or an administrator to assign you."
        ]
        assert not Figure.objects.exists()
        assert confined.enter(countries=["HND"]).status_code == 302

    @pytest.mark.parametrize(
        ("place", "field"),
        [
            ({"countries": ["HND", "GTM"]}, "countries"),
            ({"countries": [], "whole_world": "on"}, "whole_world"),
            ({"countries": [], "group": "group"}, "group"),
        ],
    )
    def test_so_is_what_covers_more(self, confined, place, field):
        group = factories.group()
        place = {name: group.pk if value == "group" else value for name, value in place.items()}
        assert list(errors_of(confined.enter(**place))) == [field]

    def test_another_line_of_action_is_an_error_at_the_indicator(self, desk):
        factories.assignment(user=desk.editor, country="GTM", line=factories.line(number=7))
        assert "belongs to line of action" in errors_of(desk.enter())["indicator"][0]

    def test_it_is_said_while_the_form_is_filled_in(self, confined):
        response = confined.client.post("/admin/metrics/figure/understand/", confined.form())
        assert HONDURAS in response.json()["beside"]
        response = confined.client.post("/admin/metrics/figure/understand/", confined.form(countries=["HND"]))
        assert HONDURAS not in response.json()["beside"]

    def test_a_draft_does_not_move_out_of_the_scope(self, confined):
        draft = factories.figure(countries=("HND",), entered_by=confined.editor)
        errors = errors_of(confined.client.post(address(draft), confined.form(update=draft.update_id)))
        assert "countries" in errors

    def test_a_draft_outside_is_shown_with_the_reason_and_no_form(self, confined):
        draft = factories.figure(countries=("GTM",))
        page = text_of(confined.client.get(address(draft)))
        assert HONDURAS in page
        assert 'name="_save"' not in page
        assert confined.client.post(address(draft), confined.form()).status_code == 403

    def test_a_correction_is_refused_before_it_is_typed(self, confined):
        old = factories.published(countries=("GTM",))
        assert "Correct this figure" not in text_of(confined.client.get(address(old)))
        response = confined.client.get(f"{ADD}?supersedes={old.pk}", follow=True)
        assert HONDURAS in messages_of(response)
        confined.client.post(f"{ADD}?supersedes={old.pk}", {**confined.form(), "supersede_reason": "Wrong."})
        assert Figure.objects.count() == 1

    def test_a_milestone_too(self, confined):
        sent = {
            "title": "Signed",
            "slug": "signed",
            "strategy": factories.strategy().pk,
            "countries": ["GTM"],
            "source": confined.source.pk,
            "as_stated": "signed it",
            "update": confined.update.pk,
        }
        response = confined.client.post(f"{MILESTONES}add/", sent)
        assert "this milestone covers Guatemala" in errors_of(response)["countries"][0]
        assert confined.client.post(f"{MILESTONES}add/", {**sent, "countries": ["HND"]}).status_code == 302

    def test_a_list_action_names_the_rows(self, confined):
        mine = factories.figure(countries=("HND",), entered_by=confined.editor)
        other = factories.figure(countries=("GTM",), entered_by=confined.editor)
        for action in ("submit_for_review", "delete_selected"):
            response = confined.client.post(
                "/admin/metrics/figure/", {"action": action, "_selected_action": [mine.pk, other.pk]}, follow=True
            )
            assert f"{other}: " in messages_of(response)
            assert "this figure covers Guatemala" in messages_of(response)
            assert f"{mine}: " not in messages_of(response)
        assert set(Figure.objects.values_list("status", flat=True)) == {"draft"}


class TestReviewing:
    @pytest.fixture
    def reviewer(self, client):
        made = factories.user(role="Reviewer")
        factories.assignment(user=made, country="HND")
        client.force_login(made)
        return made

    @pytest.mark.parametrize(("step", "status"), [("publish", "submitted"), ("return", "submitted")])
    def test_what_is_elsewhere_stays_as_it_is(self, reviewer, client, step, status):
        other = factories.figure(countries=("GTM",), status=status)
        response = client.post(address(other, step), {"reason": "Because."}, follow=True)
        assert "this figure covers Guatemala" in text_of(response)
        other.refresh_from_db()
        assert other.status == status
        mine = factories.figure(countries=("HND",), status=status)
        client.post(address(mine, step), {"reason": "Because."})
        mine.refresh_from_db()
        assert mine.status != status

    def test_an_update_is_published_by_whoever_is_assigned_to_all_of_it(self, reviewer, client):
        update = factories.update()
        factories.figure(countries=("HND",), status="submitted", update=update)
        other = factories.figure(countries=("GTM",), status="submitted", update=update)
        seen = reviewing.mark_of(reviewing.of_status(update, "submitted"))
        response = client.post(f"/admin/metrics/update/{update.pk}/review/publish/", {"seen": seen}, follow=True)
        assert f"{other}: you are assigned to Honduras" in messages_of(response)
        assert not Figure.objects.filter(status="published").exists()

    def test_a_finding_is_settled_by_whoever_is_assigned_to_all_its_figures(self, reviewer, client):
        found = {}
        for code in ("GTM", "HND"):
            indicator = factories.indicator()
            for value in (100, 300):
                factories.published(indicator=indicator, value=value, rank="normal", countries=(code,))
            found[code] = FindingRecord.objects.get(indicator=indicator)
        for code, record in found.items():
            said = {"verdict": "explained", "note": "Two ways.", "fingerprint": record.fingerprint}
            response = client.post(f"/admin/metrics/settlement/findings/{record.key}/", said)
            assert (code == "GTM") == ("this figure covers Guatemala" in text_of(response))
        assert [s.key for s in Settlement.objects.all()] == [found["HND"].key]
        factories.settlement(of=found["GTM"])
        response = client.post(f"/admin/metrics/settlement/findings/{found['GTM'].key}/", {"reason": "Not so."})
        assert "this figure covers Guatemala" in text_of(response)
        assert Settlement.objects.filter(ended_at=None).count() == 2


class TestBeside:
    """What is no figure, and rests on figures or leads to them."""

    def test_a_citation_changes_only_where_all_that_rests_on_it_is_theirs(self, desk):
        factories.assignment(user=desk.editor, country="HND")
        citation = factories.citation(source=desk.source)
        change = f"/admin/metrics/citation/{citation.pk}/change/"
        sent = {"source": desk.source.pk, "as_stated": "others", "section": ""}
        factories.figure(countries=("HND",), citation=citation)
        assert desk.client.post(change, {**sent, "as_stated": "some"}).status_code == 302
        factories.figure(countries=("GTM",), citation=citation)
        assert desk.client.post(change, sent).status_code == 403
        response = desk.client.get(f"/admin/metrics/citation/{citation.pk}/pick/")
        assert response.status_code == 403
        assert "rests on it. You are assigned to Honduras" in text_of(response)
        assert Citation.objects.get(pk=citation.pk).as_stated == "some"

    def test_a_relation_joins_a_figure_of_theirs_to_another(self, desk):
        factories.assignment(user=desk.editor, country="HND")
        mine, other = (factories.published(countries=(code,)) for code in ("HND", "GTM"))
        whole = factories.published(countries=("GTM", "SLV"))
        add = "/admin/metrics/figurerelation/add/"
        response = desk.client.post(add, {"from_figure": other.pk, "kind": "component_of", "to_figure": whole.pk})
        assert "covers Guatemala" in errors_of(response)["from_figure"][0]
        response = desk.client.post(add, {"from_figure": mine.pk, "kind": "component_of", "to_figure": whole.pk})
        assert response.status_code == 302
        foreign = factories.relation(from_figure=other, to_figure=whole)
        response = desk.client.post(f"/admin/metrics/figurerelation/{foreign.pk}/end/", follow=True)
        assert "covers Guatemala" in messages_of(response)
        assert FigureRelation.objects.filter(ended_at=None).count() == 2

    def test_rows_of_a_file_are_wrong_where_they_are_not_theirs(self, sheet_world):
        by = sheet_world.opened_by
        factories.assignment(user=by, country="HND")
        checked = check(sheet_world, row(countries="HND"), row(countries="GTM"))
        assert kinds(checked) == ["new", "wrong"]
        assert problems(checked)["countries"].startswith(HONDURAS)
        columns = {
            "group": row(countries="", group="northern-central-america"),
            "coverage": row(countries="", coverage="global"),
            "countries": row(countries="HND;SLV"),
        }
        for column, cells in columns.items():
            assert list(problems(check(sheet_world, cells))) == [column]

    def test_a_figure_that_a_file_would_change_is_theirs(self, sheet_world):
        by = sheet_world.opened_by
        state = importing.state_of(sheet_world.pk)
        importing.write(check(sheet_world, row()), sheet_world, by, state)
        held = Figure.objects.get()
        del by._scope
        factories.assignment(user=by, country="HND")
        assert kinds(check(sheet_world, row())) == ["same"]
        moved = check(sheet_world, row(figure_id=held.pk, countries="HND"))
        assert problems(moved)["countries"].startswith(HONDURAS)

    def test_rows_checked_for_somebody_else_are_not_written(self, sheet_world):
        other = factories.user(role="Editor")
        factories.assignment(user=other, country="HND")
        state = importing.state_of(sheet_world.pk)
        checked = check(sheet_world, row())
        with pytest.raises(Exception, match="Nothing was written: look at rows 2 again"):
            importing.write(checked, sheet_world, other, state)
        assert not Figure.objects.exists()

    def test_a_confined_import_asks_as_often_for_many_rows(self, sheet_world, django_assert_num_queries):
        by = sheet_world.opened_by
        factories.assignment(user=by, country="GTM")
        scope_of(by)
        for years in (range(2018, 2020), range(1500, 1900)):
            rows = [row(period_start=f"{year}-01-01", countries="GTM") for year in years]
            with django_assert_num_queries(10):
                importing.check(importing.read(csv_of(*rows)), sheet_world, by)
