"""What happens to places in groups. Each takes the group's row, so that it is never without a leader."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.groups import letters
from partners.groups.actions import close_down, locked, locked_at_work
from partners.groups.errors import AlreadyMember, KeptOut, LastLeader, NotTheirs, NotThisWay
from partners.groups.joining import tell_that_they_joined
from partners.groups.leaving import no_longer_in, tell_that_they_left
from partners.groups.models import GroupInvitation, GroupMember, JoinRequest, WorkingGroup
from partners.groups.noticing import place_of_group
from partners.notices.actions import follow, unfollow
from partners.notices.models import Following
from partners.organisations.models import Membership
from partners.threads.rules import may_take_part

Joining, Place, Asked = WorkingGroup.Joining, GroupMember.Place, JoinRequest.State
Because = Following.Because


@transaction.atomic
def join(group, *, user, language, organisation=None):
    """Give `user` a place in an open group, for an organisation that they act for. Joining twice is harmless.

    Raises `Archived`, `NotThisWay` for a group that is not open, `KeptOut`, `NotTheirs`.
    """
    group = locked_at_work(group)
    if member := group.members.filter(user=user).first():
        return member
    if group.joining != Joining.OPEN:
        raise NotThisWay
    _check(user, organisation)
    return seat(group, user=user, by=user, language=language, organisation=organisation)


@transaction.atomic
def request_to_join(group, *, user, language, text="", organisation=None):
    """Ask the leaders for a place. Asking twice is harmless: the first question stands.

    Raises `Archived`, `NotThisWay` where nobody asks, `AlreadyMember`, `KeptOut`, `NotTheirs`.
    """
    group = locked_at_work(group)
    if group.members.filter(user=user).exists():
        raise AlreadyMember
    if waiting := group.requests.waiting().filter(user=user).first():
        return waiting
    if group.joining != Joining.REQUEST:
        raise NotThisWay
    _check(user, organisation)
    request = JoinRequest.objects.create(
        group=group, user=user, text=text, language=language, organisation=organisation
    )
    log(group, "partners.group.ask", user=user, data={"user": user.pk, "request": request.pk})
    letters.write_asked(request)
    return request


@transaction.atomic
def accept_request(request, *, by):
    """Let one in who asked. Twice is harmless. Raises `Archived`, and `NotThisWay` for one that is answered
    otherwise or taken back."""
    group, request = _held(request)
    if request.state == Asked.ACCEPTED:
        return group.members.filter(user=request.user).first()
    _answer(request, Asked.ACCEPTED, by=by)
    letters.write_answer(request, letters.ACCEPTED)
    return seat(group, user=request.user, by=by, language=request.language, organisation=request.organisation)


@transaction.atomic
def decline_request(request, *, by):
    """Say no to one who asked; they may ask again. Twice is harmless. Raises as `accept_request` does."""
    group, request = _held(request)
    if request.state != Asked.DECLINED:
        _answer(request, Asked.DECLINED, by=by)
        log(group, "partners.group.decline", user=by, data={"user": request.user_id, "request": request.pk})
        letters.write_answer(request, letters.DECLINED)
    return request


@transaction.atomic
def withdraw_request(request):
    """Take one's question back. Twice is harmless; an answer stands."""
    group = locked(request.group)
    request = JoinRequest.objects.select_related("user").get(pk=request.pk)
    if request.is_waiting:
        _answer(request, Asked.WITHDRAWN, by=request.user)
        log(group, "partners.group.withdraw", user=request.user, data={"request": request.pk})
    return request


@transaction.atomic
def leave(member):
    """Give up one's place. Twice is harmless. Raises `LastLeader`."""
    end_place(member, "partners.group.leave", by=member.user)


@transaction.atomic
def remove_member(member, *, by):
    """Take somebody's place away, and tell them. Twice is harmless. Raises `LastLeader`."""
    end_place(member, "partners.group.remove", by=by, kind=letters.REMOVED)


@transaction.atomic
def change_place(member, *, place, by):
    """Make somebody leader, member or observer; a leader steps down by it. The same again is harmless.

    Raises `Archived`, `LastLeader`, and GroupMember.DoesNotExist for who has left.
    """
    group = locked_at_work(member.group)
    member = _as_it_is(member, group)
    if member.place != place:
        if member.is_leader:
            _keep_a_leader(member)
        before, member.place = member.place, place
        member.save(update_fields=["place"])
        _note_place(member, [before, place], by=by)
        if member.is_observer:
            no_longer_in(group, member.user)
    return member


@transaction.atomic
def act_for(member, *, organisation, by):
    """Say for whom they are in the group; None for themselves. Raises `Archived`, `NotTheirs`."""
    group = locked_at_work(member.group)
    member = _as_it_is(member, group)
    _check_organisation(member.user, organisation)
    if member.organisation_id != (organisation and organisation.pk):
        member.organisation = organisation
        member.save(update_fields=["organisation"])
        data = {"user": member.user_id, "organisation": member.organisation_id}
        log(group, "partners.group.act_for", user=by, data=data)
    return member


