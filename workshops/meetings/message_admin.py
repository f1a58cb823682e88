"""Writing to a chosen group of a meeting's participants: seen before it is sent, sent once."""

import hashlib
import uuid

from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.desk import DeskForm
from workshops.admin_forms import MessageForm
from workshops.meetings.at_meeting import AtMeeting, RunsMeetings
from workshops.signups.messages import preview, recipients, send_message, send_test


def digest(form):
    """Marks what was looked at, so that nothing is sent that was changed since."""
    seen = "\0".join(form.cleaned_data[name] for name in ("audience", "subject", "text"))
    return hashlib.sha256(seen.encode()).hexdigest()


class WriteMessage(AtMeeting, RunsMeetings, DeskForm):
    """Three buttons: see the letter, send it to oneself, send it. The first two come back to the form."""

    template_name = "workshops/admin/message.html"
    page_title = _("Write to participants")
    header_icon = "mail"
    form_class = MessageForm

    @cached_property
    def recipient_counts(self):
        """How many each group has; a meeting held in one way needs no group for it."""
        ways = self.workshop.attendances
        unasked = {"room", "video"} if len(ways) == 1 else set()
        names = [name for name in MessageForm.AUDIENCES if name not in unasked]
        return {name: recipients(self.workshop, name).count() for name in names}

    def get_initial(self):
        return {"audience": "seated", "token": uuid.uuid4()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"recipients": self.recipient_counts}

    def form_valid(self, form):
        step, seen = self.request.POST.get("step"), digest(form)
        as_seen = self.request.POST.get("seen") == seen
        if step == "send" and as_seen:
            return self.send(form)
        message = {name: form.cleaned_data[name] for name in ("subject", "text")}
        tested = ""
        if step == "test":
            send_test(self.workshop, **message, by=self.request.user)
            tested = self.request.user.email
        context = self.get_context_data(
            form=form,
            letters=self.letters(message),
            tested=tested,
            changed=step == "send",
            seen=seen,
            count=form.recipient_count,
        )
        return self.render_to_response(context)

    def letters(self, message):
        """The letter as its readers get it, in each language: [(language, name, Rendered)]."""
        languages = {"nb": _("Letter in Norwegian"), "en": _("Letter in English")}
        return [
            (code, label, preview(self.workshop, **message, language=code))
            for code, label in languages.items()
        ]

    def send(self, form):
        if not form.recipient_count:
            form.add_error("audience", gettext("There is nobody in this group."))
            return self.form_invalid(form)
        facts = {name: form.cleaned_data[name] for name in ("subject", "text", "audience")}
        sent = send_message(self.workshop, **facts, by=self.request.user, key=form.cleaned_data["token"].hex)
        if not sent:
            return self.done(gettext("This message is already sent. It was not sent again."))
        words = ngettext(
            "The message is on its way to %(count)s person.",
            "The message is on its way to %(count)s people.",
            sent,
        )
        return self.done(words % {"count": sent})
