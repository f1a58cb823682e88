"""The demo's organisations and the people who act for them, made by the same actions as real ones."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone
from wagtail.models import ModelLogEntry

from demo.content import organisations as content
from demo.meetings import email_of
from demo.personas import PERSONAS
from demo.pictures import as_png, mark_svg
from demo.register import REGISTER
from partners.organisations.actions import (
    edit_profile,
    found_organisation,
    suspend_organisation,
    verify_organisation,
)
from partners.organisations.invitations import invite
from partners.organisations.letters import DECIDED, RECEIVED
from partners.organisations.membership import ask_to_join
from partners.organisations.models import Membership, Organisation
from partners.organisations.register import read_unit
from partners.people.models import Person, User
from portal.mail.models import Letter


def organisations(*, coordinator):
    """Eight of different kinds: one waits for approval, one is suspended, and two share a person."""
    for number, row in enumerate(content.ORGANISATIONS):
        organisation(*row, coordinator=coordinator, days_ago=content.DAYS_AGO - 5 * number)
    nordre = Organisation.objects.get(number=content.ORGANISATIONS[0][0])
    ask_to_join(nordre, user=account(content.ASKS), language="nb")
    owner = nordre.memberships.owners().get().user
    invite(nordre, email=content.INVITED, role="member", by=owner, language="nb")
    # What was decided weeks ago is no news.
    Letter.objects.filter(kind__in=[RECEIVED, DECIDED]).delete()


def organisation(number, name, owner, members, mark, profile, *, coordinator, days_ago):
    facts = read_unit(REGISTER[number]) if number else None
    made = found_organisation(
        by=account(owner),
        name=name,
        kind=facts.kind if facts else Organisation.Kind.INFORMAL,
        number=number,
        facts=facts,
    )
    moment = timezone.now() - timedelta(days=days_ago)
    if number == content.PENDING:
        moment = timezone.now() - timedelta(days=2)
    Organisation.objects.filter(pk=made.pk).update(name=name, created_at=moment)
    for member in members:
        Membership.objects.create(organisation=made, user=account(member))
    made.memberships.update(since=moment)
    edit_profile(made, by=account(owner), logo=mark and as_png(mark_svg(*mark)), **profile)
    if number != content.PENDING:
        verify_organisation(made, by=coordinator)
    if number == content.SUSPENDED:
        suspend_organisation(made, reason=content.REASON, by=coordinator)
    # It was asked, and a day later decided.
    ModelLogEntry.objects.for_instance(made).update(timestamp=moment + timedelta(days=1))


def account(name):
    """The account of an invented person, made when it is first needed, with its address verified."""
    persona = next((each for each in PERSONAS.values() if each.name == name), None)
    if persona:
        user = persona.user()
    else:
        user, _created = User.objects.get_or_create(email=email_of(name), defaults={"name": name})
        Person.objects.update_or_create(email=user.email, defaults={"user": user})
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user