@transaction.atomic
def hand_over(user):
    """When an account is closed or shut: each group that is left without a leader at hand gets its longest
    member as one. Their own place stays until the account is erased. A group with nobody else keeps its
    leader, who may regret."""
    for group in _held_groups_of(user):
        _find_heir(group, group.members.get(user=user))


@transaction.atomic
def forget_member(user, *, emails):
    """Before an account is deleted: end its places, its requests, and what was sent to its addresses.

    Where it alone leads, who has been a member longest becomes leader. A group that nobody is left in is
    archived.
    """
    for group in _held_groups_of(user):
        member = group.members.get(user=user)
        goes_on = _find_heir(group, member)
        log(group, "partners.group.leave", data={"user": user.pk})
        member.delete()
        no_longer_in(group, user)
        if not goes_on and group.is_active:
            close_down(group, by=None)
    user.group_requests.all().delete()
    GroupInvitation.objects.filter(email__in=[email.lower() for email in emails]).delete()
    user.group_invitations.all().delete()


def seat(group, *, user, by, language, organisation=None, place=Place.MEMBER):
    """A place in a group that the caller holds. Who has one keeps it; an observer may become more."""
    member, is_new = GroupMember.objects.get_or_create(
        group=group,
        user=user,
        defaults={"place": place, "organisation": organisation, "language": language},
    )
    if is_new:
        _note_place(member, [None, place], by=by, action="partners.group.join")
        because = Because.JOINED if by == user else Because.ADDED
        follow(user, place_of_group(group.pk), because=because)
        tell_that_they_joined(member)
    elif member.is_observer and place != Place.OBSERVER:
        member.place = place
        member.save(update_fields=["place"])
        _note_place(member, [Place.OBSERVER, place], by=by)
    waiting = group.requests.waiting().filter(user=user)
    waiting.update(state=Asked.ACCEPTED, answered_by=by, answered_at=timezone.now())
    return member


def end_place(member, action, *, by, kind=""):
    """End a place of which the caller has not yet taken the group."""
    group = locked(member.group)
    member = GroupMember.objects.select_related("user").filter(pk=member.pk).first()
    if member is None:
        return
    member.group = group
    if member.is_leader and group.is_active:
        _keep_a_leader(member)
    entry = log(group, action, user=by, data={"user": member.user_id})
    if kind:
        letters.write_place(member, kind, key=entry.pk)
    member.delete()
    no_longer_in(group, member.user)
    unfollow([member.user], place_of_group(group.pk))
    tell_that_they_left(group, member.user)


def _held_groups_of(user):
    groups = WorkingGroup.objects.filter(pk__in=user.group_places.values("group")).order_by("pk")
    return groups.select_for_update(of=("self",))


def _find_heir(group, member):
    """Whether the group goes on without them: they do not lead it, or somebody else at hand does now."""
    if not member.is_leader:
        return True
    others = group.members.at_hand().exclude(pk=member.pk)
    if others.leaders().exists():
        return True
    heir = others.participants().first() or others.first()
    if heir is None:
        return False
    before, heir.place = heir.place, Place.LEADER
    heir.save(update_fields=["place"])
    _note_place(heir, [before, Place.LEADER], by=None)
    return True


def _keep_a_leader(member):
    others = GroupMember.objects.leaders().at_hand().filter(group=member.group)
    if not others.exclude(pk=member.pk).exists():
        raise LastLeader


def _held(request):
    """The group, locked and at work, and the request as it is now."""
    group = locked_at_work(request.group)
    request = JoinRequest.objects.select_related("user", "organisation").get(pk=request.pk)
    request.group = group
    return group, request


def _as_it_is(member, group):
    member = GroupMember.objects.select_related("user").get(pk=member.pk)
    member.group = group
    return member


def _answer(request, state, *, by):
    if not request.is_waiting:
        raise NotThisWay
    request.state, request.answered_by, request.answered_at = state, by, timezone.now()
    request.save(update_fields=["state", "answered_by", "answered_at"])


def _check(user, organisation):
    if not may_take_part(user):
        raise KeptOut
    _check_organisation(user, organisation)


def _check_organisation(user, organisation):
    if organisation and not Membership.objects.acting().filter(user=user, organisation=organisation).exists():
        raise NotTheirs


def _note_place(member, places, *, by, action=""):
    """Log it on the group, by the person's number: names stay out of the log."""
    data = {"user": member.user_id, "place": places}
    entry = log(member.group, action or "partners.group.place", user=by, data=data)
    if member.is_leader and by != member.user:
        letters.write_place(member, letters.LEADS, key=entry.pk)
