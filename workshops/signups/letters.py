"""The letters about one person's sign-up. Each tells the truth of the moment it is sent, or isn't sent."""

from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.mail.kinds import Composed
from portal.mail.topics import Topic
from workshops.meetings.models import WorkshopPage
from workshops.signups import plan
from workshops.signups.calendar import signup_file
from workshops.signups.models import SignUp
from workshops.signups.rules import may_sign_up, promotes

TOPICS = [
    (
        Topic(
            "meetings.reminder",
            gettext_lazy("Reminders of meetings"),
            gettext_lazy("Some days before a meeting that you are signed up for."),
            order=10,
        ),
        [plan.REMINDER],
    ),
    (
        Topic(
            "meetings.after",
            gettext_lazy("Thanks after a meeting"),
            gettext_lazy("What happens next, and how long you can add to what you said."),
            order=20,
        ),
        [plan.THANKS],
    ),
    (
        Topic(
            "meetings.place",
            gettext_lazy("Your place at a meeting"),
            gettext_lazy(
                "Confirmation, video link, changes, cancellation, and messages from those who hold it."
            ),
            order=60,
            needed=gettext_lazy("Without them you could stand before a closed door, or miss the meeting."),
        ),
        [
            plan.CONFIRMATION,
            plan.LINK,
            plan.LINK_AGAIN,
            plan.PROMOTED,
            plan.SIGNED_OFF,
            plan.ALREADY,
            plan.PERSONAL_LINKS,
            plan.CHANGED,
            plan.CANCELLED,
            plan.MESSAGE,
        ],
    ),
]


def absolute(address):
    return urljoin(f"{settings.SITE_URL}/", address)


def in_language(workshop, language):
    """The meeting in the reader's words, when it is translated; the facts are always the original's."""
    words = workshop
    if workshop.locale.language_code != language:
        translations = WorkshopPage.objects.live().filter(translation_key=workshop.translation_key)
        words = translations.filter(locale__language_code=language).first() or workshop
        words.take_facts_from(workshop)
    words.original = workshop
    return words


def signups_for_letters():
    return SignUp.objects.select_related("person", "workshop__state", "workshop__locale")


def signup_of(letter):
    """The sign-up a letter is about, its meeting in the letter's language. None when its person is gone."""
    signup = signups_for_letters().filter(pk=letter.data["signup"], person__isnull=False).first()
    if signup:
        signup.workshop = in_language(signup.workshop, letter.language)
    return signup


def is_on(workshop):
    """Whether the meeting is still to be held, or is being held."""
    return not workshop.desk.cancelled_at and timezone.now() < workshop.end


def is_seated(signup):
    return signup.status in SignUp.SEATED


def is_on_video(signup):
    return is_seated(signup) and signup.attendance == SignUp.Attendance.VIDEO


def when(start, end):
    """A meeting's time in words: weekday, date and clock times in Norway."""
    start, end = timezone.localtime(start), timezone.localtime(end)
    parts = {
        "day": date_format(start, "WEEKDAY_DATE_FORMAT"),
        "start": date_format(start, "TIME_FORMAT"),
        "end": date_format(end, "TIME_FORMAT"),
    }
    if start.date() != end.date():
        parts["end"] = f"{date_format(end, 'DATE_FORMAT')} {parts['end']}"
    return _("%(day)s at %(start)s–%(end)s") % parts


def moment(time):
    """One point in time in words."""
    return date_format(timezone.localtime(time), "DATETIME_FORMAT")


def how(signup):
    """How and where this person takes part."""
    if signup.attendance == SignUp.Attendance.VIDEO:
        return _("Digital, on video")
    return signup.workshop.where


def link_promise(signup):
    """When a participant on video gets the link, in words; empty for everybody else."""
    workshop, now = signup.workshop, timezone.now()
    if not is_on_video(signup):
        return ""
    if now < workshop.link_due:
        return _(
            "You get the video link by e-mail on %(time)s, and again an hour before the meeting starts."
        ) % {"time": moment(workshop.link_due)}
    if not workshop.desk.video_link:
        return _("You get the video link by e-mail as soon as it is ready.")
    return _("The video link comes in an e-mail of its own, and is on your page.")


def facts(signup, **more):
    """What every letter about a sign-up can say."""
    workshop = signup.workshop
    return {
        "signup": signup,
        "workshop": workshop,
        "when": when(workshop.start, workshop.end),
        "how": how(signup),
        "on_video": signup.attendance == SignUp.Attendance.VIDEO,
        "seated": is_seated(signup),
        "url": absolute(signup.get_absolute_url()),
        "page_url": absolute(workshop.url or ""),
        "starts": date_format(timezone.localtime(workshop.start), "TIME_FORMAT"),
        "link_promise": link_promise(signup),
        "promotes": promotes(workshop),
        "promotion_stops": moment(workshop.promotion_stops),
        "input_closes": moment(workshop.input_deadline),
        **more,
    }


