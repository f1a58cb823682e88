"""The letters that tell all participants of a meeting something."""

import nh3
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from portal.mail.kinds import Composed
from portal.text import Html
from workshops.meetings.models import WorkshopPage
from workshops.signups import plan
from workshops.signups.letters import (
    about_signup,
    absolute,
    in_language,
    is_on,
    is_on_video,
    is_seated,
    signup_of,
    when,
    why_signed_up,
)
from workshops.signups.models import SignUp
from workshops.signups.rules import may_give_input, may_see_link

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h2", "h3", "blockquote", "code", "pre", "hr"}
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True})


def compose_changed(letter):
    """New time, place or video link, with what it was, and the calendar entry moved along."""
    signup = signup_of(letter)
    if not signup or signup.status == SignUp.Status.CANCELLED or not is_on(signup.workshop):
        return None
    has_link = is_on_video(signup) and signup.workshop.desk.video_link
    changes = [change for change in letter.data["changes"] if change != "link" or has_link]
    if not changes:
        return None
    known = has_link and ("link" in changes or may_see_link(signup))
    was = plan.was_before(letter)
    return about_signup(
        _subject_of_change(changes),
        "changed",
        signup,
        method="REQUEST" if is_seated(signup) else None,
        link=has_link if known else "",
        changes=changes,
        was_when=when(was["start"], was["end"]) if "time" in changes else "",
        was_where=was["place"] if "place" in changes else "",
    )


def _subject_of_change(changes):
    """Time and place before the link, which comes along."""
    if "time" not in changes and "place" not in changes:
        return _("New video link for %(title)s")
    if "time" not in changes:
        return _("New place for %(title)s")
    if "place" not in changes:
        return _("New time for %(title)s")
    return _("New time and place for %(title)s")


def compose_cancelled(letter):
    signup = signup_of(letter)
    if not signup or not signup.workshop.desk.cancelled_at:
        return None
    method = "CANCEL" if is_seated(signup) else None
    reason = signup.workshop.desk.cancellation_reason
    return about_signup(_("Cancelled: %(title)s"), "cancelled", signup, method=method, reason=reason)


def compose_thanks(letter):
    """After the meeting: what happens next, and that input can still be given."""
    signup = signup_of(letter)
    came = signup and signup.status in [SignUp.Status.REGISTERED, SignUp.Status.ATTENDED]
    if not came or signup.workshop.desk.cancelled_at:
        return None
    subject = _("Thank you for taking part in %(title)s")
    return about_signup(subject, "thanks", signup, takes_input=may_give_input(signup))


def compose_message(letter):
    """The coordinator's words to a participant, or as an example, which holds nobody's link."""
    text = letter.data["text"]
    words = {"body": text, "body_html": Html(nh3.clean(_markdown.render(text), tags=TAGS))}
    subject = letter.data["subject"].replace("%", "%%")
    if "signup" in letter.data:
        signup = signup_of(letter)
        if not signup or signup.status == SignUp.Status.CANCELLED:
            return None
        return about_signup(subject, "message", signup, **words)
    workshop = WorkshopPage.objects.select_related("state", "locale").get(pk=letter.data["workshop"])
    workshop = in_language(workshop, letter.language)
    why = why_signed_up(workshop)
    if letter.data["test"]:
        why = _("You get this as a test: nobody else has got it.")
    return Composed(
        subject=subject % (),
        template="workshops/message",
        context={"url": absolute(workshop.url or ""), **words},
        reply_to=workshop.contact_email,
        why=why,
    )


COMPOSERS = {
    plan.CHANGED: compose_changed,
    plan.CANCELLED: compose_cancelled,
    plan.THANKS: compose_thanks,
    plan.MESSAGE: compose_message,
}
