"""Which letters a sign-up leads to, and when each is due."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from portal.mail import outbox
from portal.mail.models import Letter

CONFIRMATION = "workshops.confirmation"
LINK = "workshops.link"
LINK_AGAIN = "workshops.link_again"
REMINDER = "workshops.reminder"
THANKS = "workshops.thanks"
PROMOTED = "workshops.promoted"
SIGNED_OFF = "workshops.signed_off"
ALREADY = "workshops.already_signed_up"
PERSONAL_LINKS = "workshops.personal_links"
CHANGED = "workshops.changed"
CANCELLED = "workshops.cancelled"
MESSAGE = "workshops.message"

# The letters that wait for their time, and move with the meeting.
PLANNED = [LINK, LINK_AGAIN, REMINDER, THANKS]

LINK_AGAIN_BEFORE = timedelta(hours=1)
THANKS_AFTER = timedelta(hours=1)


def due_times(workshop, attendance, *, video_link, now=None):
    """When each planned letter is due: {kind: time}. One whose time has passed is left out, but for the link.

    A link mail without a link waits for the link, at most until the meeting's end.
    """
    now = now or timezone.now()
    times = {THANKS: workshop.end + THANKS_AFTER}
    if workshop.reminder_days_before:
        # Days by the clock on the wall: at the meeting's hour also when the clocks have changed since.
        times[REMINDER] = timezone.localtime(workshop.start) - timedelta(days=workshop.reminder_days_before)
    if attendance == "video":
        times[LINK] = max(now, workshop.link_due) if video_link else workshop.end
        times[LINK_AGAIN] = workshop.start - LINK_AGAIN_BEFORE
    return {kind: time for kind, time in times.items() if time >= now}


def about(signup):
    """What letters about a sign-up are found by."""
    return f"signup:{signup.pk}"


def letter(kind, signup, *, send_after=None, key=None, **data):
    """A letter about one sign-up to the one who signed up, in their language."""
    return outbox.draft(
        kind,
        to=signup.person.email,
        data={"signup": signup.pk} | data,
        dedupe_key=f"{kind}:{signup.pk}:{signup.sequence if key is None else key}",
        about=about(signup),
        language=signup.language,
        send_after=send_after,
    )


def planned_letters(signup, workshop, *, video_link):
    times = due_times(workshop, signup.attendance, video_link=video_link)
    return [letter(kind, signup, send_after=time) for kind, time in times.items()]


def plan_anew(signup, workshop, *, video_link):
    """Replace a sign-up's planned letters, after its place or its way of taking part has changed."""
    outbox.void(about=about(signup), kinds=PLANNED)
    return planned_letters(signup, workshop, video_link=video_link)


def move_planned_letters(signups, workshop, *, video_link, kinds=PLANNED):
    """Move the unsent letters of these sign-ups to the meeting's times: one statement for each kind."""
    times = due_times(workshop, "video", video_link=video_link)
    abouts = [about(signup) for signup in signups]
    for kind in kinds:
        if kind in times:
            outbox.reschedule(about=abouts, kind=kind, send_after=times[kind])
        else:
            outbox.void(about=abouts, kinds=[kind])


def plan_new_start(signups, workshop, *, video_link):
    """Move the letters that are still unsent, and write those anew that are sent, or were no longer due.

    For a meeting that has got another start and a sequence of its own. What its letter of change tells at
    once, the link included, is not written twice.
    """
    signups = list(signups)
    times, now = due_times(workshop, "video", video_link=video_link), timezone.now()
    if video_link and workshop.link_due <= now:
        outbox.void(about=[about(signup) for signup in have_link(signups)], kinds=[LINK])
        times.pop(LINK, None)
    move_planned_letters(signups, workshop, video_link=video_link)
    outbox.write_many(_unplanned(signups, workshop, times))


def _unplanned(signups, workshop, times):
    """The letters that those with a seat should get, and that don't wait for their time already."""
    in_hand = Q(claimed_until__gt=timezone.now())
    abouts = [about(signup) for signup in signups]
    waiting = Letter.objects.waiting().filter(about__in=abouts, kind__in=PLANNED).exclude(in_hand)
    planned = set(waiting.values_list("about", "kind"))
    return [
        letter(kind, signup, send_after=time, key=f"{signup.sequence}:m{workshop.desk.sequence}")
        for signup in signups
        if signup.status in signup.SEATED
        for kind, time in times.items()
        if kind not in (LINK, LINK_AGAIN) or signup.attendance == "video"
        if (about(signup), kind) not in planned
    ]


def retime_letters(signups, workshop, *, video_link):
    """After another number of hours or days before the start is chosen: move what is still to come.

    A letter whose new time has passed keeps the old one, but for the link, which goes at once.
    """
    times, now = due_times(workshop, "video", video_link=video_link), timezone.now()
    abouts = [about(signup) for signup in signups]
    coming = Letter.objects.waiting().filter(about__in=abouts, attempts=0, send_after__gt=now)
    for kind in (LINK, REMINDER):
        if kind in times:
            coming.filter(kind=kind).exclude(send_after=times[kind]).update(send_after=times[kind])
    if not workshop.reminder_days_before:
        outbox.void(about=abouts, kinds=[REMINDER])


def change(signup, *, key, changes, was):
    """The letter that tells what is new at a meeting, and what `was`: those of start, end, place and link
    that its reader knows otherwise, or knew."""
    told = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in was.items()}
    return letter(CHANGED, signup, key=key, changes=changes, was=told)


def take_back_changes(signups):
    """Take back the letters of change that no worker has in hand.

    Returns what their readers still believe: {about: {"start": …, "end": …, "place": …, "link": …}}, without
    what the letters did not tell of.
    """
    abouts = [about(signup) for signup in signups]
    letters = Letter.objects.waiting().filter(about__in=abouts, kind=CHANGED)
    unsent = list(letters.exclude(claimed_until__gt=timezone.now()).order_by("-pk"))
    Letter.objects.waiting().filter(pk__in=[each.pk for each in unsent]).update(state=Letter.State.VOID)
    believed = {}
    for each in unsent:
        # The oldest has the last word.
        believed[each.about] = believed.get(each.about, {}) | was_before(each)
    return believed


def was_before(change):
    """What a letter of change says that was, with times as times."""
    was = change.data["was"]
    times = {name: datetime.fromisoformat(was[name]) for name in ("start", "end") if name in was}
    return was | times


def have_link(signups):
    """Those of `signups` who got the video link by mail, or are getting it this moment."""
    gone = Q(state=Letter.State.SENT) | Q(state=Letter.State.WAITING, claimed_until__gt=timezone.now())
    abouts = set(
        Letter.objects.filter(
            gone, about__in=[about(signup) for signup in signups], kind__in=[LINK, LINK_AGAIN]
        ).values_list("about", flat=True)
    )
    return [signup for signup in signups if about(signup) in abouts]
