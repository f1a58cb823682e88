"""What happens to organisations: how they come, what the municipality decides, and their profile."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from stdnum.no import orgnr
from wagtail.log_actions import log

from partners.organisations import letters, logos
from partners.organisations.errors import AlreadyThere, NotNamed, WrongStatus
from partners.organisations.models import FormerOrganisation, Membership, Organisation
from partners.organisations.noticing import notify_of_decision
from partners.organisations.places import place_called
from portal.pagecache import forget_pages
from portal.text import clean_line, clean_text

Status = Organisation.Status
MOST_TAGS = 8
LONGEST_TAG = 30
# From which status each decision can be made.
DECISIONS = {
    "partners.organisation.verify": (Status.PENDING, Status.REJECTED),
    "partners.organisation.reject": (Status.PENDING,),
    "partners.organisation.suspend": (Status.VERIFIED,),
    "partners.organisation.reopen": (Status.SUSPENDED,),
    "partners.organisation.prove": (Status.PENDING,),
}


def locked(organisation):
    """The organisation as it is now, held until the transaction ends."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def locked_or_kept(organisation):
    """The same, or the one that it has been merged into meanwhile. Raises Organisation.DoesNotExist."""
    try:
        return locked(organisation)
    except Organisation.DoesNotExist:
        if kept := kept_instead_of(organisation.pk):
            return locked(kept)
        raise


def kept_instead_of(pk):
    """The organisation that one with this primary key was merged into, or None."""
    former = FormerOrganisation.objects.filter(pk=pk).select_related("kept").first()
    return former.kept if former else None


def found_organisation(*, by, name, kind, number="", facts=None, language="nb"):
    """Register an organisation with `by` as its first owner; the municipality decides later.

    With `facts` its name is the register's. Without them it is marked as not checked, and the register is
    asked later if there is a number. One that was not approved is asked for anew, and those who asked before
    lose it. Raises `AlreadyThere` with the organisation of this number, and stdnum's errors for a wrong
    number.
    """
    number = orgnr.validate(number) if number else None
    fields = {"kind": kind, "name": clean_line(facts.name if facts else name)}
    if facts:
        fields |= facts.as_fields() | {"checked_at": timezone.now(), "place": place_called(facts.place)}
    try:
        with transaction.atomic():
            organisation = _rejected(number) or Organisation(number=number)
            for field, value in fields.items():
                setattr(organisation, field, value)
            organisation.status, organisation.reason = Status.PENDING, ""
            organisation.created_at = timezone.now()
            organisation.save()
            organisation.memberships.all().delete()
            organisation.invitations.open().update(revoked_at=organisation.created_at)
            Membership.objects.create(
                organisation=organisation, user=by, role=Membership.Role.OWNER, language=language
            )
            _note_founding(organisation, by=by, language=language)
    except IntegrityError:
        if number and (there := Organisation.objects.filter(number=number).first()):
            raise AlreadyThere(there) from None
        raise
    return organisation


def _rejected(number):
    """The organisation of this number that was not approved; raises AlreadyThere for one that stands."""
    there = number and Organisation.objects.select_for_update().filter(number=number).first()
    if there and there.status != Status.REJECTED:
        raise AlreadyThere(there)
    return there


def _note_founding(organisation, *, by, language):
    log(
        organisation,
        "partners.organisation.found",
        user=by,
        data={"number": organisation.number, "checked": organisation.register_state},
    )
    letters.write_to(
        by,
        letters.RECEIVED,
        organisation,
        key=int(organisation.created_at.timestamp()),
        language=language,
    )


@transaction.atomic
def verify_organisation(organisation, *, by):
    """Approve that these people represent it: from now on it can hand things in. Twice is harmless.

    Raises `WrongStatus` for one that is suspended meanwhile: opening it again is a decision of its own.
    """
    return _decide(organisation, Status.VERIFIED, "partners.organisation.verify", by=by)


@transaction.atomic
def reject_organisation(organisation, *, reason, by):
    """Say no to one that waits. Its members read why. Raises `WrongStatus` for one that is decided."""
    return _decide(organisation, Status.REJECTED, "partners.organisation.reject", by=by, reason=reason)


