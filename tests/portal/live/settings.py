"""A server of its own, with the rooms and the page of these tests."""

from tests.live_settings import *
from tests.live_settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.portal.live"]
ROOT_URLCONF = "tests.portal.live.urls"
