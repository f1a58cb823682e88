"""`make run` starts everything, stops everything, and says in one sentence why it cannot."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from pathlib import Path

import pytest

from tests.portal_process import ROOT, free_port

READY = re.compile(r"Omigjen is at (http://localhost:\d+) \(ready in ([\d.]+) s")


class Run:
    """One `make run` with its own data and port; every process it starts carries its mark."""

    def __init__(self, data, **environment):
        self.mark = f"OMIGJEN_TEST_MARK={uuid.uuid4()}"
        self.port = free_port()
        name, value = self.mark.split("=")
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        own = {"DATA_DIR": str(data), "PORT": str(self.port), "DEMO": "0", name: value}
        self.output = Path(data).parent / f"output-{self.port}"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "scripts.run"],
                cwd=ROOT,
                env=kept | own | environment,
                stdout=output,
                stderr=output,
            )

    def ready(self, seconds=240):
        """The address it says and the seconds it took."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            if found := READY.search(self.output.read_text()):
                return found[1], float(found[2])
            time.sleep(0.05)
        raise AssertionError(self.output.read_text())

    def processes(self):
        """The command lines of all that it started and that still live, itself included."""
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if self.mark.encode() in (process / "environ").read_bytes().split(b"\0"):
                    found[int(process.name)] = (process / "cmdline").read_text().replace("\0", " ")
            except (FileNotFoundError, PermissionError, ProcessLookupError):
                continue
        return found

    def stop(self, signum=signal.SIGTERM):
        """Its exit code, and what is left of it."""
        self.process.send_signal(signum)
        code = self.process.wait(40)
        return code, self.processes()


def sentence(data, **environment):
    """What a run that cannot start says, and its exit code."""
    run = Run(data, **environment)
    code = run.process.wait(60)
    assert run.processes() == {}
    return code, run.output.read_text()


def manage(data, statement):
    """What `manage.py` prints for a statement, run by hand beside `make run`."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "shell", "-v0", "-c", statement],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(data)},
        capture_output=True,
        text=True,
    )
    return done.stdout, done.stderr


@pytest.fixture(scope="module")
def data():
    """A data directory as a first run left it, which `manage.py` wrote a row into.

    It lies outside pytest's own directories: each session closes those to all but its user, and PostgreSQL
    runs as another when root starts it.
    """
    with tempfile.TemporaryDirectory(prefix="omigjen-run-") as parent:
        directory = Path(parent) / "var"
        run = Run(directory)
        run.ready()
        wrote = manage(directory, "from wagtail.models import Collection as C; C.add_root(name='kept')")
        assert (wrote, run.stop()) == (("", ""), (0, {}))
        yield directory


def test_second_start_serves_what_was_kept(data):
    run = Run(data)
    try:
        url, _ = run.ready()
        with urllib.request.urlopen(f"{url}/readyz", timeout=10) as answer:
            body = answer.read()
        kept = manage(
            data, "from wagtail.models import Collection as C; print(C.objects.filter(name='kept').count())"
        )
        in_use = sentence(data)
    finally:
        stopped = run.stop()

    assert url == f"http://localhost:{run.port}"
    assert b'"ready": true' in body
    assert kept == ("1\n", "")
    assert in_use == (1, f"The database in {data}/postgres is in use: stop the other run first.\n")
    assert stopped == (0, {})
    assert not (data / "database-url").exists()


def test_second_start_takes_less_than_six_seconds(data):
    """The best of three: the machine may be busy with other tests."""
    seconds = []
    while len(seconds) < 3 and min(seconds, default=6) >= 6:
        run = Run(data)
        seconds.append(run.ready()[1])
        assert len(run.processes()) > 3
        assert run.stop(signal.SIGINT) == (0, {})

    assert min(seconds) < 6, seconds


def test_killed_run_takes_its_processes_along(data):
    run = Run(data)
    run.ready()

    run.process.kill()
    run.process.wait()

    deadline = time.monotonic() + 20
    while run.processes() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert run.processes() == {}


def test_everything_stops_when_one_part_does(data):
    run = Run(data)
    run.ready()
    children = Path(f"/proc/{run.process.pid}/task/{run.process.pid}/children").read_text().split()

    os.kill(int(children[-1]), signal.SIGKILL)

    assert run.process.wait(40) == 1
    assert run.output.read_text().endswith("Stopped, because the worker ended by itself (signal 9).\n")
    assert run.processes() == {}


def test_taken_port_is_a_sentence(tmp_path):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        code, output = sentence(tmp_path / "var", PORT=str(port))

    assert code == 1
    assert output == (
        f"Cannot serve at 127.0.0.1 port {port} (Address already in use): stop what uses it, or choose "
        f"another with `make run PORT={port % 65535 + 1}`.\n"
    )
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("port", ["0", "65536", "eighty", ""])
def test_impossible_port_is_a_sentence(tmp_path, port):
    assert sentence(tmp_path / "var", PORT=port) == (
        1,
        f"PORT must be a number from 1 to 65535, not {port!r}.\n",
    )


@pytest.mark.parametrize(
    "url", ["postgresql://nobody@127.0.0.1:1/none", "postgresql://portal@no-such-host.invalid/x", "nonsense"]
)
def test_unreachable_database_is_a_sentence(tmp_path, url):
    code, output = sentence(tmp_path / "var", DATABASE_URL=url)

    assert code == 1
    assert output.startswith("The database in DATABASE_URL cannot be reached: ")
    assert output.count("\n") == 1


def test_old_python_is_a_sentence():
    pretend = (
        "import runpy, sys; sys.version_info = (3, 9, 2); sys.argv = ['bootstrap.py', 'run'];"
        "runpy.run_path('scripts/bootstrap.py', run_name='__main__')"
    )

    done = subprocess.run([sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True)

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "Omigjen needs Python 3.11 or newer; this is Python 3.9.\n",
    )
