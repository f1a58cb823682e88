from importlib import import_module

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = "Partners"

    def ready(self):
        from partners.inputs import letters as input_letters
        from partners.organisations import letters as organisation_letters
        from partners.organisations.places import the_map
        from partners.people import letters as account_letters
        from portal.mail import kinds

        for kind, compose in (input_letters.COMPOSERS | organisation_letters.COMPOSERS).items():
            kinds.register(kind, compose)
        for kind, compose in organisation_letters.PRIVATE_COMPOSERS.items():
            kinds.register(kind, compose, private=True)
        kinds.register(account_letters.KIND, account_letters.compose, private=True)
        # A map that is not there is told of at the start.
        the_map()
        # Importing them registers what they add to the site's own pages and to the workspace.
        import_module("partners.inputs.site")
        import_module("partners.inputs.mine")
        import_module("partners.people.receivers")
        import_module("partners.organisations.site")
