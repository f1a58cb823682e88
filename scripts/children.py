"""Processes that never outlive the one that started them."""

import ctypes
import os
import signal
import sys
import time
import traceback
from contextlib import suppress

PR_SET_PDEATHSIG = 1
PATIENCE = 15


class ChildStopped(Exception):
    """A child ended by itself; the message says which."""


def die_with_parent():
    """Runs in a new child before its program: the kernel ends it when the parent is gone (Linux).

    SIGINT is PostgreSQL's fast shutdown and uvicorn's graceful one.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


class Children:
    """Forked processes with names. Leaving the block ends those that are left, each with its whole group."""

    def __init__(self):
        self.names = {}

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        for signum in (signal.SIGTERM, signal.SIGKILL):
            for child in self.names:
                with suppress(ProcessLookupError):
                    os.killpg(child, signum)
            self._collect(PATIENCE)

    def start(self, name, work):
        """Forks a process that does `work()`, in a group of its own: Ctrl-C reaches us alone."""
        child = os.fork()
        if child:
            self.names[child] = name
            return child
        status = 1
        try:
            os.setsid()
            die_with_parent()
            for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(signum, signal.default_int_handler)
            work()
            status = 0
        except KeyboardInterrupt:
            status = 130
        except SystemExit as leaving:
            status = leaving.code if isinstance(leaving.code, int) else 1
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def run(self, name, work):
        """Does `work()` in a process of its own to the end. Raises ChildStopped when it fails."""
        child = self.start(name, work)
        _, status = os.waitpid(child, 0)
        del self.names[child]
        if status:
            raise ChildStopped(f"Stopped, because {name} failed: see above.")

    def check(self):
        """Raises ChildStopped when one is no more."""
        child, status = os.waitpid(-1, os.WNOHANG)
        if child:
            self._report(child, status)

    def wait(self):
        """Waits for the first one to end, which none should do by itself. Raises ChildStopped."""
        self._report(*os.waitpid(-1, 0))

    def _report(self, child, status):
        name = self.names.pop(child, "the database")
        code = os.waitstatus_to_exitcode(status)
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        raise ChildStopped(f"Stopped, because {name} ended by itself ({how}).")

    def _collect(self, seconds):
        deadline = time.monotonic() + seconds
        while self.names and time.monotonic() < deadline:
            for child in list(self.names):
                with suppress(ChildProcessError):
                    if not os.waitpid(child, os.WNOHANG)[0]:
                        continue
                del self.names[child]
            time.sleep(0.02)
