"""The real server in a process of its own, on the database of the test."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.db import connection

from scripts.children import die_with_parent
from tests.database import address_of

ROOT = Path(__file__).resolve().parents[1]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class PortalProcess:
    """uvicorn on a port of its own. `url` is its address; `manage` runs a command on the same files."""

    def __init__(self, directory, *, port=None, **environment):
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = Path(directory) / "portal.log"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.live_settings",
            "DATABASE_URL": address_of(connection.settings_dict["NAME"]),
            "DATA_DIR": str(directory),
            "SITE_URL": self.url,
            "PYTHONWARNINGS": "ignore",
            **environment,
        }
        command = [sys.executable, "-m", "uvicorn", "portal.asgi:application", "--port", str(self.port)]
        command += ["--ws-per-message-deflate", "false", "--ws-max-size", "1024"]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*command, "--no-access-log", "--log-level", "warning", "--lifespan", "off"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent,
            )
        self._wait_until_ready()

    def manage(self, *arguments):
        """Runs `manage.py` with the server's settings; returns what it printed. Raises when it fails."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise AssertionError(f"manage.py {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def load_demo(self, database):
        """Fill `database` with the demo. The command's files stay where this process serves them from."""
        database.fill(f"demo_{self.port}", lambda: self.manage("demo"))

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def kill(self):
        """As a machine that loses its power."""
        self.process.kill()
        self.process.wait()

    def _wait_until_ready(self, seconds=60):
        deadline = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=5).close()
                return
            except urllib.error.HTTPError as error:
                error.close()
                return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise AssertionError(f"The portal did not start: {self.log.read_text()}")
