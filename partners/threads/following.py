"""Who hears of what is new in a thread, and how often.

The rule: the first letter leaves ten minutes after the first reply, with all that has come until then; after
that at most one an hour to each reader about each input.
"""

import hashlib
from datetime import timedelta

from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from partners.inputs.sections import told_of_answers
from partners.people.models import User
from partners.threads.models import Follow
from partners.threads.noticing import notify_of_answer, notify_of_reply
from portal.mail import outbox
from portal.mail.models import Letter

REPLIES = "threads.replies"
ANSWERED = "threads.answered"
FIRST = timedelta(minutes=10)
BETWEEN = timedelta(hours=1)


def about(input):
    return f"thread:{input.pk}"


def mailbox(address):
    """What tells mailboxes apart in the key of a letter, where no address may be left when it is erased."""
    return hashlib.sha256(address.casefold().encode()).hexdigest()[:32]


def followers_of(input):
    """{address: language} of those who follow an input: those who chose to, and its giver until they stop."""
    rows = Follow.objects.filter(input=input, user__is_active=True, user__erase_after=None)
    told, stopped = {}, set()
    for user_pk, address, language, is_on in rows.values_list(
        "user_id", "user__email", "user__language", "is_on"
    ):
        if is_on:
            told[address] = language or "nb"
        else:
            stopped.add(user_pk)
    giver = input.giver
    if giver and (giver.user_id is None or giver.user_id not in stopped):
        told.setdefault(giver.email, input.language)
    return told


def write_of_reply(reply, *, besides):
    """Tell those who follow of a new reply, but for some addresses. Runs under the lock on the input."""
    readers = {
        address: language
        for address, language in followers_of(reply.input).items()
        if address.casefold() not in {each.casefold() for each in besides}
    }
    followers = accounts_following(reply.input)
    notify_of_reply(reply, followers.exclude(email__in=[each.lower() for each in besides]))
    now = timezone.now()
    letters = Letter.objects.filter(kind=REPLIES, about=about(reply.input), to__in=readers)
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    # A letter that no worker holds will tell of this reply too; held here, none takes it before we are done.
    waiting = letters.waiting().filter(free).select_for_update(skip_locked=True)
    waits = set(waiting.values_list("to", flat=True))
    latest = dict(
        letters.filter(state=Letter.State.SENT, sent_at__gt=now - BETWEEN)
        .order_by()
        .values_list("to")
        .annotate(Max("sent_at"))
    )
    outbox.write_many(
        [
            outbox.draft(
                REPLIES,
                to=address,
                data={"input": reply.input_id, "first": reply.pk},
                dedupe_key=f"{REPLIES}:{reply.pk}:{mailbox(address)}",
                about=about(reply.input),
                language=language,
                send_after=max(now + FIRST, latest[address] + BETWEEN) if address in latest else now + FIRST,
            )
            for address, language in readers.items()
            if address not in waits
        ]
    )


def accounts_following(input):
    """The accounts among those who follow an input, as `followers_of` says it of mailboxes."""
    rows = Follow.objects.filter(input=input, user=OuterRef("pk"))
    chose = Exists(rows.filter(is_on=True))
    if input.giver_id:
        chose |= Q(person=input.giver_id) & ~Exists(rows.filter(is_on=False))
    return User.objects.filter(chose, is_active=True, erase_after=None)


@told_of_answers
def write_of_answer(answer):
    """Tell those who follow an input of the municipality's answer; its giver gets a letter of their own."""
    giver = answer.input.giver
    followers = accounts_following(answer.input)
    notify_of_answer(answer, followers.exclude(person=giver) if giver else followers)
    outbox.write_many(
        [
            outbox.draft(
                ANSWERED,
                to=address,
                data={"answer": answer.pk},
                dedupe_key=f"{ANSWERED}:{answer.pk}:{mailbox(address)}",
                about=about(answer.input),
                language=language,
            )
            for address, language in followers_of(answer.input).items()
            if not giver or address != giver.email
        ]
    )


def reader_at(address):
    """The account with this address, or None."""
    return User.objects.filter(email__iexact=address, is_active=True).first()
