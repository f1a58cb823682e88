"""What happens to meetings. Whatever changes for the participants, they are told in the same transaction."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from portal.mail import outbox
from portal.text import clean_line, clean_text
from workshops.meetings.models import WorkshopPage, WorkshopState
from workshops.signups import plan
from workshops.signups.actions import promote_waiting
from workshops.signups.errors import SignUpClosed
from workshops.signups.line import line_of, locked
from workshops.signups.models import SignUp


@transaction.atomic
def set_video_link(workshop, *, link, by):
    """Set or replace the video link. Those who have the old one get the new one, with a new calendar entry;
    the letters that waited for a link go when they are due. The same link again is harmless."""
    workshop, state = _held(workshop)
    if state.video_link == link:
        return state
    replaced, state.video_link, state.told_link = state.video_link, link, link
    signups = _to_tell(workshop)
    have_old = plan.have_link(signups) if link else []
    if have_old:
        state.sequence += 1
        _tell_the_difference(workshop, have_old, {"link": replaced})
        if workshop.link_due <= timezone.now():
            outbox.void(about=[plan.about(signup) for signup in have_old], kinds=[plan.LINK])
    state.save()
    on_video = [signup for signup in signups if signup.attendance == SignUp.Attendance.VIDEO]
    plan.move_planned_letters(on_video, workshop, video_link=link, kinds=[plan.LINK])
    log(workshop, "workshops.meeting.link", user=by, data={"replaced": bool(replaced), "told": len(have_old)})
    return state


@transaction.atomic
def move_meeting(workshop, *, start, end, place=None, by):
    """Move the meeting to another time, and another place if one is given, and publish it.

    The times at which sign-up and input close move along. A draft that an editor is writing keeps its other
    changes, and one that is to be published later still is.
    Raises ValidationError for facts that can't be true, `SignUpClosed` for a cancelled meeting.
    """
    workshop = WorkshopPage.objects.get(pk=workshop.original.pk)
    if workshop.desk.cancelled_at:
        raise SignUpClosed(SignUpClosed.Reason.CANCELLED)
    scheduled, latest = workshop.scheduled_revision, workshop.latest_revision
    draft = workshop.has_unpublished_changes and latest != scheduled
    later = start - workshop.start
    facts = {"start": start, "end": end}
    if place is not None:
        facts["place"] = clean_line(place)
    for field in ("signup_closes", "input_closes"):
        if time := getattr(workshop, field):
            facts[field] = time + later
    revision = _set_facts(workshop, facts, by=by)
    # Whoever runs meetings may move them, an editor or not.
    revision.publish(user=by, skip_permission_checks=True)
    if scheduled:
        _set_facts(scheduled.as_object(), facts, by=by).publish(user=by, skip_permission_checks=True)
    if draft:
        _set_facts(latest.as_object(), facts, by=by)
    return WorkshopPage.objects.get(pk=workshop.pk)


def _set_facts(page, facts, *, by):
    for field, value in facts.items():
        setattr(page, field, value)
    return page.save_revision(user=by, log_action=True)


@transaction.atomic
def cancel_meeting(workshop, *, reason, by):
    """Cancel the meeting: everybody is told, calendar entries are cancelled, planned letters are taken back.

    Cancelling twice is harmless.
    """
    workshop, state = _held(workshop)
    if state.cancelled_at:
        return state
    state.cancelled_at = timezone.now()
    state.cancellation_reason = clean_text(reason)
    state.sequence += 1
    state.save()
    signups = _to_tell(workshop)
    outbox.void(about=[plan.about(signup) for signup in signups], kinds=[*plan.PLANNED, plan.CHANGED])
    if workshop.end > state.cancelled_at:
        _tell(signups, plan.CANCELLED, key=f"m{state.sequence}")
    log(workshop, "workshops.meeting.cancel", user=by, data={"reason": state.cancellation_reason})
    return state


@transaction.atomic
def tell_of_changes(workshop):
    """After a page is published: translations take over the facts, participants learn of a new time or place,
    letters move along, and raised capacity gives seats to those who wait. Nothing new, nothing happens."""
    workshop, state = _held(workshop)
    sync_translations(workshop)
    before = {"start": state.told_start, "end": state.told_end, "place": state.told_place}
    state.told_start, state.told_end, state.told_place = workshop.start, workshop.end, workshop.where
    changes = _changes(before, _facts(workshop)) if before["start"] else []
    state.sequence += bool(changes)
    state.save()
    if state.cancelled_at:
        return changes
    if changes:
        _tell_of_move(workshop, before, changes)
    else:
        plan.retime_letters(_to_tell(workshop), workshop, video_link=state.video_link)
    _move_to_what_is_held(workshop, told="place" in changes)
    promote_waiting(workshop)
    return changes


def _facts(workshop):
    """What participants are told of when it changes."""
    return {
        "start": workshop.start,
        "end": workshop.end,
        "place": workshop.where,
        "link": workshop.desk.video_link,
    }


def _changes(before, now):
    """What is to be told of to who knows `before`, which need not hold every fact."""
    known = now | before
    changed = {
        "place": known["place"] != now["place"],
        "time": (known["start"], known["end"]) != (now["start"], now["end"]),
        "link": now["link"] and known["link"] != now["link"],
    }
    return [name for name, is_new in changed.items() if is_new]


def _tell_of_move(workshop, before, changes):
    state, signups = workshop.desk, _to_tell(workshop)
    if before["start"] != workshop.start:
        plan.plan_new_start(signups, workshop, video_link=state.video_link)
    else:
        plan.move_planned_letters(signups, workshop, video_link=state.video_link, kinds=[plan.THANKS])
        plan.retime_letters(signups, workshop, video_link=state.video_link)
    if workshop.end > timezone.now():
        _tell_the_difference(workshop, signups, before)
    log(workshop, "workshops.meeting.change", data={"changes": changes})


def _tell_the_difference(workshop, signups, before):
    """Tell each in one letter what is new since what they were last told, the facts in `before` or older: an
    earlier change whose letter is still here is told of in this one, and nobody is told of what they know."""
    now, untold = _facts(workshop), plan.take_back_changes(signups)
    letters = []
    for signup in signups:
        known = before | untold.get(plan.about(signup), {})
        if changes := _changes(known, now):
            was = known if "link" in changes else {name: known[name] for name in known if name != "link"}
            key = f"m{workshop.desk.sequence}"
            letters.append(plan.change(signup, key=key, changes=changes, was=was))
    outbox.write_many(letters)


def _move_to_what_is_held(workshop, *, told):
    """Nobody loses a place when the meeting is held in one way only: they take part that way.

    Those who waited for the other way come last in the line. Unless the change is `told` to all, they get
    a new confirmation.
    """
    if len(workshop.attendances) == 2:
        return
    (held,) = workshop.attendances
    link, position = workshop.desk.video_link, line_of(workshop, held).next_position
    others = workshop.signups.active().exclude(attendance=held)
    for signup in others.select_related("person").order_by("position", "pk"):
        signup.attendance = held
        signup.sequence += 1
        if signup.status == SignUp.Status.WAITING:
            signup.position, position = position, position + 1
        signup.save(update_fields=["attendance", "sequence", "position"])
        if signup.person:
            letters = plan.plan_anew(signup, workshop, video_link=link)
            outbox.write_many(letters if told else letters + [plan.letter(plan.CONFIRMATION, signup)])


def sync_translations(workshop):
    """Copy the facts of the original to its translations, published and draft alike."""
    facts = {field: getattr(workshop, field) for field in WorkshopPage.FACTS}
    others = WorkshopPage.objects.filter(translation_key=workshop.translation_key).exclude(pk=workshop.pk)
    for translation in others:
        if any(getattr(translation, field) != value for field, value in facts.items()):
            WorkshopPage.objects.filter(pk=translation.pk).update(**facts)


def _held(workshop):
    """The meeting and its desk, held until commit; the desk is made when there is none."""
    workshop = locked(workshop.original)
    state, _made = WorkshopState.objects.get_or_create(workshop=workshop)
    workshop.state = state
    return workshop, state


def _to_tell(workshop):
    active = SignUp.objects.active().filter(workshop=workshop, person__isnull=False)
    return active.select_related("person").order_by("pk")


def _tell(signups, kind, *, key, **data):
    outbox.write_many([plan.letter(kind, signup, key=key, **data) for signup in signups])


def on_published(*, instance, **signal):
    """For Wagtail's signal `page_published`."""
    tell_of_changes(instance)
