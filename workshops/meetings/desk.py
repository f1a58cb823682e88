"""The numbers that the coordinator's desk shows of meetings, and what has happened to them."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from wagtail.models import ModelLogEntry, PageLogEntry

from partners.inputs.models import Input
from portal.mail.models import Letter
from workshops.meetings.models import WorkshopPage
from workshops.signups.models import SignUp

HISTORY_SHOWN = 40


def _count(queryset, group):
    counted = queryset.order_by().values(group).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _signup_letters(workshop):
    """What the letters to the participants of `workshop` (an expression) are about."""
    return (
        SignUp.objects.filter(workshop=workshop)
        .order_by()
        .annotate(letters=Concat(Value("signup:"), Cast("pk", CharField())))
        .values("letters")
    )


def meetings():
    """Every meeting once, drafts too, with seats, inputs, unanswered inputs and failed letters counted."""
    inputs = Input.objects.filter(page__translation_key=OuterRef("translation_key"))
    failed = Letter.objects.failed().filter(
        Q(about__in=_signup_letters(OuterRef(OuterRef("pk"))))
        | Q(about=Concat(Value("workshop:"), Cast(OuterRef("pk"), CharField())))
    )
    return (
        WorkshopPage.objects.originals()
        .with_seats()
        .annotate(
            input_count=_count(inputs, "page__translation_key"),
            unanswered_count=_count(inputs.unanswered(), "page__translation_key"),
            failed_count=_count(failed, "state"),
        )
    )


@dataclass(frozen=True)
class LetterNumbers:
    waiting: int = 0
    sent: int = 0
    failed: int = 0
    void: int = 0


def letters_of(workshop):
    """Every letter that was or will be written to the participants of the meeting."""
    return Letter.objects.filter(
        Q(about__in=_signup_letters(workshop.pk)) | Q(about=f"workshop:{workshop.pk}")
    )


def letter_numbers(workshop):
    rows = letters_of(workshop).order_by().values("state").annotate(n=Count("pk"))
    return LetterNumbers(**{row["state"]: row["n"] for row in rows})


def status_numbers(workshop):
    """How many sign-ups have each status: {"registered": 12, …}."""
    rows = workshop.signups.order_by().values("status").annotate(n=Count("pk"))
    return {row["status"]: row["n"] for row in rows}


def history(workshop):
    """What was done to the meeting and its sign-ups, newest first."""
    of_page = PageLogEntry.objects.filter(page=workshop.pk).select_related("user")
    signups = SignUp.objects.filter(workshop=workshop).order_by()
    of_signups = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(SignUp),
        object_id__in=signups.annotate(key=Cast(F("pk"), CharField())).values("key"),
    ).select_related("user")
    newest = [
        *of_page.order_by("-timestamp")[:HISTORY_SHOWN],
        *of_signups.order_by("-timestamp")[:HISTORY_SHOWN],
    ]
    return sorted(newest, key=lambda entry: entry.timestamp, reverse=True)[:HISTORY_SHOWN]
