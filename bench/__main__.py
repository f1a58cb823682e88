"""`make bench`: every benchmark, or those named: `make bench ARGS="signups search"`."""

import json
import sys
import time

from bench.ground import ground, machine

NAMES = (
    "pages",
    "signups",
    "coverage",
    "inputs",
    "search",
    "comments",
    "discussions",
    "directory",
    "digest",
    "live",
    "thread",
    "board",
)
# These need none of the pages that the others are measured on.
WITHOUT_PAGES = {"live", "thread"}


def main(chosen):
    if unknown := set(chosen) - set(NAMES):
        print(
            f"No benchmark is called {', '.join(sorted(unknown))}: there are {', '.join(NAMES)}.",
            file=sys.stderr,
        )
        return 2
    began = time.monotonic()
    chosen = chosen or NAMES
    print("Making a database, which takes a minute or two …", file=sys.stderr, flush=True)
    with ground() as folder:
        print(json.dumps(machine(), ensure_ascii=False), flush=True)
        measure(chosen, folder)
    print(json.dumps({"measure": "all", "seconds": round(time.monotonic() - began)}), flush=True)
    return 0


def measure(chosen, folder):
    # Models can be imported only now that Django is set up.
    from bench import (
        board,
        comments,
        content,
        coverage,
        digest,
        directory,
        discussions,
        inputs,
        live,
        many,
        pages,
        post_search,
        search,
        signups,
        thread,
    )

    meeting = content.build() if set(chosen) - WITHOUT_PAGES else None
    if "pages" in chosen:
        pages.measure(meeting, folder)
    if "signups" in chosen:
        signups.measure()
    if "coverage" in chosen:
        coverage.measure()
    if {"inputs", "search"} & set(chosen):
        many.fill(meeting)
    if "inputs" in chosen:
        inputs.measure(meeting)
    if "search" in chosen:
        search.measure()
        post_search.measure()
    if "comments" in chosen:
        comments.measure()
    if "discussions" in chosen:
        discussions.measure()
    if "directory" in chosen:
        directory.measure()
    if "digest" in chosen:
        digest.measure()
    if "live" in chosen:
        live.measure(folder)
    if "thread" in chosen:
        thread.measure(folder)
    if "board" in chosen:
        board.measure(meeting, folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
