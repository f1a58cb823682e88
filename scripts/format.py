"""`make format`: code and templates in the form that `make lint` asks for."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))


def main():
    python = sys.executable
    subprocess.run([python, "-m", "ruff", "check", "--fix", "--quiet", "."], cwd=ROOT)
    subprocess.run([python, "-m", "ruff", "format", "."], cwd=ROOT, check=True)
    subprocess.run([python, "-m", "djhtml", "--tabwidth", "2", *TEMPLATES], cwd=ROOT)


if __name__ == "__main__":
    main()
