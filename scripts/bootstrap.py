"""Makes `.venv` with what a command needs, then hands over to the command. Standard library only.

    python3 scripts/bootstrap.py run|test|lint|… [arguments]

It must be readable by any Python, so that an old one meets a sentence and not a syntax error.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
MINIMUM = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def stop(sentence):
    sys.stderr.write(sentence + "\n")
    sys.exit(1)


def is_root():
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt_install(*packages):
    """Installs system packages where we may; says whether it did."""
    if not (is_root() and shutil.which("apt-get")):
        return False
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    subprocess.call(["apt-get", "update", "-qq"], env=environment, stdout=subprocess.DEVNULL)
    return subprocess.call(install + list(packages), env=environment, stdout=subprocess.DEVNULL) == 0


def works(python):
    check = "import sys; sys.exit(sys.version_info < %r)" % (MINIMUM,)
    try:
        return subprocess.call([python, "-c", check], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def make_venv():
    if os.path.exists(VENV_PYTHON) and works(VENV_PYTHON):
        return
    print("Making .venv …", flush=True)
    create = [sys.executable, "-m", "venv", "--clear", VENV]
    if subprocess.call(create, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return
    package = "python%d.%d-venv" % sys.version_info[:2]
    if not (apt_install(package) and subprocess.call(create, stdout=subprocess.DEVNULL) == 0):
        stop("Python cannot make a virtual environment: install the package %s and try again." % package)


def install(requirements):
    """Installs a requirements file, unless what is installed came from the same text."""
    digest = hashlib.sha256()
    for name in sorted({"requirements.txt", requirements}):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    stamp = os.path.join(VENV, "." + requirements + ".sha256")
    if os.path.exists(stamp):
        with open(stamp) as file:
            if file.read() == digest.hexdigest():
                return
    print("Installing %s (once) …" % requirements, flush=True)
    pip = [VENV_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]
    if subprocess.call(pip, cwd=ROOT) != 0:
        stop("Could not install %s: see pip's words above." % requirements)
    with open(stamp, "w") as file:
        file.write(digest.hexdigest())


def need_browser():
    if any(shutil.which(name) for name in BROWSERS):
        return
    print("Installing Chromium for the browser tests …", flush=True)
    apt_install("chromium")
    if not any(shutil.which(name) for name in BROWSERS):
        stop("The browser tests need Chromium: install the package chromium (apt-get install chromium).")


def need_redis():
    if not (shutil.which("redis-server") or apt_install("redis-server")):
        stop("Tests need Redis: install the package redis-server (apt-get install redis-server).")


def need_gettext():
    if not (shutil.which("xgettext") or apt_install("gettext")):
        stop("Collecting messages needs gettext: install the package gettext (apt-get install gettext).")


def main(command, *arguments):
    if sys.version_info < MINIMUM:
        stop("Omigjen needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])
    if os.name != "posix":
        stop("Omigjen runs on Linux and macOS; on Windows use WSL or the container image.")
    make_venv()
    install("requirements.txt" if command == "run" else "requirements-dev.txt")
    if command in ("test", "screenshots"):
        need_browser()
    if command in ("test", "bench"):
        need_redis()
    if command == "messages":
        need_gettext()
    os.chdir(ROOT)
    os.environ["PATH"] = os.path.dirname(VENV_PYTHON) + os.pathsep + os.environ.get("PATH", "")
    os.execv(VENV_PYTHON, [VENV_PYTHON, "-m", "scripts." + command] + list(arguments))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        stop("Say which command: run, test, lint, format, messages, bench or screenshots.")
    main(*sys.argv[1:])
