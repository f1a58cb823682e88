"""Whom stored data is about: an account, with the person and the addresses that are its own."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import Q

from partners.people.models import Person, User, normalise_email


@dataclass(frozen=True)
class Subject:
    """The account, the people it is, and every address that it has shown to be its own, in lower case."""

    user: User
    people: list
    addresses: list


def subject_of(user):
    """What is this account's. An address that was never confirmed is not, whoever typed it in."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    addresses = sorted({normalise_email(each) for each in (user.email, *confirmed)})
    own = Q(user=user) | Q(user=None, email__in=addresses)
    people = list(Person.objects.filter(own).order_by("pk"))
    return Subject(user, people, sorted({*addresses, *(person.email for person in people)}))
