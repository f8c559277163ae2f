"""One process beside one database, which measures what it is told: a line of JSON in, a line of JSON out."""

import json
import sys

import django

django.setup()

from .measures import Measures  # noqa: E402 (models need the set-up)


def main() -> None:
    measures = Measures()
    for line in sys.stdin:
        name, arguments = json.loads(line)
        print(json.dumps(getattr(measures, name)(**arguments)), flush=True)


if __name__ == "__main__":
    main()
