"""«Spill av»: simulated people take part in the meeting that goes on, one crowd at a time."""

import subprocess
import sys
import threading

from django.conf import settings

from scripts.children import die_with_parent

PEOPLE, MINUTES = 12, 1
# Held while a crowd plays.
PLAYING = threading.Lock()


def play(code):
    """Let people take part in a room for about a minute. Returns at once whether it has begun."""
    if not PLAYING.acquire(blocking=False):
        return False
    threading.Thread(target=_run, args=[code], name="demo play", daemon=True).start()
    return True


def _run(code):
    """Waits for the process that plays: the kernel ends that one with the thread that started it."""
    command = [sys.executable, "manage.py", "simulate_meeting", f"--code={code}"]
    command += [f"--people={PEOPLE}", f"--minutes={MINUTES}", f"--url={settings.SITE_URL}"]
    try:
        subprocess.run(  # noqa: S603
            command, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL, preexec_fn=die_with_parent
        )
    finally:
        PLAYING.release()
