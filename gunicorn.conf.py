"""How gunicorn serves Throughline. It reads this file by itself when it starts in the checkout: `gunicorn config.wsgi`.

HOST              default 127.0.0.1, for a proxy on the same machine; 0.0.0.0 in a container
PORT              default 8000
WEB_CONCURRENCY   worker processes; default: one on SQLite, one a core on PostgreSQL
"""

import os
import signal

production = os.environ.get("ENVIRONMENT", "production") == "production"
postgresql = os.environ.get("DATABASE_URL", "").startswith("postgres")

host = os.environ.get("HOST") or "127.0.0.1"
port = os.environ.get("PORT") or "8000"
bind = f"{host}:{port}"

# Threads share the process cache of pages; processes each warm their own, unless CACHE_URL names a shared one.
workers = int(os.environ.get("WEB_CONCURRENCY") or (os.cpu_count() or 1 if postgresql else 1))
worker_class = "gthread"
threads = 4

# Nothing of ours speaks to it, and it would stand in the home of whoever starts the server.
control_socket_disable = True
# Whether the reader came by HTTPS is for TRUSTED_PROXY alone to say (config/settings.py).
secure_scheme_headers = {}

if production:
    accesslog = "-"
    access_log_format = '%(t)s %(h)s "%(r)s" %(s)s %(b)s %(M)sms [%({x-request-id}o)s]'
else:
    # Under `make run` people read the passwords and the address on this screen.
    loglevel = "warning"


def post_worker_init(worker):
    # Ctrl-C reaches the whole process group, and then the master tells its workers to quit. A worker that is told twice
    # at once can wait for its own lock until it is killed, half a minute later.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not production:
        print(f"\nThroughline is served. Open http://{bind}/ (Ctrl-C stops it).", flush=True)
