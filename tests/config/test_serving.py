"""`make run`: server and worker begin and end together, and a worker that dies is begun again and said."""

import os
import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
# Stand-ins: each writes its number into a file and stays, the server as long as it is told.
STAY = (
    "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()} '); time.sleep(float(sys.argv[2])); sys.exit(3)"
)
SERVE = """
import sys
from config import serving
serving.AGAIN = 0.1
stay, folder, seconds = sys.argv[1:]
serving.SERVER = [sys.executable, "-c", stay, f"{folder}/server", seconds]
serving.WORKER = [sys.executable, "-c", stay, f"{folder}/worker", "60"]
sys.exit(serving.serve())
"""


@pytest.fixture
def serve(tmp_path):
    started = []

    def serve(seconds):
        command = [sys.executable, "-c", SERVE, STAY, str(tmp_path), str(seconds)]
        started.append(subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True))
        return started[-1]

    yield serve
    for process in started:
        process.kill()
        process.communicate()


def numbers(tmp_path, name, count) -> list[int]:
    """The process numbers that were written, once there are so many."""
    path, end = tmp_path / name, time.monotonic() + 30
    while time.monotonic() < end:
        found = path.read_text().split() if path.exists() else []
        if len(found) >= count:
            return [int(number) for number in found]
        time.sleep(0.05)
    return pytest.fail(f"{name} was not begun {count} times.")


def has_ended(number: int) -> bool:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_told_to_end_it_ends_both(serve, tmp_path, signum):
    process = serve(60)
    both = numbers(tmp_path, "server", 1) + numbers(tmp_path, "worker", 1)
    process.send_signal(signum)
    assert process.wait(30) == 0
    assert all(has_ended(number) for number in both)


def test_a_worker_that_is_killed_is_said_and_begun_again(serve, tmp_path):
    process = serve(60)
    (first,) = numbers(tmp_path, "worker", 1)
    os.kill(first, signal.SIGKILL)
    assert len(numbers(tmp_path, "worker", 2)) == 2
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=30)
    assert "The worker ended with -9. It is begun again." in said


def test_with_the_server_the_worker_ends_and_its_exit_code_is_passed_on(serve, tmp_path):
    process = serve(0.5)
    (worker,) = numbers(tmp_path, "worker", 1)
    assert process.wait(30) == 3
    assert has_ended(worker)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children")
def test_killed_itself_it_leaves_nobody(serve, tmp_path):
    process = serve(60)
    both = numbers(tmp_path, "server", 1) + numbers(tmp_path, "worker", 1)
    process.kill()
    assert all(has_ended(number) for number in both)
