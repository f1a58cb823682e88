"""Offers that come by letter: who has the secret and shows that it is for them may accept it in time.

Only a digest of the secret is kept; it is made anew from the row when the letter is composed.
"""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from partners.organisations.tokens import digest
from partners.people.models import User
from portal.mail import outbox

VALID = timedelta(days=14)


class OfferQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted, declined nor revoked; it may have run out."""
        return self.filter(state=Offer.State.OPEN)

    def unexpired(self):
        return self.open().filter(expires_at__gt=timezone.now())


class Offer(models.Model):
    """Something that is offered by letter.

    `SALT` is of one model alone, so that no secret fits two; `ABOUT` names its letters in the outbox.
    """

    SALT = ABOUT = ""

    class State(models.TextChoices):
        OPEN = "open", _("Not answered")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        REVOKED = "revoked", _("Taken back")

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # How often it was sent; each letter has a secret of its own.
    serial = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=2, default="nb")
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def has_run_out(self):
        return self.expires_at <= timezone.now()

    @property
    def is_open(self):
        return self.state == self.State.OPEN and not self.has_run_out

    @property
    def token(self):
        """The secret in the letter that was sent last."""
        about = f"{self.pk}:{self.serial}"
        return salted_hmac(self.SALT, about, algorithm="sha256").hexdigest()

    @property
    def about(self):
        """What its letters in the outbox are about."""
        return f"{self.ABOUT}:{self.pk}"


def renew(offer):
    """Save it, valid for a fortnight and with a new secret; a letter with an earlier one is void."""
    offer.serial += 1
    offer.expires_at = timezone.now() + VALID
    if offer.pk is None:
        # The secret is made from the primary key, so this stands in until there is one.
        offer.token_hash = digest(uuid4().hex)
        offer.save()
    else:
        outbox.void(about=offer.about)
    offer.token_hash = digest(offer.token)
    offer.save()


def write_offer(kind, offer, *, to):
    """The letter with the secret, once for each time the offer is renewed."""
    outbox.write(
        kind,
        to=to,
        data={"invitation": offer.pk, "serial": offer.serial},
        dedupe_key=f"{kind}:{offer.pk}:{offer.serial}",
        about=offer.about,
        language=offer.language,
    )


def told_of_in(letter, offers):
    """The one of these offers in force whose latest letter this is, or None."""
    offer = offers.filter(pk=letter.data["invitation"], serial=letter.data["serial"]).first()
    return offer if offer and digest(offer.token) == offer.token_hash else None


def end(offer, state):
    """It can be accepted no more, and a letter that waits is not sent."""
    offer.state, offer.ended_at = state, timezone.now()
    offer.save(update_fields=["state", "ended_at"])
    outbox.void(about=offer.about)
