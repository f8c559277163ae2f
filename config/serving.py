"""`python -m config.serving`: the server and a worker for long jobs, side by side, for `make run`.

They begin together and end together, whoever ends: Ctrl-C, a signal to this process, the server. A worker that dies is
said on the screen and begun again; it is named after the port, so it takes up at once what the dead one was at. In
production whatever starts gunicorn starts `manage.py db_worker` beside it.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
SERVER = [str(BIN / "gunicorn"), "config.wsgi"]
WORKER = [sys.executable, "manage.py", "db_worker", "--verbosity", "0", "--worker-id"]
# Seconds: between looks at the two; before a worker is begun again, so that one that always dies does not fill the
# screen; and for the two to end, of which a worker may need some to take back what it wrote.
LOOK, AGAIN, END = 0.3, 3, 20
PR_SET_PDEATHSIG = 1


def with_us() -> None:
    """In the child: it ends when this process is killed and can tell nobody. Only Linux has such a thing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def begin(command: list[str]) -> subprocess.Popen:
    # In a session of its own, so that Ctrl-C reaches this process alone, and each is told once: by us.
    return subprocess.Popen(command, preexec_fn=with_us, start_new_session=True)  # noqa: S603 — our own commands


def end(server: subprocess.Popen, worker: subprocess.Popen) -> None:
    # The server then drops what it is at, and the worker puts it back.
    for process, signum in ((server, signal.SIGINT), (worker, signal.SIGTERM)):
        if process.poll() is None:
            process.send_signal(signum)
    until = time.monotonic() + END
    for process in (server, worker):
        try:
            process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def serve() -> int:
    """Until the server ends or we are told to; returns the server's exit code."""
    asked: list[int] = []
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, lambda number, frame: asked.append(number))
    name = f"port-{os.environ.get('PORT') or 8000}"
    server, worker = begin(SERVER), begin([*WORKER, name])
    try:
        while not asked and server.poll() is None:
            time.sleep(LOOK)
            if worker.poll() is not None and not asked:
                print(f"The worker ended with {worker.returncode}. It is begun again.", file=sys.stderr, flush=True)
                time.sleep(AGAIN)
                worker = begin([*WORKER, name])
    finally:
        end(server, worker)
    return 0 if asked else server.returncode


if __name__ == "__main__":
    sys.exit(serve())
