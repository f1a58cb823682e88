from importlib import import_module

from django.apps import AppConfig


class LiveTestsConfig(AppConfig):
    name = "tests.portal.live"
    label = "live_tests"

    def ready(self):
        import_module("tests.portal.live.kinds")
