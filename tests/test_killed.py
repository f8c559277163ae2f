"""A process that publishes sixty figures is killed in the middle: nothing is published. Then it publishes all."""

import os
import signal
import sqlite3
import subprocess
import sys

import pytest
from django.db import connection

from metrics import reviewing
from metrics.models import Step

from . import factories as make
from .integration.conftest import CHECKOUT

pytestmark = pytest.mark.django_db(transaction=True)

COUNT = 60
# What the process does. With "stop" it says when half of the work is written, and then waits to be killed.
PUBLISH = """
import sys, time
import django
django.setup()
from django.contrib.auth import get_user_model
from metrics import actions, reviewing
from metrics.models import Update

if sys.argv[2] == "stop":
    def stop(*args):
        print("half", flush=True)
        time.sleep(600)
    actions.carry_relations_over = stop
update = Update.objects.get(slug=sys.argv[1])
reviewing.publish_update(update=update, by=get_user_model().objects.get(username="publisher"))
"""


@pytest.fixture
def handed_over():
    make.publisher()
    update = make.update(slug="sixty")
    indicator = make.indicator()
    for year in range(1900, 1900 + COUNT):
        make.figure(update=update, indicator=indicator, period=year)
    reviewing.hand_over(update=update, by=make.author())
    return update


@pytest.fixture
def database(handed_over, tmp_path):
    """(address for another process, what a query of one number answers)."""
    if connection.vendor == "sqlite":
        path = tmp_path / "killed.sqlite3"
        # Tests have theirs in memory.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])

        def ask(sql):
            with sqlite3.connect(path) as held:
                return held.execute(sql).fetchone()[0]

        return f"sqlite:///{path}", ask
    settings = connection.settings_dict
    host = f"{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT'] or 5432}"

    def ask(sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]

    return f"postgres://{host}/{settings['NAME']}", ask


@pytest.fixture
def process(database, tmp_path):
    started = []

    def start(how: str) -> subprocess.Popen:
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "ENVIRONMENT": "development",
            "DATABASE_URL": database[0],
            "VAR_DIR": str(tmp_path),
        }
        command = [sys.executable, "-c", PUBLISH, "sixty", how]
        started.append(subprocess.Popen(command, cwd=CHECKOUT, env=env, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for each in started:
        if each.poll() is None:
            each.kill()
        each.communicate()


def test_all_or_nothing_when_the_process_dies_in_the_middle(database, process):
    _, ask = database
    published = "SELECT COUNT(*) FROM metrics_figure WHERE status = 'published'"
    steps = f"SELECT COUNT(*) FROM metrics_step WHERE kind = '{Step.Kind.PUBLISHED}'"
    pointers = "SELECT COUNT(*) FROM metrics_currentfigure"
    frozen = "SELECT COUNT(*) FROM metrics_update WHERE handed_over_at IS NOT NULL AND published_at IS NULL"

    dying = process("stop")
    assert dying.stdout.readline().strip() == "half"
    dying.send_signal(signal.SIGKILL)
    assert dying.wait() == -signal.SIGKILL
    assert [ask(sql) for sql in (published, steps, pointers, frozen)] == [0, 0, 0, 1]

    assert process("go").wait() == 0
    assert [ask(sql) for sql in (published, steps, frozen)] == [COUNT, COUNT, 0]
    assert ask(pointers) > 0
