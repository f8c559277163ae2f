"""The command: what it prints, and how it exits."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from metrics.rules import BY_ID
from tests import factories
from tests.factories import NORTHERN, instant, published

pytestmark = pytest.mark.django_db


def run(*args):
    """What check_figures prints, and its exit code."""
    out = StringIO()
    try:
        call_command("check_figures", *args, stdout=out)
    except SystemExit as stopped:
        return out.getvalue(), stopped.code
    return out.getvalue(), 0


@pytest.fixture
def error():
    indicator = factories.indicator()
    single = published(indicator=indicator, value=500, at=instant("2022-04-20"))
    joint = published(indicator=indicator, value=90, countries=NORTHERN, at=instant("2022-04-20"))
    return single, joint


def test_nothing_to_find():
    assert run() == ("Findings: 0 (error 0, warning 0, notice 0).\n", 0)


def test_an_error_is_a_line_and_exits_1(error):
    printed, code = run()
    line, count = printed.splitlines()
    assert line.startswith("error: single-over-joint: ")
    assert "500 people (Guatemala; 2021" in line
    assert line.endswith(f"[figures {error[0].pk}, {error[1].pk}]")
    assert count == "Findings: 1 (error 1, warning 0, notice 0)."
    assert code == 1


def test_warnings_and_notices_exit_0():
    published(value=0)
    printed, code = run()
    assert printed.startswith("notice: zero: ")
    assert code == 0


def test_json(error):
    printed, code = run("--format", "json")
    answer = json.loads(printed)
    assert code == 1
    assert answer["count"] == 1
    assert answer["by_severity"] == {"error": 1, "warning": 0, "notice": 0}
    assert (answer["as_of"], answer["country"], answer["rule"]) == (None, None, None)
    (finding,) = answer["findings"]
    assert finding["rule"] == "single-over-joint"
    assert finding["explanation"] == BY_ID["single-over-joint"].explanation
    single, joint = finding["figures"]
    assert (single["figure_id"], single["value"], single["countries"]) == (error[0].pk, "500", ["GTM"])
    assert (joint["coverage"], joint["countries"]) == ("joint", list(NORTHERN))
    assert (single["period_start"], single["period_end"]) == ("2021-01-01", "2021-12-31")


@pytest.mark.parametrize("value", ["90.5", "100", "0.25"])
def test_values_in_json_are_plain(value):
    published(value=value, rank="normal")
    published(indicator=factories.Indicator.objects.get(), value=700, rank="normal")
    (finding,) = json.loads(run("--format", "json")[0])["findings"]
    assert finding["figures"][0]["value"] == value


def test_country_rule_and_day(error):
    assert run("--country", "SLV")[1] == 1
    assert run("--country", "slv")[1] == 1
    factories.country("MEX")
    assert run("--country", "MEX") == ("Findings: 0 (error 0, warning 0, notice 0).\n", 0)
    assert run("--rule", "zero")[1] == 0
    assert run("--rule", "single-over-joint")[1] == 1
    assert run("--as-of", "2022-04-20")[1] == 1
    assert run("--as-of", "2022-04-19")[1] == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--country", "XXX"], "There is no country XXX. Give its ISO 3166 alpha-3 code"),
        (["--rule", "magic"], "There is no rule magic. Rules: parts-total"),
        (["--as-of", "yesterday"], "'yesterday' is not a date. Write it as 2022-04-20."),
        (["--format", "xml"], "invalid choice: 'xml'"),
    ],
)
def test_bad_input_is_named(args, words):
    with pytest.raises(CommandError, match=words.replace(".", r"\.")):
        call_command("check_figures", *args)
