"""Chores of the partners' subjects."""

from datetime import timedelta

from partners.organisations.actions import note_facts
from partners.organisations.models import Organisation
from partners.organisations.register import RegisterUnavailable, look_up
from portal.jobs.clock import chore

AT_ONCE = 20


@chore("check-organisations", every=timedelta(minutes=10))
def check_organisations():
    """Ask the register about those registered by hand, or while it was down; stop when it does not answer."""
    for organisation in Organisation.objects.unchecked().order_by("created_at", "pk")[:AT_ONCE]:
        try:
            facts = look_up(organisation.number)
        except RegisterUnavailable:
            return
        note_facts(organisation, facts=facts)
