"""Translations: `compile_messages` for every start, and `make messages` for who changes the text."""

import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]


def compile_messages(root=ROOT):
    """Writes each `.mo` that is missing or older than its `.po`. Needs no gettext on the machine."""
    for source in sorted((root / "locale").glob("**/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            unfinished = target.with_suffix(".mo.part")
            polib.pofile(str(source)).save_as_mofile(str(unfinished))
            unfinished.replace(target)


def main():
    collect = [sys.executable, "manage.py", "makemessages", "--locale", "nb", "--no-wrap", "--no-obsolete"]
    # Files without line numbers: the catalogue changes when texts do, and only then.
    collect += ["--add-location", "file"]
    ignored = [
        "--ignore",
        ".venv/*",
        "--ignore",
        "var/*",
        "--ignore",
        "tests/*",
        "--ignore",
        "bench/*",
        "--ignore",
        "static/vendor/*",
    ]
    subprocess.run([*collect, *ignored], cwd=ROOT, check=True)
    compile_messages()
    book = polib.pofile(str(ROOT / "locale/nb/LC_MESSAGES/django.po"))
    missing = [*book.untranslated_entries(), *book.fuzzy_entries()]
    for entry in missing:
        print(f"{', '.join(file for file, _line in entry.occurrences)}: {entry.msgid!r}")
    print(f"{len(book)} texts, {len(missing)} to translate in locale/nb/LC_MESSAGES/django.po")


if __name__ == "__main__":
    main()
