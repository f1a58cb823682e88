from importlib import import_module

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = "Partners"

    def ready(self):
        from partners.inputs import letters
        from portal.mail import kinds

        for kind, compose in letters.COMPOSERS.items():
            kinds.register(kind, compose)
        # Importing it registers what input adds to the site's own pages.
        import_module("partners.inputs.site")
