"""What happens to a comment: given, held until it is confirmed, changed, taken back."""

import uuid
from copy import copy
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.comments import tokens
from partners.comments.errors import CommentError, CommentsClosed, FilesStay, KeptOut
from partners.comments.live import tell_of_comments
from partners.comments.models import BlockText, CommentDraft, EarlierText, HeldComment
from partners.comments.opening import opening_of
from partners.comments.places import digest_of
from partners.comments.quotes import Quote, find_quote
from partners.comments.rules import may_change, may_change_files
from partners.inputs.actions import let_go_of_drafts, locked, write_receipt
from partners.inputs.attaching import attach, detach
from partners.inputs.live import ask_for_rights, tell_of_inputs
from partners.inputs.models import Input, Theme
from partners.inputs.sections import told_of_new_text
from partners.inputs.traces import has_trace
from partners.inputs.waiting import must_wait
from partners.people.actions import person_for
from partners.people.models import normalise_email
from partners.threads.rules import is_kept_out
from portal.files import let_go
from portal.mail import outbox
from portal.pagecache import forget_pages
from portal.text import clean_line, clean_text

# The same words from the same person about the same place are one comment.
SAME_WORDS = uuid.UUID("0f3b7f4e-3c0a-4b0e-8d5e-6a9d2c0f7b31")


@dataclass(frozen=True)
class Said:
    """What somebody says, and how it may be shown."""

    text: str
    kind: str = Input.Kind.COMMENT
    theme: Theme | None = None
    quote: Quote | None = None
    name: str = ""
    organisation: str = ""
    visibility: str = Input.Visibility.EVERYONE
    shown_as: str = Input.ShownAs.NAME
    language: str = "nb"


@transaction.atomic
def give_comment(place, *, said, person, files=()):
    """Receive what `person` says about a place, with checked files. Returns the `Input`.

    The same words again are harmless, and bring the files that are not there yet. A draft of theirs about the
    place is gone. Raises `CommentsClosed`, `KeptOut`, `FilesStay` and `TooManyFiles`.
    """
    must_take_comments(place)
    must_take_part(person)
    if person.user_id:
        drop_draft(person.user_id, place)
    client_id = _same(person.email, place, said)
    given, is_new = receive(_fields(place, said), person=person, client_id=client_id)
    if files:
        _attach(given, files, by=person.user)
    if is_new:
        tell_of_comments([given])
    return given


def _attach(given, files, *, by):
    given = locked(given)
    if not (may_change(by, given) and may_change_files(given)):
        raise FilesStay
    attach(given, files, by=by)


@transaction.atomic
def hold_comment(place, *, said, email):
    """Keep what a guest says until the link in the letter is followed. Raises `CommentsClosed`.

    The same words again give one held comment, and another letter when the last is an hour old.
    """
    must_take_comments(place)
    email = normalise_email(email)
    client_id = _same(email, place, said)
    fields = _fields(place, said)
    fields |= {"name": fields.pop("giver_name"), "organisation": fields.pop("giver_organisation")}
    held = HeldComment(
        **fields,
        email=email,
        client_id=client_id,
        digest=tokens.digest(tokens.token_of(client_id)),
    )
    HeldComment.objects.bulk_create([held], ignore_conflicts=True)
    held = HeldComment.objects.get(client_id=client_id)
    if held.confirmed_at is None:
        outbox.write(
            "comments.confirm",
            to=held.email,
            data={"held": held.pk},
            dedupe_key=f"comments.confirm:{held.pk}:{timezone.now():%Y%m%d%H}",
            about=f"held:{held.pk}",
            language=held.language,
            urgent=True,
        )
    return held


def find_held(token):
    return HeldComment.objects.select_related("page", "written_to", "input").filter(
        digest=tokens.digest(token)
    )


@transaction.atomic
def confirm_comment(token):
    """Make an `Input` of what was held. Twice is harmless. Returns the held comment, or None for no such.

    What was written while the page took comments is received, also when it has closed since.
    Raises `KeptOut`.
    """
    held = find_held(token).select_for_update(of=("self",)).first()
    if held is None or held.confirmed_at:
        return held
    names = ("page_id", "block", "written_to_id", "kind", "text", "theme_id", "language", "visibility")
    names += ("shown_as", "quote", "quote_before", "quote_after")
    fields = {name: getattr(held, name) for name in names}
    fields |= {"giver_name": held.name, "giver_organisation": held.organisation}
    person = person_for(held.email)
    must_take_part(person)
    held.input, is_new = receive(fields, person=person, client_id=held.client_id)
    held.confirmed_at = timezone.now()
    # From now on the words stand in one place.
    held.text = ""
    held.save(update_fields=["input", "confirmed_at", "text"])
    if is_new:
        tell_of_comments([held.input])
    return held


def receive(fields, *, person, client_id):
    """(the input, whether it is new); the caller tells the page's room.

    On a page where the municipality sees first what is said, it waits.
    """
    now = timezone.now()
    given = Input(**fields, giver=person, client_id=client_id, created_at=now)
    if must_wait(given.page, by=person.user):
        given.status, given.waiting_since = Input.Status.WAITING, now
    Input.objects.bulk_create([given], ignore_conflicts=True)
    given = Input.objects.get(client_id=client_id)
    is_new = given.created_at == now
    if is_new:
        log(given, "partners.input.give", data={"page": given.page_id, "visibility": given.visibility})
        if not given.is_waiting:
            forget_pages()
        write_receipt([given], person=person, language=given.language)
    return given, is_new


def must_take_comments(place):
    if place.is_gone or not opening_of(place.page).is_open:
        raise CommentsClosed


