"""One's own places in groups: in the copy of one's data, when an account is closed or erased, in a merge of
organisations."""

from django.utils.translation import gettext as _

from partners.groups.membership import forget_member, hand_over
from partners.groups.models import GroupInvitation, GroupMember, JoinRequest, WorkingGroup
from partners.organisations.moving import moves
from partners.people.closing import when_closed
from partners.people.erasing import erases, stays, warns
from partners.people.reach import Line, Part, reaches
from partners.people.telling import Chapter, Fact, facts_of, leaves_out, tells

when_closed(hand_over)


@reaches(order=44)
def places_in_groups(user):
    """Which groups they are in, and as what."""
    places = GroupMember.objects.filter(user=user).select_related("group").order_by("group__name", "pk")
    lines = [Line(each.group.name, each.get_place_display()) for each in places]
    return Part(_("Working groups"), lines, _("None."))


@tells(GroupMember, order=42)
def tell_of_places(subject):
    rows = GroupMember.objects.filter(user=subject.user).select_related("group", "organisation")
    return Chapter(
        "group_places",
        _("Your working groups"),
        [
            [
                Fact("group", _("Working group"), each.group.name),
                *facts_of(each, "place", "since"),
                Fact("organisation", _("For"), each.organisation.name if each.organisation else ""),
            ]
            for each in rows
        ],
    )


@tells(JoinRequest, order=43)
def tell_of_requests(subject):
    rows = JoinRequest.objects.filter(user=subject.user).select_related("group")
    return Chapter(
        "group_requests",
        _("Working groups that you have asked to join"),
        [
            [
                Fact("group", _("Working group"), each.group.name),
                *facts_of(each, "text", "state", "created_at"),
            ]
            for each in rows
        ],
    )


@tells(GroupInvitation, order=44)
def tell_of_invitations(subject):
    """Invitations to them, and those that they have sent, without the others' names and addresses."""
    to_them = GroupInvitation.objects.filter(user=subject.user)
    to_them |= GroupInvitation.objects.filter(email__in=subject.addresses)
    by_them = GroupInvitation.objects.filter(invited_by=subject.user)
    rows = [_invitation(each, "received", _("You were invited")) for each in to_them.select_related("group")]
    rows += [_invitation(each, "sent", _("You invited somebody")) for each in by_them.select_related("group")]
    return Chapter("group_invitations", _("Invitations to working groups"), rows)


def _invitation(invitation, way, words):
    return [
        Fact("way", _("What"), way, words),
        Fact("group", _("Working group"), invitation.group.name),
        *facts_of(invitation, "created_at", "state"),
    ]


leaves_out(WorkingGroup._meta.label, because="A group is its members', whoever started it.")


@erases(GroupMember, JoinRequest, GroupInvitation, order=32)
def end_places(subject):
    forget_member(subject.user, emails=subject.addresses)


stays(WorkingGroup._meta.label, because="A group goes on; the row forgets who started it with the account.")


@warns
def tell_of_groups(user):
    """What becomes of each group at work that this person alone leads. Two queries."""
    mine = GroupMember.objects.leaders().filter(user=user, group__state=WorkingGroup.State.ACTIVE)
    mine = {each.group_id: each.group for each in mine.select_related("group").order_by("group__name", "pk")}
    others = {}
    for each in GroupMember.objects.at_hand().filter(group__in=mine).exclude(user=user):
        others.setdefault(each.group_id, []).append(each)
    return [_fate(group, others.get(pk)) for pk, group in mine.items() if not _is_led(others.get(pk, []))]


def _is_led(others):
    return any(each.is_leader for each in others)


def _fate(group, others):
    if others:
        words = _("You are the only leader of %(name)s. Its member for the longest time becomes leader.")
    else:
        words = _("Nobody else is in %(name)s. The group is archived.")
    return words % {"name": group.name}


@moves(GroupMember)
def move_places(gone, kept):
    """Who is in a group for the one is in it for the other."""
    return _move(GroupMember, gone, kept)


@moves(JoinRequest)
def move_requests(gone, kept):
    return _move(JoinRequest, gone, kept)


def _move(model, gone, kept):
    moved = list(model.objects.filter(organisation=gone).values_list("pk", flat=True))
    model.objects.filter(pk__in=moved).update(organisation=kept)
    return moved
