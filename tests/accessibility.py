"""What axe finds on a page, and whom the page asks, as test failures that can be acted on."""

from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # All rules run; what they found nothing wrong with is not written out, which takes as long as to look.
    "reporter": "no-passes",
}
# What fades in is judged when it is there: whatever moves is brought to its end, but for what has none.
STILL = """() => document.getAnimations()
  .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
  .forEach(each => each.finish())"""
AT_HOME = {"data", "blob", "about"}


def assert_accessible(page):
    """No violation of WCAG 2.2 AA or of axe's best practice, one `h1`, and no sideways scroll."""
    page.wait_for_load_state()
    page.evaluate(STILL)
    found = _violations(page)
    reports = [
        f"{page.url}: {rule['id']}: {rule['help']}\n  "
        + "\n  ".join(f"{' '.join(map(str, node['target']))}: {node['html'][:200]}" for node in rule["nodes"])
        for rule in found
    ]
    assert not reports, "\n".join(reports)
    assert page.locator("h1").count() == 1, f"{page.url}: a page has one h1"
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url}: {overflow} px wider than the window"


def _violations(page):
    """What axe finds. A document that is looked at again has it already."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate("rules => axe.run(rules)", RULES)["violations"]


class Listener:
    """Hears every request of a page from now on; `strangers` are those to anybody but `url`."""

    def __init__(self, page, url):
        self.home = urlsplit(url).netloc
        self.asked = []
        page.on("request", lambda request: self.asked.append(request.url))

    @property
    def strangers(self):
        asked = [(urlsplit(address), address) for address in self.asked]
        return [whole for url, whole in asked if url.scheme not in AT_HOME and url.netloc != self.home]
