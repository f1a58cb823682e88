"""Who has a part in a thread and can see it: whom one can mention, and who gets letters."""

from django.db.models import Exists, OuterRef, Q

from partners.inputs.models import Input
from partners.inputs.rules import answering
from partners.organisations.models import Membership
from partners.people.models import User
from partners.threads.models import Reply


def mentionable(input):
    """The accounts with a name that have spoken in this thread, and coordinators; all can see the thread.

    Who gave the input without showing their name is not told of.
    """
    spoke = Exists(Reply.objects.shown().filter(input=input, author=OuterRef("pk")))
    part = Q(spoke) | answering()
    if input.giver_id and input.shown_as == Input.ShownAs.NAME:
        part |= Q(person=input.giver_id)
    named = User.objects.filter(is_active=True, erase_after=None).exclude(name="")
    return named.filter(part).filter(sees(input)).distinct().order_by("name", "pk")


def sees(input):
    """A condition on accounts: those that can read this input, as `visible_to` says it of inputs."""
    always = answering() | Q(is_superuser=True)
    if input.giver_id:
        always |= Q(person=input.giver_id)
    if not input.is_shown or input.visibility == Input.Visibility.MUNICIPALITY:
        return always
    if input.visibility == Input.Visibility.PARTNERS:
        return always | Exists(Membership.objects.acting().filter(user=OuterRef("pk")))
    return Q(pk__isnull=False)
