"""`make lint`: style, imports that point one way, migrations that are complete, strict templates."""

import os
import re
import subprocess
import sys
from pathlib import Path

from scripts.format import ROOT, TEMPLATES

# The content security policy of every page stops these; a reader should never be the one to find out.
FORBIDDEN = {
    r"\sstyle\s*=": "style= is stopped by the content security policy: use a class",
    r"<style[\s>]": "inline styles are stopped by the content security policy: use static/css",
    r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))": "inline script",
    r"\son[a-z]+\s*=\s*[\"']": "event attributes are stopped by the content security policy: use static/js",
    r"\shx-on": "hx-on is stopped by the content security policy: use static/js",
    r"\|\s*safe\b": "|safe lets text become markup: build it with format_html",
    r"(?:src|href)=\"https?://(?!schema\.org)[^\"{]+\.(?:js|css|woff2?|png|svg|jpg)\"": "third-party file",
}
# E-mail clients know no style sheet.
ALLOWED_IN_MAIL = {r"\sstyle\s*=", r"<style[\s>]"}

# Whether models and migrations agree is read from the code; no server stands at this address.
WITHOUT_DATABASE = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.test",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "PYTHONWARNINGS": "ignore",
}


def strict_templates():
    """Whether every template keeps to the content security policy."""
    breaches = []
    for name in TEMPLATES:
        text = (ROOT / name).read_text()
        for pattern, reason in FORBIDDEN.items():
            if pattern in ALLOWED_IN_MAIL and name.startswith("templates/emails/"):
                continue
            for match in re.finditer(pattern, text):
                line = text.count("\n", 0, match.start()) + 1
                breaches.append(f"{name}:{line}: {reason}")
    print("\n".join(breaches) or f"{len(TEMPLATES)} templates are strict")
    return not breaches


def passes(title, *command, **environment):
    print(f"== {title}", flush=True)
    return subprocess.call(command, cwd=ROOT, env=os.environ | environment) == 0


def main():
    python = sys.executable
    imports = str(Path(python).parent / "lint-imports")
    migrations = [python, "manage.py", "makemigrations", "--check", "--dry-run"]
    results = [
        passes("ruff check", python, "-m", "ruff", "check", "."),
        passes("ruff format", python, "-m", "ruff", "format", "--check", "."),
        passes("djhtml", python, "-m", "djhtml", "--check", "--tabwidth", "2", *TEMPLATES),
        passes("imports", imports, "--no-cache"),
        passes("migrations", *migrations, **WITHOUT_DATABASE),
        strict_templates(),
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
