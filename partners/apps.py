from importlib import import_module

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = "Partners"

    def ready(self):
        from partners.agreements import letters as agreement_letters
        from partners.assessments import letters as assessment_letters
        from partners.callouts import letters as call_out_letters
        from partners.comments import letters as comment_letters
        from partners.decisions import letters as decision_letters
        from partners.discussions import letters as discussion_letters
        from partners.groups import letters as group_letters
        from partners.inbound import letters as inbound_letters
        from partners.inputs import approval_letters
        from partners.inputs import letters as input_letters
        from partners.matching import letters as matching_letters
        from partners.minutes import letters as minutes_letters
        from partners.notices import letters as notice_letters
        from partners.organisations import letters as organisation_letters
        from partners.organisations.places import the_map
        from partners.people import letters as account_letters
        from partners.proposals import letters as proposal_letters
        from partners.tasks import letters as task_letters
        from partners.threads import letters as thread_letters
        from portal.mail import kinds, topics

        written = (
            input_letters,
            approval_letters,
            organisation_letters,
            proposal_letters,
            assessment_letters,
            agreement_letters,
            matching_letters,
            thread_letters,
            group_letters,
            decision_letters,
            task_letters,
            call_out_letters,
        )
        for letters in written:
            for kind, compose in letters.COMPOSERS.items():
                kinds.register(kind, compose)
        for letters in (
            organisation_letters,
            comment_letters,
            group_letters,
            discussion_letters,
            minutes_letters,
        ):
            for kind, compose in letters.PRIVATE_COMPOSERS.items():
                kinds.register(kind, compose, private=True)
        kinds.register(account_letters.KIND, account_letters.compose, private=True)
        kinds.register(account_letters.LAST, account_letters.compose_last, private=True, traceless=True)
        kinds.register(notice_letters.KIND, notice_letters.compose, private=True, hold=notice_letters.hold)
        kinds.register(inbound_letters.KIND, inbound_letters.compose, private=True)
        others = (discussion_letters, comment_letters, minutes_letters, account_letters, notice_letters)
        for letters in (*written, *others, inbound_letters):
            for topic, of_kinds in letters.TOPICS:
                topics.register_topic(topic, kinds=of_kinds)
        # A map that is not there is told of at the start.
        the_map()
        # Importing them registers what they add to the site's own pages and to the workspace.
        import_module("partners.notices.site")
        import_module("partners.notices.mine")
        import_module("partners.inputs.noticing")
        import_module("partners.threads.notices")
        import_module("partners.inputs.site")
        import_module("partners.inputs.mine")
        import_module("partners.comments.site")
        import_module("partners.comments.mine")
        import_module("partners.threads.site")
        import_module("partners.threads.history")
        import_module("partners.threads.mine")
        import_module("partners.people.receivers")
        import_module("partners.people.own_reach")
        import_module("partners.people.wishes")
        import_module("partners.people.own")
        import_module("partners.overview.mine")
        import_module("partners.overview.news")
        import_module("partners.organisations.site")
        import_module("partners.organisations.waiting")
        import_module("partners.organisations.mine")
        import_module("partners.proposals.site")
        import_module("partners.proposals.mine")
        import_module("partners.assessments.mine")
        import_module("partners.agreements.site")
        import_module("partners.agreements.mine")
        import_module("partners.matching.mine")
        import_module("partners.groups.site")
        import_module("partners.groups.searching")
        import_module("partners.groups.mine")
        import_module("partners.discussions.noticing")
        import_module("partners.discussions.searching")
        import_module("partners.decisions.site")
        import_module("partners.decisions.mine")
        import_module("partners.discussions.site")
        import_module("partners.discussions.overview")
        import_module("partners.discussions.mine")
        import_module("partners.tasks.site")
        import_module("partners.tasks.mine")
        import_module("partners.callouts.site")
        import_module("partners.callouts.mine")
        import_module("partners.documents.site")
        import_module("partners.documents.searching")
        import_module("partners.documents.mine")
        import_module("partners.minutes.site")
        import_module("partners.minutes.linking")
        import_module("partners.minutes.mine")
        import_module("partners.inbound.addresses")
        import_module("partners.inbound.mine")
        import_module("partners.assessments.site")
        import_module("partners.roles.site")
        import_module("partners.assessments.on_roles")
        import_module("partners.coverage.site")