def why_signed_up(workshop):
    return _("You get this because you signed up for “%(title)s”.") % {"title": workshop.title}


def about_signup(subject, template, signup, *, method=None, link=None, **more):
    """A letter about a sign-up, with the calendar entry that `method` asks for."""
    return Composed(
        subject=subject % {"title": signup.workshop.title},
        template=f"workshops/{template}",
        context=facts(signup, link=link, **more),
        calendar=method and signup_file(signup, method, link=link),
        calendar_method=method,
        reply_to=signup.workshop.contact_email,
        why=why_signed_up(signup.workshop),
    )


def compose_confirmation(letter):
    """At once: where and when, what was answered, and what happens next. No calendar entry while waiting."""
    signup = signup_of(letter)
    if not signup or signup.status == SignUp.Status.CANCELLED or not is_on(signup.workshop):
        return None
    answers = list(signup.inputs.order_by("pk"))
    if signup.status == SignUp.Status.WAITING:
        ahead = SignUp.objects.waiting().filter(
            workshop=signup.workshop.original, attendance=signup.attendance, position__lt=signup.position
        )
        subject = _("You are on the waiting list for %(title)s")
        return about_signup(subject, "waiting", signup, answers=answers, number=ahead.count() + 1)
    subject = _("You are signed up for %(title)s")
    return about_signup(subject, "confirmation", signup, method="REQUEST", answers=answers)


def compose_link(letter):
    return _with_link(letter, _("Video link for %(title)s"), soon=False)


def compose_link_again(letter):
    return _with_link(letter, _("%(title)s starts soon: here is the video link"), soon=True)


def _with_link(letter, subject, *, soon):
    signup = signup_of(letter)
    if not signup or not is_on_video(signup) or not is_on(signup.workshop):
        return None
    link = signup.workshop.desk.video_link
    return link and about_signup(subject, "link", signup, method="REQUEST", link=link, soon=soon) or None


def compose_reminder(letter):
    signup = signup_of(letter)
    if not signup or not is_seated(signup) or not is_on(signup.workshop):
        return None
    return about_signup(_("Reminder: %(title)s"), "reminder", signup)


def compose_promoted(letter):
    """A seat has become free: it is theirs already, and they can leave it to the next."""
    signup = signup_of(letter)
    if not signup or not is_seated(signup) or not is_on(signup.workshop):
        return None
    return about_signup(_("You have got a place at %(title)s"), "promoted", signup, method="REQUEST")


def compose_signed_off(letter):
    signup = signup_of(letter)
    if not signup or signup.status != SignUp.Status.CANCELLED:
        return None
    method = "CANCEL" if letter.data["seated"] else None
    subject = _("You are no longer signed up for %(title)s")
    return about_signup(
        subject,
        "signed_off",
        signup,
        method=method,
        by_hand=letter.data["by_hand"],
        had_seat=letter.data["seated"],
        again=may_sign_up(signup.workshop.original),
    )


def compose_already_signed_up(letter):
    signup = signup_of(letter)
    if not signup or signup.status == SignUp.Status.CANCELLED:
        return None
    return about_signup(_("You were already signed up for %(title)s"), "already_signed_up", signup)


def compose_personal_links(letter):
    """All the personal pages of one mailbox that can still be used."""
    mine = signups_for_letters().active().filter(person=letter.data["person"]).order_by("workshop__start")
    rows = []
    for signup in mine:
        signup.workshop = in_language(signup.workshop, letter.language)
        if timezone.now() < signup.workshop.input_deadline:
            rows.append(facts(signup))
    if not rows:
        return None
    return Composed(
        subject=_("Your sign-ups"),
        template="workshops/personal_links",
        context={"rows": rows},
        why=_("You get this because somebody asked for the sign-ups of this e-mail address."),
    )


def personal_address(input):
    """Where the giver of an input reads it: their page of the meeting it was given about. Empty when none."""
    mine = SignUp.objects.active().filter(workshop__translation_key=input.page.translation_key)
    signup = mine.filter(person=input.giver_id).first() if input.giver_id else None
    return signup.get_absolute_url() if signup else ""


COMPOSERS = {
    plan.CONFIRMATION: compose_confirmation,
    plan.LINK: compose_link,
    plan.LINK_AGAIN: compose_link_again,
    plan.REMINDER: compose_reminder,
    plan.PROMOTED: compose_promoted,
    plan.SIGNED_OFF: compose_signed_off,
    plan.ALREADY: compose_already_signed_up,
    plan.PERSONAL_LINKS: compose_personal_links,
}
