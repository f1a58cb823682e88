from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portal"

    def ready(self):
        from portal.mail import backend, kinds

        kinds.register(backend.KIND, backend.compose, private=True)
        autodiscover_modules("jobs.chores", "chores")
