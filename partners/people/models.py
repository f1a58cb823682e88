from datetime import timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.storage import private_files


def normalise_email(address):
    """One spelling for one mailbox: trimmed and in lower case."""
    return address.strip().lower()


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email=normalise_email(email))

    def create_user(self, email, password=None, **fields):
        """An account for `email`; without a password it is opened by e-mailed code or passkey only."""
        user = self.model(email=normalise_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account. There are no usernames: the e-mail address is the name at the door."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_staff = models.BooleanField(_("works for the municipality"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    # What they want to be written to in; empty until they have chosen.
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    # When a closed account is erased; empty for one that is open.
    erase_after = models.DateTimeField(_("erased after"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]
        indexes = [
            models.Index(
                fields=["erase_after"],
                condition=models.Q(erase_after__isnull=False),
                name="user_to_erase",
            )
        ]

    def __str__(self):
        return self.get_full_name()

    def get_full_name(self):
        return self.name or self.email

    @property
    def is_closed(self):
        """Closed at their own wish, and not erased yet."""
        return self.erase_after is not None

    def get_short_name(self):
        return self.name.split(" ")[0] if self.name else self.email


class Person(models.Model):
    """Somebody who takes part, known by an e-mail address, with or without an account."""

    email = models.EmailField(_("e-mail"))
    user = models.OneToOneField(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(fields=["email"], name="person_email_once"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="person_email_lower"),
        ]

    def __str__(self):
        return self.email


class Unwanted(models.Model):
    """Something that a person does not want letters about."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="unwanted")
    topic = models.CharField(_("topic"), max_length=40)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("unwanted letters")
        verbose_name_plural = _("unwanted letters")
        ordering = ["topic"]
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="unwanted_once")]

    def __str__(self):
        return self.topic


# A copy that takes longer to make has met trouble; then it may be asked for anew.
COPY_GIVEN_UP_AFTER = timedelta(minutes=30)


class DataCopy(models.Model):
    """A file with everything about one account, made at its wish and deleted when its time is out."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="data_copy")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    ready_at = models.DateTimeField(_("made"), null=True, editable=False)
    expires_at = models.DateTimeField(_("deleted after"), null=True, editable=False)
    file = models.FileField(_("file"), storage=private_files, max_length=120, editable=False)

    class Meta:
        verbose_name = _("copy of one's data")
        verbose_name_plural = _("copies of people's data")
        ordering = ["asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ready_at=None, expires_at=None, file="")
                | (models.Q(ready_at__isnull=False, expires_at__isnull=False) & ~models.Q(file="")),
                name="data_copy_ready_with_a_file",
            )
        ]

    def __str__(self):
        return f"{self.user_id}"

    @property
    def is_being_made(self):
        return self.ready_at is None and timezone.now() < self.asked_at + COPY_GIVEN_UP_AFTER

    @property
    def can_be_fetched(self):
        return self.ready_at is not None and timezone.now() < self.expires_at
