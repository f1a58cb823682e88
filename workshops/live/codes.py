"""The code that is said aloud in a meeting: short, and hard to mistake."""

import secrets

# No letter or digit that looks or sounds like another one, and no vowels, so that no words come out.
ALPHABET = "BCDFGHJKLMNPRSTVWXZ2345679"
LENGTH = 6


def new_code():
    """Six signs: one of 300 million, while guesses are counted."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(text):
    """The code as somebody typed it: small letters, spaces and hyphens are fine."""
    return "".join(text.upper().replace("-", "").split())
