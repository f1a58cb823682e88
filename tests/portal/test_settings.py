"""What a real installation refuses to start without."""

import os
import subprocess
import sys

import pytest

COMPLETE = {
    "SECRET_KEY": "x" * 50,
    "DATABASE_URL": "postgresql://portal@db/portal",
    "ALLOWED_HOSTS": "omigjen.example.no",
    "SITE_URL": "https://omigjen.example.no",
    "SMTP_URL": "smtp://mail.example.no:587?tls=starttls",
    "DEFAULT_FROM_EMAIL": "Omigjen <post@omigjen.example.no>",
}


def start(environment):
    """Loads production settings in a process with this environment only."""
    return subprocess.run(
        [sys.executable, "-c", "import portal.settings.production as s; print(s.DEMO, s.DEBUG)"],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
    )


def test_production_starts_with_what_it_needs():
    done = start(COMPLETE)

    assert (done.returncode, done.stdout) == (0, "False False\n")


@pytest.mark.parametrize("name", COMPLETE)
def test_production_names_what_is_missing(name):
    done = start({key: value for key, value in COMPLETE.items() if key != name})

    assert done.returncode == 1
    assert done.stderr.strip().endswith(f"Set these before starting (README, “Configuration”): {name}.")


@pytest.mark.parametrize(
    ("name", "value"),
    [("SECRET_KEY", "short"), ("ALLOWED_HOSTS", "*"), ("SITE_URL", "http://omigjen.example.no")],
)
def test_production_refuses_weak_values(name, value):
    done = start(COMPLETE | {name: value})

    assert done.returncode == 1
    assert f": {name}." in done.stderr


def test_production_refuses_the_demo():
    done = start(COMPLETE | {"DEMO": "1"})

    assert done.returncode == 1
    assert "DEMO lets anyone sign in as staff: production settings refuse it." in done.stderr


def test_production_has_no_address_of_the_demo():
    ask = (
        "import django; django.setup(); from django.urls import reverse; reverse('demo_as', args=['partner'])"
    )

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ask],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            **COMPLETE,
        },
        capture_output=True,
        text=True,
    )

    assert "NoReverseMatch" in done.stderr


def test_production_cannot_open_the_admin_without_a_second_factor():
    ask = "import portal.settings.production as s; print(s.STAFF_MFA_REQUIRED)"

    done = subprocess.run(
        [sys.executable, "-c", ask],
        env={"PATH": os.environ["PATH"], "STAFF_MFA_REQUIRED": "0", **COMPLETE},
        capture_output=True,
        text=True,
    )

    assert done.stdout == "True\n"


def test_production_refuses_ansattporten_without_a_resource_to_ask_about():
    half = start(COMPLETE | {"ANSATTPORTEN_CLIENT_ID": "omigjen"})
    whole = start(
        COMPLETE | {"ANSATTPORTEN_CLIENT_ID": "omigjen", "ANSATTPORTEN_RESOURCE": "urn:altinn:resource:a"}
    )

    assert ": ANSATTPORTEN_RESOURCE." in half.stderr
    assert (half.returncode, whole.returncode) == (1, 0)


def test_production_refuses_answers_by_mail_that_nobody_signs():
    address = {"INBOUND_ADDRESS": "svar@svar.example.no"}

    half, short, whole = (
        start(COMPLETE | address | secret)
        for secret in ({}, {"INBOUND_SECRET": "short"}, {"INBOUND_SECRET": "x" * 40})
    )

    assert ": INBOUND_SECRET." in half.stderr
    assert [each.returncode for each in (half, short, whole)] == [1, 1, 0]
