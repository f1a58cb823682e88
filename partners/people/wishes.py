"""Which letters a person wants, and in what language."""

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from wagtail.log_actions import log

from home.addresses import absolute
from partners.people.models import Person, Unwanted, normalise_email
from partners.people.moving import moves
from portal.mail.kinds import Reader, register_reader
from portal.mail.topics import optional_topic, topics
from portal.prepared import Given, Prepared

_signer = Signer(salt="partners.people.wishes")


@Prepared
def _known():
    unwanted = Unwanted.objects.filter(person=OuterRef("pk"), topic=Given("topic"))
    found = Person.objects.filter(email=Given("email")).annotate(is_unwanted=Exists(unwanted))
    return found.values_list("pk", "user__language", "is_unwanted")


@register_reader
def reader_of(address, topic):
    """What we know of a mailbox. One query."""
    found = _known.first(email=normalise_email(address), topic=topic.code if topic else "")
    person, language, is_unwanted = found or (None, "", False)
    if topic is None or person is None:
        return Reader(language or "")
    return Reader(
        language or "",
        wants_it=not is_unwanted,
        off_url=lambda: absolute(reverse("letters_off", args=[token_of(person, topic.code)])),
    )


def token_of(person_pk, code):
    """The key that turns letters about one topic off for one person, and on again; it opens nothing else."""
    return _signer.sign_object([person_pk, code])


def read_token(token):
    """The person and the topic of a key; None for a guess, and when either is gone."""
    try:
        pk, code = _signer.unsign_object(token)
    except BadSignature:
        return None
    person, topic = Person.objects.filter(pk=pk).first(), optional_topic(code)
    return (person, topic) if person and topic else None


def unwanted_by(person):
    """The codes of what this person does not want letters about."""
    return set(person.unwanted.values_list("topic", flat=True)) if person else set()


@transaction.atomic
def want_only(person, codes, *, at_work=False):
    """Want letters about these topics and none of the others. Twice is harmless.

    What somebody wants of letters to those `at_work` stays, unless they are asked about.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    asked = {topic.code for topic in topics(optional=True, at_work=at_work)}
    before = unwanted_by(person)
    return _set(person, off=asked - set(codes) - before, on=asked & set(codes) & before)


@transaction.atomic
def turn_off(person, topic):
    """No more letters about a topic, those that wait included. Twice is harmless."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    return _set(person, off={topic.code} - unwanted_by(person), on=set())


@transaction.atomic
def turn_on(person, topic):
    """Letters about a topic again. Twice is harmless."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    return _set(person, off=set(), on={topic.code} & unwanted_by(person))


def _set(person, *, off, on):
    person.unwanted.filter(topic__in=on).delete()
    Unwanted.objects.bulk_create(Unwanted(person=person, topic=code) for code in sorted(off))
    if off or on:
        changed = {"off": sorted(off), "on": sorted(on)}
        log(person, "partners.person.letters", title=str(person.pk), data=changed)


@moves(Unwanted)
def move_unwanted(old, new):
    """What either address did not want, the one person does not want."""
    there = unwanted_by(new)
    old.unwanted.exclude(topic__in=there).update(person=new)
