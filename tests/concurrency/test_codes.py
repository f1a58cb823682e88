"""Guessers who come all at once with one session are counted one by one."""

from django.test import Client

from partners.people.forms import TRIES_AN_HOUR
from portal.ratelimit import Attempts
from tests.concurrency.crowd import all_at_once
from tests.factories import UserFactory
from tests.partners.people.conftest import code_to, confirmed, other_code


def test_guesses_at_the_same_moment_are_all_counted(committed_db, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    # The session's own count, which guessers at the same moment would overwrite for each other.
    settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 1000
    user = confirmed(UserFactory())
    door = Client()
    door.post("/konto/login/", {"login": user.email})
    code = code_to(user.email)

    def guess():
        client = Client()
        client.cookies["sessionid"] = door.cookies["sessionid"].value
        return client.post("/konto/login/code/confirm/", {"code": other_code(code)}).status_code

    answers = all_at_once([guess] * (2 * TRIES_AN_HOUR))
    right = door.post("/konto/login/code/confirm/", {"code": code})

    assert answers == [422] * (2 * TRIES_AN_HOUR)
    assert max(Attempts.objects.values_list("count", flat=True)) == 2 * TRIES_AN_HOUR + 1
    assert right.status_code == 422
    assert "_auth_user_id" not in door.session
