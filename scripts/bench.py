"""`make bench`: the benchmarks, each a line of JSON with its floor from the same run."""

import runpy

if __name__ == "__main__":
    runpy.run_module("bench", run_name="__main__", alter_sys=True)
