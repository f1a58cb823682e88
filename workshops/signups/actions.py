"""What happens to sign-ups."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.inputs.actions import give_inputs
from partners.people.models import normalise_email
from portal.audit import log_entry
from portal.mail import outbox
from portal.rows import insert
from portal.text import clean_line, clean_text
from workshops.signups import plan
from workshops.signups.errors import (
    NoSeat,
    NoSeatAtTheDoor,
    NoSeatLeft,
    SignUpClosed,
    WrongAttendance,
)
from workshops.signups.line import claim, give_free_seats, join_line, line_of, lock_line, locked
from workshops.signups.models import SignUp
from workshops.signups.rules import promotes, why_closed, why_fixed

# The same letter to the same mailbox at most once in so many seconds, however often somebody asks for it.
QUIET_SECONDS = 600


def sign_up(
    workshop,
    *,
    person,
    name,
    attendance,
    on_behalf_of=SignUp.OnBehalfOf.SELF,
    organisation_name="",
    organisation_number="",
    access_needs="",
    language="nb",
    answers=(),
    visibility=None,
    shown_as=None,
    by=None,
):
    """Give `person` a seat, or a place on the waiting list when none is free.

    Signing up twice is harmless: the first stands, and a letter to the mailbox says so. `answers` are
    (question or None, text). Raises `SignUpClosed` when the meeting takes no sign-ups, `WrongAttendance` when
    it isn't held that way; the caller's transaction is then rolled back as a whole.
    """
    workshop = workshop.original
    if reason := why_closed(workshop, by_hand=by is not None):
        raise SignUpClosed(reason)
    if attendance not in workshop.attendances:
        raise WrongAttendance(attendance)
    newcomer = SignUp(
        workshop=workshop,
        person=person,
        name=clean_line(name),
        attendance=attendance,
        on_behalf_of=on_behalf_of,
        organisation_name=clean_line(organisation_name),
        organisation_number=organisation_number,
        access_needs=clean_text(access_needs),
        language=language,
        by_hand=by is not None,
    )
    with transaction.atomic(savepoint=False):
        if standing := claim(newcomer):
            signup = SignUp.objects.select_related("person").get(pk=standing)
            _keep_answers(signup, answers, visibility, shown_as, receipt=True)
            outbox.write_many([plan.letter(plan.ALREADY, signup, key=_quiet_key())])
            return signup
        _keep_answers(newcomer, answers, visibility, shown_as, receipt=False)
        _give_place(newcomer, by=by)
    return newcomer


def _give_place(signup, *, by):
    """All that can be written without the lock is written before it; under it only the sign-up itself."""
    workshop, link = signup.workshop, signup.workshop.desk.video_link
    letters = [plan.letter(plan.CONFIRMATION, signup)]
    letters += plan.planned_letters(signup, workshop, video_link=link)
    entry = log_entry(signup, "workshops.signup.create", user=by, data={"attendance": signup.attendance})
    line = lock_line(workshop, signup.attendance, first=[outbox.writing(letters), entry])
    if line.cancelled_at:
        raise SignUpClosed(SignUpClosed.Reason.CANCELLED)
    join_line(signup, line)
    insert(signup)
    before, now = (workshop.start, workshop.end, link), (line.start, line.end, line.video_link)
    if before != now:
        workshop.start, workshop.end, link = now
        plan.move_planned_letters([signup], workshop, video_link=link)


def _keep_answers(signup, answers, visibility, shown_as, *, receipt):
    inputs = answers and give_inputs(
        signup.workshop,
        answers=answers,
        person=signup.person,
        name=signup.name,
        organisation=signup.organisation_name,
        visibility=visibility,
        shown_as=shown_as,
        language=signup.language,
        receipt=receipt,
    )
    if inputs:
        signup.inputs.add(*inputs)


@transaction.atomic
def cancel_sign_up(signup, *, by=None):
    """Give up the place; the seat goes to the first in line. Cancelling twice is harmless.

    Raises `SignUpClosed` when the meeting is over or cancelled, and for who is checked in.
    """
    workshop, signup = _locked(signup)
    if signup.status == SignUp.Status.CANCELLED:
        return signup
    if reason := why_fixed(signup):
        raise SignUpClosed(reason)
    if signup.status == SignUp.Status.ATTENDED:
        raise SignUpClosed(SignUpClosed.Reason.CAME)
    before = signup.status
    signup.status = SignUp.Status.CANCELLED
    signup.cancelled_at = timezone.now()
    signup.sequence += 1
    signup.save(update_fields=["status", "cancelled_at", "sequence"])
    outbox.void(about=plan.about(signup))
    if signup.person:
        outbox.write_many(
            [plan.letter(plan.SIGNED_OFF, signup, seated=before in SignUp.SEATED, by_hand=by is not None)]
        )
    log(signup, "workshops.signup.cancel", user=by, data={"status": [before, signup.status]})
    promote_waiting(workshop)
    return signup


@transaction.atomic
def change_sign_up(
    signup,
    *,
    name,
    attendance,
    organisation_name,
    organisation_number,
    on_behalf_of,
    access_needs,
    by=None,
):
    """Change what a person said when signing up.

    Another way of taking part needs a free seat there, or for somebody who waits a place last in that line;
    a seat that is left goes to the first in its line. Raises `NoSeatLeft` (nothing is changed then),
    `SignUpClosed`, `WrongAttendance`.
    """
    workshop, signup = _locked(signup)
    if reason := why_fixed(signup):
        raise SignUpClosed(reason)
    after = {
        "name": clean_line(name),
        "attendance": attendance,
        "organisation_name": clean_line(organisation_name),
        "organisation_number": organisation_number,
        "on_behalf_of": on_behalf_of,
        "access_needs": clean_text(access_needs),
    }
    changed = [field for field, value in after.items() if getattr(signup, field) != value]
    if not changed:
        return signup
    for field in changed:
        setattr(signup, field, after[field])
    if "attendance" in changed:
        _change_line(signup, workshop)
    signup.save()
    log(signup, "workshops.signup.change", user=by, data={"fields": changed})
    if "attendance" in changed:
        promote_waiting(workshop)
    return signup


def _change_line(signup, workshop):
    if signup.attendance not in workshop.attendances:
        raise WrongAttendance(signup.attendance)
    line = line_of(workshop, signup.attendance)
    if signup.status == SignUp.Status.WAITING:
        join_line(signup, line)
        kind = plan.PROMOTED if signup.status == SignUp.Status.REGISTERED else None
    elif line.seats_newcomer:
        kind = plan.CONFIRMATION
    else:
        raise NoSeatLeft
    signup.sequence += 1
    if signup.person:
        letters = plan.plan_anew(signup, workshop, video_link=line.video_link)
        outbox.write_many(letters + [plan.letter(kind, signup)] if kind else letters)


@transaction.atomic
def promote_waiting(workshop):
    """Give every free seat to the first in its line, and tell them. Nobody is promoted after promotion stops.

    Returns the promoted.
    """
    workshop = locked(workshop.original)
    if not promotes(workshop):
        return []
    promoted = give_free_seats(workshop)
    letters = []
    for signup in promoted:
        if signup.person:
            letters.append(plan.letter(plan.PROMOTED, signup))
            letters += plan.plan_anew(signup, workshop, video_link=workshop.desk.video_link)
        log(signup, "workshops.signup.promote", data={"status": ["waiting", "registered"]})
    outbox.write_many(letters)
    return promoted


@transaction.atomic
def check_in(signup, *, by):
    """Note that somebody came. Checking in twice is harmless.

    Somebody on the waiting list gets in when there is a seat, whoever else waits: they are there.
    Raises `NoSeatAtTheDoor` when there is none, `SignUpClosed` for who or what is cancelled.
    """
    workshop, signup = _locked(signup)
    if signup.status == SignUp.Status.WAITING:
        _seat_at_the_door(signup, workshop)
    return _note(signup, SignUp.Status.ATTENDED, "workshops.signup.attend", by=by)


@transaction.atomic
def mark_absent(signup, *, by):
    """Note that somebody with a seat did not come. Raises `NoSeat` for who has none, `SignUpClosed`."""
    _workshop, signup = _locked(signup)
    return _note(signup, SignUp.Status.ABSENT, "workshops.signup.absent", by=by)


@transaction.atomic
def take_back_note(signup, *, by):
    """Take back that somebody came or did not come: they keep their seat. Raises as `mark_absent`."""
    _workshop, signup = _locked(signup)
    return _note(signup, SignUp.Status.REGISTERED, "workshops.signup.take_back", by=by)


def _seat_at_the_door(signup, workshop):
    if workshop.desk.cancelled_at:
        raise SignUpClosed(SignUpClosed.Reason.CANCELLED)
    line = line_of(workshop, signup.attendance)
    if not line.has_free_seat:
        raise NoSeatAtTheDoor
    signup.status, signup.promoted_at = SignUp.Status.REGISTERED, timezone.now()
    signup.sequence += 1
    signup.save(update_fields=["status", "promoted_at", "sequence"])
    if signup.person:
        outbox.write_many(plan.plan_anew(signup, workshop, video_link=line.video_link))
    log(signup, "workshops.signup.promote", data={"status": ["waiting", "registered"]})


def _note(signup, status, action, *, by):
    """Between registered, attended and absent only: whoever has no seat can't be given one by a note."""
    if signup.workshop.desk.cancelled_at:
        raise SignUpClosed(SignUpClosed.Reason.CANCELLED)
    if signup.status == SignUp.Status.CANCELLED:
        raise SignUpClosed(SignUpClosed.Reason.SIGNED_OFF)
    if signup.status == SignUp.Status.WAITING:
        raise NoSeat
    if signup.status != status:
        before, signup.status = signup.status, status
        signup.save(update_fields=["status"])
        log(signup, action, user=by, data={"status": [before, status]})
    return signup


@transaction.atomic
def resend_links(email, *, language):
    """Mail the personal links of `email` to it, if it has any. The caller answers the same whether it has."""
    email = normalise_email(email)
    mine = SignUp.objects.active().filter(person__email=email).values_list("person_id", flat=True)
    if person := mine.first():
        outbox.write(
            plan.PERSONAL_LINKS,
            to=email,
            data={"person": person},
            dedupe_key=f"{plan.PERSONAL_LINKS}:{person}:{_quiet_key()}",
            about=f"person:{person}",
            language=language,
        )


def _locked(signup):
    """The meeting, held, and the sign-up as it is now."""
    workshop = locked(signup.workshop)
    signup = SignUp.objects.select_related("person").get(pk=signup.pk)
    signup.workshop = workshop
    return workshop, signup


def _quiet_key():
    return int(timezone.now().timestamp()) // QUIET_SECONDS
