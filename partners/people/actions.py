"""What happens to people."""

from django.db import connection

from partners.people.models import Person, normalise_email

# One statement for old and new: two who come with the same address at once get the same row.
_UPSERT = """
    INSERT INTO partners_person (email, created_at) VALUES (%s, now())
    ON CONFLICT (email) DO UPDATE SET email = EXCLUDED.email
    RETURNING *
"""


def person_for(email):
    """The person behind an e-mail address, made if new. Upper case and spaces around make no difference."""
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [normalise_email(email)])
        columns = [column.name for column in cursor.description]
        return Person.from_db(connection.alias, columns, cursor.fetchone())
