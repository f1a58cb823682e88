from importlib import import_module

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = "Partners"

    def ready(self):
        from partners.assessments import letters as assessment_letters
        from partners.inputs import letters as input_letters
        from partners.organisations import letters as organisation_letters
        from partners.people import letters as account_letters
        from partners.proposals import letters as proposal_letters
        from portal.mail import kinds

        for letters in (input_letters, organisation_letters, proposal_letters, assessment_letters):
            for kind, compose in letters.COMPOSERS.items():
                kinds.register(kind, compose)
        for kind, compose in organisation_letters.PRIVATE_COMPOSERS.items():
            kinds.register(kind, compose, private=True)
        kinds.register(account_letters.KIND, account_letters.compose, private=True)
        # Importing them registers what they add to the site's own pages and to the workspace.
        import_module("partners.inputs.site")
        import_module("partners.inputs.mine")
        import_module("partners.people.receivers")
        import_module("partners.organisations.site")
        import_module("partners.roles.site")
        import_module("partners.assessments.on_roles")
        import_module("partners.coverage.site")
