"""Tests that start servers of their own, as people and deployments do."""

import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import is_ci

CHECKOUT = Path(__file__).resolve().parents[2]
# Settings of whoever runs the tests; the servers here start from none.
NOT_OURS = re.compile(
    r"^(ENVIRONMENT|SECRET_KEY|ALLOWED_HOSTS|DATABASE_URL|CACHE_URL|VAR_DIR|DEBUG|LOG_LEVEL|HOST|PORT|WEB_CONCURRENCY"
    r"|CSRF_TRUSTED_ORIGINS|TRUSTED_PROXY|STRATEGY_SLUG|DJANGO_\w+|MAKE\w*|MFLAGS|VIRTUAL_ENV|PYTEST_\w+)$"
)


def pytest_collection_modifyitems(items):
    if is_ci() or os.environ.get("RUN_INTEGRATION"):
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="takes a minute and installs packages: set RUN_INTEGRATION=1"))


@pytest.fixture(scope="session")
def bare_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not NOT_OURS.match(name)}


@pytest.fixture(scope="session")
def free_port():
    def free_port() -> int:
        with socket.create_server(("127.0.0.1", 0)) as server:
            return server.getsockname()[1]

    return free_port


class Server:
    """A process in a group of its own, and what it has printed."""

    def __init__(self, command: list[str], *, cwd: Path, env: dict[str, str], output: Path):
        self.output = output
        with output.open("w") as file:
            self.process = subprocess.Popen(
                command,
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # A shell's background job ignores SIGINT, and all that it starts would too; a terminal's does not.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )

    @property
    def said(self) -> str:
        return self.output.read_text()

    def wait_until(self, ready, seconds: int) -> None:
        end = time.monotonic() + seconds
        while not ready():
            if self.process.poll() is not None:
                pytest.fail(f"It ended with {self.process.returncode} instead of serving:\n{self.said}")
            if time.monotonic() > end:
                pytest.fail(f"Not ready after {seconds} s:\n{self.said}")
            time.sleep(0.3)

    def stop(self) -> None:
        """As Ctrl-C in a terminal does: the signal goes to the whole group."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            raise


@pytest.fixture(scope="session")
def start(tmp_path_factory):
    """Starts a server; whatever still runs at the end is stopped."""
    started = []

    def start(command, **options) -> Server:
        started.append(Server(command, output=tmp_path_factory.mktemp("server") / "output", **options))
        return started[-1]

    yield start
    for server in started:
        server.stop()
