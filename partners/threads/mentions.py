"""Mentions in a reply, of those who have a part in the thread."""

from partners.people.errors import NobodyHere
from partners.people.mentions import begins_so, named_in
from partners.threads.errors import CannotSee
from partners.threads.models import Mention
from partners.threads.people import mentionable


def suggested(input, words, *, besides):
    """The first who can be mentioned and whose name, or a word of it, begins so. One query."""
    return begins_so(mentionable(input).exclude(pk=besides.pk).only("name"), words)


def mentioned_in(text, *, input, chosen=(), by):
    """Who is mentioned in `text`, as accounts: those whose name stands there after an @. One query.

    Raises `CannotSee` when one of the `chosen` primary keys is somebody who has no part in the thread or
    cannot see it. A name that is nobody's here is only text.
    """
    if "@" not in text and not chosen:
        return []
    try:
        return named_in(text, mentionable(input), chosen=chosen, by=by)
    except NobodyHere:
        raise CannotSee from None


def keep_mentions(reply, users):
    """Make the mentions of a reply these. Returns the accounts that were not mentioned before."""
    before = {mention.user_id for mention in reply.mentions.all()}
    reply.mentions.exclude(user__in=users).delete()
    new = [user for user in users if user.pk not in before]
    Mention.objects.bulk_create(Mention(reply=reply, user=user, name=user.name) for user in new)
    return new
