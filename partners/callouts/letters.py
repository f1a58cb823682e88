"""The letters about calls for volunteers: to leaders who are asked, and to those who come."""

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from home.addresses import absolute
from partners.callouts.models import Volunteer
from partners.groups.models import GroupMember
from portal.mail import outbox
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

ASKED = "callouts.asked"
ACCEPTED = "callouts.accepted"
WAITING = "callouts.waiting"
DECLINED = "callouts.declined"
CANCELLED = "callouts.cancelled"
MOVED = "callouts.moved"
TOMORROW = "callouts.tomorrow"

NAMES = {
    ASKED: gettext_lazy("Somebody wants to help"),
    ACCEPTED: gettext_lazy("You have a place as a volunteer"),
    WAITING: gettext_lazy("On the waiting list as a volunteer"),
    DECLINED: gettext_lazy("Not needed as a volunteer this time"),
    CANCELLED: gettext_lazy("Called off: what you were to help with"),
    MOVED: gettext_lazy("Another time or place for what you help with"),
    TOMORROW: gettext_lazy("Tomorrow you help"),
}

TOPICS = [
    (
        Topic(
            "callouts.asked",
            gettext_lazy("Somebody wants to help in a group that you lead"),
            gettext_lazy("When a volunteer waits for your answer. It waits on My page too."),
            order=55,
        ),
        [ASKED],
    ),
    (
        Topic(
            "callouts.reminders",
            gettext_lazy("Reminders of what you help with"),
            gettext_lazy("In the morning of the day before."),
            order=56,
        ),
        [TOMORROW],
    ),
    (
        Topic(
            "callouts.places",
            gettext_lazy("Your places as a volunteer"),
            gettext_lazy("When you have a place or not, and when the time changes or it is called off."),
            order=83,
            needed=gettext_lazy("They tell whether you are expected, and when."),
        ),
        [ACCEPTED, WAITING, DECLINED, CANCELLED, MOVED],
    ),
]

MORNING = time(8)


def about(volunteer):
    """What the letters of one who comes are about."""
    return f"volunteer:{volunteer.pk}"


def write_asked(call_out, volunteer):
    """To each leader who can act."""
    for leader in call_out.group.members.leaders().at_hand().select_related("user"):
        if leader.user_id != volunteer.user_id:
            _write(ASKED, volunteer, to=leader.user, language=leader.language)


def write_accepted(call_out, volunteer):
    """That they have a place, and the reminder of the day before."""
    outbox.void(about=about(volunteer))
    _write(ACCEPTED, volunteer)
    _write_reminder(call_out, volunteer)


def write_waiting(volunteer):
    """That they are answered, and stand on the waiting list."""
    outbox.void(about=about(volunteer))
    _write(WAITING, volunteer)


def write_declined(call_out, volunteer):
    _write(DECLINED, volunteer)


def write_moved(call_out):
    """To all who have a place or wait for one; the reminders go with the time."""
    standing = list(call_out.volunteers.standing().select_related("user"))
    outbox.void(about=[about(each) for each in standing], kinds=[MOVED, TOMORROW])
    for volunteer in standing:
        _write(MOVED, volunteer, key=f"c{call_out.revision}")
        if volunteer.is_accepted:
            _write_reminder(call_out, volunteer)


def write_cancelled(call_out):
    standing = list(call_out.volunteers.standing().select_related("user"))
    outbox.void(about=[about(each) for each in standing])
    for volunteer in standing:
        _write(CANCELLED, volunteer, key=f"c{call_out.revision}")


def take_back(volunteer):
    """Nothing that waits is sent any more."""
    outbox.void(about=about(volunteer))


def _write_reminder(call_out, volunteer):
    day = timezone.localtime(call_out.starts_at).date() - timedelta(days=1)
    moment = timezone.make_aware(datetime.combine(day, MORNING))
    if moment > timezone.now():
        key = f"{volunteer.revision}:c{call_out.revision}"
        _write(TOMORROW, volunteer, key=key, send_after=moment)


def _write(kind, volunteer, *, to=None, language="", key="", send_after=None):
    to = to or volunteer.user
    outbox.write(
        kind,
        to=to.email,
        data={"volunteer": volunteer.pk, "user": to.pk},
        dedupe_key=f"{kind}:{volunteer.pk}:{to.pk}:{key or volunteer.revision}",
        about=about(volunteer),
        language=language or volunteer.language,
        send_after=send_after,
    )


def _volunteer(letter, *states):
    volunteers = Volunteer.objects.filter(pk=letter.data["volunteer"], state__in=states)
    return volunteers.select_related("call_out__group", "user").first()


def _told(letter, volunteer, subject, template):
    call_out = volunteer.call_out
    with override(letter.language):
        url = absolute(reverse("call_out", args=[call_out.pk]))
    return Composed(
        subject=subject % {"title": call_out.title},
        template=f"callouts/{template}",
        context={"call_out": call_out, "volunteer": volunteer, "url": url},
        why=_("You get this because of the call for volunteers «%(title)s».") % {"title": call_out.title},
    )


def compose_asked(letter):
    """None when it is answered, or to who leads no more."""
    volunteer = _volunteer(letter, Volunteer.State.ASKED)
    if volunteer is None or volunteer.call_out.is_cancelled:
        return None
    leads = GroupMember.objects.leaders().filter(group=volunteer.call_out.group_id, user=letter.data["user"])
    return (
        _told(letter, volunteer, _("Somebody wants to help: %(title)s"), "asked") if leads.exists() else None
    )


def _composer(subject, template, *states, called_off=False):
    """Tells of the state that they are in; None when that is not so any more, or all is over."""

    def compose(letter):
        volunteer = _volunteer(letter, *states)
        if volunteer is None or volunteer.call_out.is_cancelled != called_off or volunteer.call_out.is_over:
            return None
        return _told(letter, volunteer, str(subject), template)

    return compose


def compose_tomorrow(letter):
    """None when it is today by now, or nobody is at work in the group any more."""
    volunteer = _volunteer(letter, State.ACCEPTED)
    if volunteer is None or volunteer.call_out.is_cancelled or not volunteer.call_out.group.is_active:
        return None
    if timezone.localdate(volunteer.call_out.starts_at) <= timezone.localdate():
        return None
    return _told(letter, volunteer, _("Tomorrow: %(title)s"), "tomorrow")


State = Volunteer.State
COMPOSERS = {
    ASKED: compose_asked,
    ACCEPTED: _composer(gettext_lazy("You have a place: %(title)s"), "accepted", State.ACCEPTED),
    WAITING: _composer(gettext_lazy("On the waiting list: %(title)s"), "waiting", State.WAITING),
    DECLINED: _composer(gettext_lazy("Not this time: %(title)s"), "declined", State.DECLINED),
    CANCELLED: _composer(
        gettext_lazy("Called off: %(title)s"), "cancelled", *Volunteer.STANDING, called_off=True
    ),
    MOVED: _composer(gettext_lazy("Changed: %(title)s"), "moved", *Volunteer.STANDING),
    TOMORROW: compose_tomorrow,
}
