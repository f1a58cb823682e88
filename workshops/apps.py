from importlib import import_module

from django.apps import AppConfig

# Importing them registers what they add to pages of others, and to the hub.
AT_START = [
    "workshops.signups.mine",
    "workshops.live.hall",
    "workshops.live.sections",
    "workshops.boards.parts",
    "workshops.boards.arranging",
    "workshops.boards.afterlife",
    "workshops.asking.kinds",
    "workshops.asking.sections",
    "workshops.polls.kinds",
    "workshops.polls.sections",
    "workshops.boards.life",
]


class WorkshopsConfig(AppConfig):
    name = "workshops"
    verbose_name = "Workshops"

    def ready(self):
        from wagtail.signals import page_published

        from home.searching import register_notes
        from home.sections import front_section
        from partners.inputs.letters import register_address
        from portal.mail import kinds, topics
        from workshops.meetings import letters as meeting_letters
        from workshops.meetings import sections
        from workshops.meetings.actions import on_published
        from workshops.meetings.models import WorkshopPage
        from workshops.signups import letters as signup_letters

        for kind, compose in (signup_letters.COMPOSERS | meeting_letters.COMPOSERS).items():
            kinds.register(kind, compose)
        for topic, of_kinds in signup_letters.TOPICS:
            topics.register_topic(topic, kinds=of_kinds)
        front_section(order=15)(sections.next_meeting)
        register_notes(WorkshopPage, sections.search_notes)
        register_address(signup_letters.personal_address)
        for module in AT_START:
            import_module(module)
        page_published.connect(on_published, sender=WorkshopPage, dispatch_uid="workshops.tell_of_changes")