@transaction.atomic
def suspend_organisation(organisation, *, reason, by):
    """Stop an approved one from acting. Its members read why. Raises `WrongStatus`."""
    return _decide(organisation, Status.SUSPENDED, "partners.organisation.suspend", by=by, reason=reason)


@transaction.atomic
def reopen_organisation(organisation, *, by):
    """Let a suspended one act again. Raises `WrongStatus`."""
    return _decide(organisation, Status.VERIFIED, "partners.organisation.reopen", by=by)


@transaction.atomic
def prove_organisation(organisation, *, numbers, by):
    """Approve one that waits, on Ansattporten's word that `by`, a member, may represent these numbers.

    Twice is harmless. Raises `NotNamed` when its number is not among them or `by` is no longer a member, and
    `WrongStatus` for one that is decided otherwise.
    """
    current = locked_or_kept(organisation)
    if current.number not in numbers or not current.memberships.active().filter(user=by).exists():
        raise NotNamed
    if current.status not in (Status.PENDING, Status.VERIFIED):
        raise WrongStatus(current.status)
    return _decide(current, Status.VERIFIED, "partners.organisation.prove", by=by)


def _decide(organisation, status, action, *, by, reason=""):
    try:
        organisation = locked(organisation)
    except Organisation.DoesNotExist:
        # It was merged into another meanwhile: what was decided about it is not decided about that one.
        raise WrongStatus from None
    if organisation.status == status:
        return organisation
    if organisation.status not in DECISIONS[action]:
        raise WrongStatus(organisation.status)
    before = organisation.status
    organisation.status, organisation.reason = status, clean_line(reason)
    organisation.save(update_fields=["status", "reason"])
    entry = log(
        organisation, action, user=by, data={"status": [before, status], "reason": organisation.reason}
    )
    letters.write_to_each(
        organisation.memberships.active(),
        letters.DECIDED,
        organisation,
        key=entry.pk,
        status=status,
        reason=organisation.reason,
    )
    notify_of_decision(organisation, key=entry.pk, by=by)
    forget_pages()
    return organisation


@transaction.atomic
def note_facts(organisation, *, facts, by=None):
    """Keep what the register says now. The name that the organisation goes by stays, and its place.

    Facts about another number than it has, now that it is locked, are not kept.
    """
    organisation = locked_or_kept(organisation)
    if organisation.number != facts.number:
        return organisation
    before = organisation.register_state
    for field, value in facts.as_fields().items():
        setattr(organisation, field, value)
    if before == Organisation.RegisterState.UNCHECKED and not organisation.place:
        organisation.place = place_called(facts.place)
    organisation.checked_at = timezone.now()
    organisation.save()
    log(
        organisation,
        "partners.organisation.check",
        user=by,
        data={"register": [before, organisation.register_state]},
    )
    forget_pages()
    return organisation


CLEANERS = {
    "about": clean_text,
    "offers": clean_text,
    "needs": clean_text,
    "website": clean_line,
    "contact_name": clean_line,
    "visibility": clean_line,
    "place": place_called,
}


def clean_tags(words):
    """Tags as they are stored: one line each, in small letters, each of them once, at most eight."""
    tags = (clean_line(word).lower()[:LONGEST_TAG].strip() for word in words)
    return list(dict.fromkeys(filter(None, tags)))[:MOST_TAGS]


@transaction.atomic
def edit_profile(organisation, *, by, logo=None, remove_logo=False, **fields):
    """Change what the organisation tells of itself; only known fields of the profile.

    `logo` is a picture's content, drawn anew before it is kept: raises `logos.NotALogo`. The file of a logo
    that is replaced or removed is deleted once that is certain.
    """
    picture = logos.redraw(logo) if logo else None
    organisation = locked(organisation)
    new = {name: clean(fields[name]) for name, clean in CLEANERS.items() if name in fields}
    if "tags" in fields:
        new["tags"] = clean_tags(fields["tags"])
    if picture or (remove_logo and organisation.logo):
        new["logo"] = logos.as_file(picture) if picture else ""
        logos.delete_later(organisation.logo)
    changed = [name for name, value in new.items() if getattr(organisation, name) != value]
    if changed:
        for name in changed:
            setattr(organisation, name, new[name])
        organisation.save(update_fields=changed)
        log(organisation, "partners.organisation.profile", user=by, data={"fields": changed})
        forget_pages()
    return organisation
