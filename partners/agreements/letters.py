"""The letters about letters of intent: please confirm, and confirmed."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from home.addresses import absolute
from partners.agreements.models import LetterOfIntent
from partners.proposals.letters import write_to, write_to_proposers
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

PLEASE_CONFIRM = "agreements.please_confirm"
CONFIRMED = "agreements.confirmed"
NAMES = {
    PLEASE_CONFIRM: gettext_lazy("Letter of intent to confirm"),
    CONFIRMED: gettext_lazy("Letter of intent confirmed by both"),
}

TOPICS = [
    (
        Topic(
            "agreements.letters",
            gettext_lazy("Agreements"),
            gettext_lazy("When there is a letter of intent to confirm, and when both have confirmed it."),
            order=86,
            needed=gettext_lazy("They are what you and the municipality have agreed on."),
        ),
        [PLEASE_CONFIRM, CONFIRMED],
    )
]


def write_please_confirm(letter):
    """To everybody who works with the proposal; an owner of the organisation confirms."""
    write_to_proposers(letter.proposal, PLEASE_CONFIRM, key=letter.pk, letter=letter.pk)


def write_confirmed(letter):
    """To the partner, and to who confirmed for the municipality."""
    write_to_proposers(letter.proposal, CONFIRMED, key=letter.pk, letter=letter.pk)
    if letter.municipality_by:
        write_to(letter.municipality_by, CONFIRMED, letter.proposal, key=letter.pk, letter=letter.pk)


def compose_please_confirm(letter):
    """The way to a letter of intent; none when it is confirmed or replaced."""
    made = _letter_of(letter)
    if made is None or made.partner_at or not made.is_latest:
        return None
    return Composed(
        subject=_("Letter of intent to confirm: %(number)s") % {"number": made.proposal.number},
        template="agreements/please_confirm",
        context={"letter": made, "url": _address(made, letter.language)},
        why=_("You get this because you work with this proposal."),
    )


def compose_confirmed(letter):
    """That both sides have confirmed, with the file."""
    made = _letter_of(letter)
    if made is None or not made.is_confirmed:
        return None
    with made.file.open() as file:
        attachment = (made.file_name, file.read(), "application/pdf")
    return Composed(
        subject=_("Both have confirmed the letter of intent %(number)s") % {"number": made.proposal.number},
        template="agreements/confirmed",
        context={"letter": made, "url": _address(made, letter.language)},
        attachments=(attachment,),
        why=_("You get this because you work with this proposal."),
    )


def _letter_of(letter):
    letters = LetterOfIntent.objects.select_related("proposal__organisation")
    return letters.filter(pk=letter.data["letter"]).first()


def _address(made, language):
    with override(language):
        return absolute(reverse("letter_of_intent", args=[made.pk]))


COMPOSERS = {PLEASE_CONFIRM: compose_please_confirm, CONFIRMED: compose_confirmed}
