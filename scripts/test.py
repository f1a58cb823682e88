"""`make test`: the whole suite on a PostgreSQL of its own, or on the one in DATABASE_URL.

make test [ARGS="tests/portal -k health"]
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.messages import compile_messages
from scripts.postgres import FAST_AND_FORGETFUL, Postgres, PostgresError

# Who gets which test, and in which order, stands in tests/conftest.py.
WHOLE_SUITE = ["-n", "2", "--dist", "loadscope", "--no-loadscope-reorder"]


def run(arguments):
    compile_messages()
    return subprocess.call([sys.executable, "-m", "pytest", *(arguments or WHOLE_SUITE)])


def main():
    if os.environ.get("DATABASE_URL"):
        return run(sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="omigjen-test-", ignore_cleanup_errors=True) as directory:
        try:
            with Postgres(Path(directory) / "postgres", options=FAST_AND_FORGETFUL) as postgres:
                postgres.wait_until_ready()
                postgres.ensure_database("omigjen")
                os.environ["DATABASE_URL"] = postgres.address("omigjen")
                return run(sys.argv[1:])
        except PostgresError as error:
            print(error, file=sys.stderr)
            return 1


if __name__ == "__main__":
    sys.exit(main())
