"""Writing a proposal: several people, several tabs, and nobody's words overwritten unseen.

Whoever saves says which revision they have seen. What has been changed since is not overwritten: it comes
back, with the other's words. Saving what stands there already is harmless.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.proposals.content import copy_content
from partners.proposals.errors import Changed, Frozen
from partners.proposals.models import Offer, Passage, Proposal, Resource, Version, Visibility
from portal.files import let_go
from portal.text import clean_line, clean_text

Status = Proposal.Status


@dataclass(frozen=True)
class Text:
    """What somebody wants a passage to say, and the revision that they have seen (0: there was none)."""

    key: str
    text: str
    visibility: str = Visibility.MUNICIPALITY
    is_secret: bool = False
    seen: int = 0


def locked(proposal):
    """The proposal as it is now, held until the transaction ends."""
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("organisation", "proposer", "current")
        .get(pk=proposal.pk)
    )


def version_being_written(proposal):
    """The version that its proposers write on, or None."""
    return proposal.versions.filter(submitted_at=None).first()


@transaction.atomic
def begin_version(proposal, *, by):
    """A new version to write on, with all that the last one says. Twice is harmless. Raises `Frozen`."""
    proposal = locked(proposal)
    if version := version_being_written(proposal):
        return version
    if not proposal.can_be_written:
        raise Frozen
    version = Version(proposal=proposal, number=proposal.current.number + 1, changed_by=by)
    copy_content(proposal.current, version)
    log(proposal, "partners.proposal.begin_version", user=by, data={"version": version.number})
    return version


@transaction.atomic
def drop_version(proposal, *, by):
    """Throw away what is being written after the proposal was handed in; what was handed in stands."""
    proposal = locked(proposal)
    version = version_being_written(proposal)
    if version is not None and proposal.current_id:
        log(proposal, "partners.proposal.drop_version", user=by, data={"version": version.number})
        let_go(version.attachments.all())
        version.delete()
    return proposal


@transaction.atomic
def save_texts(proposal, *, texts, by):
    """Save passages; an empty text takes its passage away. Raises `Frozen`.

    Those that nobody else has changed are saved. Then raises nothing: returns the passages that somebody else
    has changed since, by key, for the writer to choose from (None where it was taken away).
    """
    version = held(proposal)
    theirs = {passage.key: passage for passage in version.passages.select_related("changed_by")}
    refused = {}
    for text in texts:
        standing = theirs.get(text.key)
        if _says(standing, text):
            continue
        if text.seen != (standing.revision if standing else 0):
            refused[text.key] = standing
        else:
            _save_text(version, standing, text, by=by)
    return refused


def _says(passage, text):
    words = clean_text(text.text)
    if passage is None:
        return not words
    same = (passage.text, passage.is_secret, passage.visibility)
    return same == (words, text.is_secret, _kept(text))


def _kept(text):
    return Visibility.MUNICIPALITY if text.is_secret else text.visibility


def _save_text(version, passage, text, *, by):
    words = clean_text(text.text)
    if not words:
        passage.delete()
        return
    values = {
        "text": words,
        "visibility": _kept(text),
        "is_secret": text.is_secret,
        "revision": passage.revision + 1 if passage else 1,
        "changed_by": by,
        "changed_at": timezone.now(),
    }
    Passage.objects.update_or_create(version=version, key=text.key, defaults=values)


@transaction.atomic
def save_roles(proposal, *, seen, by, offers, as_developer, as_participant, idea, starts=None, ends=None):
    """Save which roles are meant and how: `offers` are unsaved `Offer`s, one for each role.

    Raises `Frozen`, and `Changed` with the version when another has saved something else since `seen`.
    """
    version = held(proposal)
    facts = {
        "as_developer": as_developer,
        "as_participant": as_participant,
        "idea": clean_line(idea),
        "starts": starts,
        "ends": ends,
    }
    wanted = {each.role_id: (each.part, each.amount, each.visibility) for each in offers}
    there = {each.role_id: (each.part, each.amount, each.visibility) for each in version.offers.all()}
    if wanted == there and all(getattr(version, name) == value for name, value in facts.items()):
        return version
    if seen != version.revision:
        raise Changed(version)
    for name, value in facts.items():
        setattr(version, name, value)
    _touch(version, by=by)
    version.offers.exclude(role__in=wanted).delete()
    for role, (part, amount, visibility) in wanted.items():
        values = {"part": part, "amount": amount, "visibility": visibility}
        Offer.objects.update_or_create(version=version, role_id=role, defaults=values)
    return version


@transaction.atomic
def save_resources(proposal, *, seen, by, resources):
    """Save what is needed from other partners, or to spare for them: unsaved `Resource`s.

    Raises `Frozen`, and `Changed` with the version when another has saved something else since `seen`.
    """
    version = held(proposal)
    wanted = {(each.direction, each.kind): clean_line(each.text) for each in resources}
    wanted = {key: text for key, text in wanted.items() if text}
    there = {(each.direction, each.kind): each.text for each in version.resources.all()}
    if wanted == there:
        return version
    if seen != version.revision:
        raise Changed(version)
    _touch(version, by=by)
    version.resources.all().delete()
    Resource.objects.bulk_create(
        Resource(version=version, direction=direction, kind=kind, text=text)
        for (direction, kind), text in wanted.items()
    )
    return version


def held(proposal):
    """The version being written, its proposal locked. Raises `Frozen`."""
    proposal = locked(proposal)
    version = version_being_written(proposal) if proposal.can_be_written else None
    if version is None:
        raise Frozen
    return version


def _touch(version, *, by):
    version.revision += 1
    version.changed_by, version.changed_at = by, timezone.now()
    version.save()
