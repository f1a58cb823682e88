"""What happens to people."""

from django.db import DEFAULT_DB_ALIAS, transaction
from wagtail.log_actions import log

from partners.people.models import Person, User, normalise_email
from partners.people.moving import move_everything
from portal.mail import outbox
from portal.rows import Statement, run_together

# One statement for old and new: two who come with the same address at once get the same row. The columns
# stand in the order of the model's fields, as `from_db` takes them.
_UPSERT = """
    INSERT INTO partners_person (email, created_at) VALUES (%s, now())
    ON CONFLICT (email) DO UPDATE SET email = EXCLUDED.email
    RETURNING id, email, user_id, created_at
"""


def person_for(email):
    """The person behind an e-mail address, made if new. Upper case and spaces around make no difference."""
    with run_together([Statement(_UPSERT, [normalise_email(email)])]) as cursor:
        columns = [column.name for column in cursor.description]
        return Person.from_db(DEFAULT_DB_ALIAS, columns, cursor.fetchone())


def person_of(user):
    """Whom an account stands for; made when it has never confirmed its address here."""
    return Person.objects.filter(user=user).first() or person_for(user.email)


@transaction.atomic
def claim(user, *, email):
    """Give the account what was given with `email`, which it has just proved that it reads.

    An account that had another address moves with all it has to the new one; letters that wait go there too.
    Twice is harmless. What another account has claimed stays with that account: then the answer is None.
    """
    person = person_for(email)
    if person.user_id not in (None, user.pk):
        return None
    before = Person.objects.select_for_update().filter(user=user).exclude(pk=person.pk).first()
    if before is None and person.user_id == user.pk:
        return person
    if before:
        move_everything(before, person)
        outbox.readdress(before.email, person.email)
        before.delete()
    person.user = user
    person.save(update_fields=["user"])
    told = {"before": before.pk if before else None}
    log(person, "partners.person.claim", user=user, title=str(person.pk), data=told)
    return person


@transaction.atomic
def rename(user, *, name):
    """Call the account's person something else. What they have said keeps the name it was said under."""
    if user.name != name:
        log(user, "partners.person.rename", user=user, title=str(user.pk))
        user.name = name
        user.save(update_fields=["name"])
    return user


@transaction.atomic
def choose_language(user, *, language):
    """Write to this person in one language from now on, whatever page they last used."""
    if user.language != language:
        log(user, "partners.person.language", user=user, title=str(user.pk), data={"language": language})
        user.language = language
        user.save(update_fields=["language"])
    return user


def forget_unconfirmed(*, before):
    """Delete the accounts from before a moment whose maker never typed in the code.

    Else anyone could hold another's address by beginning to make an account with it.
    """
    never_used = User.objects.filter(last_login=None, is_staff=False, date_joined__lt=before)
    never_used.filter(emailaddress__isnull=False).exclude(emailaddress__verified=True).delete()