def must_take_part(person):
    if is_kept_out(person):
        raise KeptOut


def _same(email, place, said):
    where = f"{place.page.translation_key}:{place.block}"
    return uuid.uuid5(SAME_WORDS, f"{email}:{where}:{said.kind}:{clean_text(said.text)}")


def _fields(place, said):
    """The fields of an `Input` that hold what is said, but for who says it."""
    quote = said.quote and find_quote(said.quote, place.words)
    return {
        "page_id": place.page.pk,
        "block": place.block,
        "written_to_id": text_of(place).pk if place.block else None,
        "kind": said.kind,
        "text": clean_text(said.text),
        "theme_id": said.theme and said.theme.pk,
        "quote": quote.words if quote else "",
        "quote_before": quote.before if quote else "",
        "quote_after": quote.after if quote else "",
        "giver_name": clean_line(said.name),
        "giver_organisation": clean_line(said.organisation),
        "visibility": said.visibility,
        "shown_as": said.shown_as,
        "language": said.language,
    }


def text_of(place):
    """What the block says now, kept once however many comment on it."""
    known = {
        "translation_key": place.page.translation_key,
        "block": place.block,
        "digest": digest_of(place.words),
    }
    kept = BlockText(**known, block_type=place.child.block_type, text=place.words)
    BlockText.objects.bulk_create([kept], ignore_conflicts=True)
    return BlockText.objects.get(**known)


@transaction.atomic
def change_comment(input, *, text, by, added=(), removed=()):
    """Let a comment say something else, with other files. Returns it.

    Within a quarter of an hour, and before somebody has answered, that is all; later the earlier text is kept
    and shown, and the files stay. Where the municipality sees first what is said, the text that is shown
    stays until it has seen the new one, and so do the files. `added` are checked files, `removed` the primary
    keys of some that are there. The same again is no change. Raises `FilesStay`, `TooManyFiles`, and
    `CommentError` for one that is hidden or withdrawn.
    """
    text = clean_text(text)
    input = _open(input)
    waits = input.is_waiting or must_wait(input.page, by=by)
    leaves_earlier = not may_change_files(input)
    if (added or removed) and (leaves_earlier or waits and not input.is_waiting):
        raise FilesStay
    has_other_files = bool(detach(input, removed, by=by) + attach(input, added, by=by))
    stands = input.text if input.is_waiting else input.waiting_text or input.text
    if text == stands and not has_other_files:
        return input
    if waits:
        return _change_unseen(input, text, by=by)
    input.waiting_text, input.waiting_since = "", None
    if leaves_earlier:
        EarlierText.objects.create(input=input, text=input.text)
    input.text = text
    input.changed_at = timezone.now()
    input.save(update_fields=["text", "changed_at", "waiting_text", "waiting_since"])
    forget_pages()
    log(input, "partners.input.change", user=by, data={"earlier_text_kept": leaves_earlier})
    tell_of_inputs(input)
    return input


def _change_unseen(input, text, *, by):
    """A text that nobody reads before the municipality has seen it."""
    input.waiting_since = timezone.now()
    if input.is_waiting:
        input.text = text
    elif text == input.text:
        input.waiting_text, input.waiting_since = "", None
    else:
        input.waiting_text = text
    input.save(update_fields=["text", "waiting_text", "waiting_since"])
    log(input, "partners.input.change", user=by, data={"waits": input.waiting_since is not None})
    return input


@told_of_new_text
def keep_earlier_text(input, earlier):
    """What a comment said while it waited for the municipality to see a new text can still be read."""
    EarlierText.objects.create(input=input, text=earlier)


@transaction.atomic
def take_back(input, *, by):
    """Delete a comment that nobody has answered, else withdraw it. Returns it, or None when it is gone.

    Of a withdrawn one the place and what others have said there stays; only the municipality sees the words.
    Raises `CommentError` for one that is hidden or withdrawn.
    """
    input = _open(input)
    if not has_trace(input):
        log(input, "partners.input.delete", user=by, title=str(input.pk), data={"page": input.page_id})
        outbox.void(about=f"input:{input.pk}")
        let_go(input.files.all())
        let_go_of_drafts(input)
        gone = copy(input)
        input.delete()
        forget_pages()
        ask_for_rights(gone)
        tell_of_comments([gone])
        return None
    EarlierText.objects.create(input=input, text=input.text)
    input.text = ""
    input.client_id = None
    input.withdrawn_at = timezone.now()
    input.waiting_text, input.waiting_since = "", None
    input.save(update_fields=["text", "client_id", "withdrawn_at", "waiting_text", "waiting_since"])
    forget_pages()
    log(input, "partners.input.withdraw", user=by, title=str(input.pk))
    tell_of_inputs(input)
    return input


def _open(input):
    input = locked(input)
    if input.is_withdrawn or input.status == Input.Status.HIDDEN:
        raise CommentError
    return input


@transaction.atomic
def save_draft(user, place, *, text):
    """Remember what somebody has begun to write about a place; nothing when it is empty."""
    text = clean_text(text)
    if not text:
        return drop_draft(user.pk, place)
    CommentDraft.objects.update_or_create(
        user=user,
        page_id=place.page.pk,
        block=place.block,
        defaults={"text": text, "saved_at": timezone.now()},
    )
    return None


def drop_draft(user_pk, place):
    CommentDraft.objects.filter(user=user_pk, page__in=list(place.versions), block=place.block).delete()


def forget_unconfirmed(*, before):
    """Delete what was held, confirmed or not, from before a moment."""
    HeldComment.objects.filter(created_at__lt=before).delete()


def forget_drafts(*, before):
    CommentDraft.objects.filter(saved_at__lt=before).delete()
