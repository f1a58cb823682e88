"""`make screenshots`: the pictures of README.md, taken of the demo in a portal of its own.

make screenshots            starts the demo in a temporary directory
make screenshots ARGS=URL   takes them of a demo that runs
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "img"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Name, address, width. The meeting is the first one that takes sign-ups.
PAGES = [
    ("forside", "/", 1280),
    ("dialogmote", "meeting", 1280),
    ("dekning", "/partner/roller/dekning/", 1280),
    ("innspill", "/innspill/", 390),
]


@contextmanager
def demo():
    """The address of a demo that runs as long as the block."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = str(listener.getsockname()[1])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as directory:
        environment = os.environ | {"DATA_DIR": f"{directory}/var", "PORT": port, "DEMO": "1"}
        environment.pop("DATABASE_URL", None)
        run = subprocess.Popen(
            [sys.executable, "-m", "scripts.run"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            for line in run.stdout:
                if found := re.search(r"Omigjen is at (\S+)", line):
                    yield found[1]
                    return
            raise SystemExit("The demo did not start: see above.")
        finally:
            run.terminate()
            run.wait(60)


def meeting_address(page, url):
    """The meeting that the front page invites to."""
    page.goto(url)
    return page.locator('main a[href*="/dialogmoter/"]').first.get_attribute("href")


def take(url):
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for name, address, width in PAGES:
            page = browser.new_page(viewport={"width": width, "height": 860}, locale="nb-NO")
            where = meeting_address(page, url) if address == "meeting" else address
            page.goto(where if where.startswith("http") else url + where, wait_until="networkidle")
            page.screenshot(path=PICTURES / f"{name}.png")
            print(f"docs/img/{name}.png")
        browser.close()


def main():
    if len(sys.argv) > 1:
        take(sys.argv[1].rstrip("/"))
        return
    with demo() as url:
        take(url)


if __name__ == "__main__":
    main()
