"""Addresses made of titles."""

from django.utils.text import slugify

LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A"})


def free_slug(title, *, among, taken=frozenset(), otherwise):
    """The title as an address that no row of `among` has, nor is in `taken`; with a number when it is.

    `otherwise` stands for a title without a letter. At most 80 characters.
    """
    base = slugify(title.translate(LETTERS))[:70].strip("-") or otherwise
    used = set(among.filter(slug__startswith=base).values_list("slug", flat=True)) | taken
    numbered = (f"{base}-{number}" for number in range(2, len(used) + 3))
    return next(slug for slug in (base, *numbered) if slug not in used)
