from importlib import import_module

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Public site"

    def ready(self):
        for module in ("home.searching.site", "home.receivers", "home.letters"):
            import_module(module)
