"""One's own memberships: in the copy of one's data, and when a person is erased."""

from django.utils.translation import gettext as _

from partners.organisations.membership import forget_member
from partners.organisations.models import Invitation, Membership
from partners.people.erasing import erases, warns
from partners.people.telling import Chapter, Fact, facts_of, tells


@tells(Membership, order=40)
def tell_of_memberships(subject):
    """The organisations that they act for, or have asked to join."""
    rows = Membership.objects.filter(user=subject.user).select_related("organisation").order_by("since", "pk")
    return Chapter(
        "memberships",
        _("Your organisations"),
        [
            [
                Fact("organisation", _("Organisation"), each.organisation.name),
                *facts_of(each, "role", "state"),
                Fact("since", _("Since"), each.since),
            ]
            for each in rows
        ],
    )


@tells(Invitation, order=41)
def tell_of_invitations(subject):
    """Invitations to their addresses, and those that they have sent, without the others' addresses."""
    to_them = Invitation.objects.filter(email__in=subject.addresses).select_related("organisation")
    by_them = Invitation.objects.filter(invited_by=subject.user).select_related("organisation")
    rows = [_facts_of_invitation(each, "received", _("You were invited")) for each in to_them]
    rows += [_facts_of_invitation(each, "sent", _("You invited somebody")) for each in by_them]
    return Chapter("invitations", _("Invitations"), rows)


def _facts_of_invitation(invitation, way, words):
    return [
        Fact("way", _("What"), way, words),
        Fact("organisation", _("Organisation"), invitation.organisation.name),
        Fact("created_at", _("Sent"), invitation.created_at),
        Fact("accepted_at", _("Accepted"), invitation.accepted_at),
    ]


@erases(Membership, Invitation, order=30)
def end_memberships(subject):
    forget_member(subject.user, emails=subject.addresses)


@warns
def tell_of_heirs(user):
    """What becomes of each organisation that this person alone owns. Two queries."""
    mine = Membership.objects.owners().filter(user=user).select_related("organisation")
    mine = {each.organisation_id: each.organisation for each in mine.order_by("organisation__name", "pk")}
    others = (
        Membership.objects.active().filter(organisation__in=mine).exclude(user=user).order_by("since", "pk")
    )
    heirs = {}
    for each in others.select_related("user"):
        heirs.setdefault(each.organisation_id, []).append(each)
    return [
        _fate(organisation, heirs.get(pk, [])) for pk, organisation in mine.items() if _alone(heirs.get(pk))
    ]


def _alone(others):
    return not any(each.is_owner for each in others or [])


def _fate(organisation, others):
    if others:
        words = _(
            "You are the only owner of %(name)s. %(heir)s, its member for the longest time, becomes owner."
        )
        return words % {"name": organisation.name, "heir": others[0].shown_name}
    words = _(
        "Nobody else acts for %(name)s. It is suspended until the municipality finds somebody; invite a "
        "colleague first if it should go on."
    )
    return words % {"name": organisation.name}
