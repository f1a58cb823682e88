"""A board with many notes in Chromium: until it can be used, and what one more note costs there."""

import shutil
import time
from functools import partial
from statistics import median

from django.urls import reverse
from playwright.sync_api import sync_playwright

from bench.board_text import post_for
from bench.client import Connection
from bench.live import hubs
from bench.report import report

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
INTERACTIVE_MS, SCRIPT_MS = 1500, 16
# Fewer than one may write in a short time.
ROUNDS, NEW_NOTES = 5, 10
# When the line is open the page's scripts have run, and a note that is written is sent.
WATCH = """document.addEventListener("live:state", (event) => {
  if (event.detail === "open") window.openAfter ??= performance.now();
});"""


def measure(board, session, directory):
    # Playwright runs a loop in this thread, where Django refuses the database.
    room = board.activity.room
    path = room.get_absolute_url()
    column = board.columns.first().pk
    write = partial(
        post_for, reverse("note_write", args=[room.code, board.pk]), session=session, column=column
    )
    with hubs(directory, 1) as live, sync_playwright() as playwright:
        program = next(found for name in BROWSERS if (found := shutil.which(name)))
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        (port,) = live["ports"]
        opened = [open_board(browser, path, session, port) for _ in range(ROUNDS)]
        scripts, notes = new_notes(opened[-1][0], write, port)
        browser.close()
    interactive = median(milliseconds for _page, milliseconds in opened)
    report(
        "board.interactive",
        rounds=ROUNDS,
        p50_ms=interactive,
        max_ms=max(milliseconds for _page, milliseconds in opened),
        goal=f"< {INTERACTIVE_MS} ms",
        met=interactive < INTERACTIVE_MS,
    )
    report(
        "board.new_note",
        notes_seen=notes,
        script_p50_ms=median(scripts),
        script_max_ms=max(scripts),
        goal=f"< {SCRIPT_MS} ms of script",
        met=max(scripts) < SCRIPT_MS,
    )


def open_board(browser, path, session, port):
    """A new browser's page, and milliseconds until its line was open."""
    address = f"http://localhost:{port}"
    context = browser.new_context(locale="nb-NO", extra_http_headers={"X-Forwarded-Proto": "https"})
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address + path)
    page.locator("html[data-live=open]").wait_for(state="attached")
    return page, page.evaluate("window.openAfter")


def new_notes(page, write, port):
    """Milliseconds of script that some notes cost the page, one by one, and how many it then shows more."""
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable")
    before = page.locator("[data-note]").count()
    scripts = []
    for number in range(NEW_NOTES):
        spent = script_seconds(tools)
        line = Connection(port)
        line.ask(write(number=number))
        while not line.hear():
            pass
        line.socket.close()
        time.sleep(0.3)
        scripts.append(1000 * (script_seconds(tools) - spent))
    return scripts, page.locator("[data-note]").count() - before


def script_seconds(tools):
    metrics = tools.send("Performance.getMetrics")["metrics"]
    return next(each["value"] for each in metrics if each["name"] == "ScriptDuration")
