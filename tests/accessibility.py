"""What axe finds on a page, as a test failure that can be acted on."""

from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def assert_accessible(page):
    """No violation of WCAG 2.2 AA or of axe's best practice, one `h1`, and no sideways scroll."""
    found = Axe().run(page, options=RULES).response["violations"]
    reports = [
        f"{page.url}: {rule['id']}: {rule['help']}\n  "
        + "\n  ".join(f"{' '.join(map(str, node['target']))}: {node['html'][:200]}" for node in rule["nodes"])
        for rule in found
    ]
    assert not reports, "\n".join(reports)
    assert page.locator("h1").count() == 1, f"{page.url}: a page has one h1"
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url}: {overflow} px wider than the window"
