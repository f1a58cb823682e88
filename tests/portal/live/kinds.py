"""Rooms to try things in."""

from django.utils.translation import get_language, gettext

from portal.live.rooms import register_kind


def may_enter_hall(user, key):
    """Everyone may, except into the vault: nobody."""
    return key != "vault"


def may_enter_club(user, key):
    """Its members: the group of Django's that is called like it."""
    return user.is_authenticated and user.groups.filter(name=key).exists()


def may_enter_lobby(user, key):
    """Who has been at the door, with an account or without."""
    return user.session.get("door") == key


def in_words(key, what, data):
    return {"html": f"<li>{gettext('Sign in')} {data['n']}</li>", "language": get_language(), **data}


HALL = register_kind("hall", may_enter=may_enter_hall)
CLUB = register_kind("club", may_enter=may_enter_club)
LOBBY = register_kind("lobby", may_enter=may_enter_lobby)
CROWD = register_kind("crowd", may_enter=may_enter_hall, presence=True)
CIRCLE = register_kind("circle", may_enter=may_enter_club, people=True)
WORDS = register_kind("words", may_enter=may_enter_hall, render=in_words)
