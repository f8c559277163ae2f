"""Work that takes longer than a request may: begun at the desk, done by `manage.py db_worker`, found again by its page.

queue.py puts jobs in and takes up what a dead worker left; doing.py does them; worker.py is the process.
"""

from .queue import cancel, start
from .watching import nobody_works, of, waiting_without_worker

__all__ = ["cancel", "nobody_works", "of", "start", "waiting_without_worker"]
