"""How much of a role, in words: the amount and its unit as one counts."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import ngettext_lazy

from partners.roles.models import Role

Unit = Role.Unit
WORDS = {
    Unit.WORK_PLACES: ngettext_lazy("%(amount)s work place", "%(amount)s work places", "n"),
    Unit.PLACES: ngettext_lazy("%(amount)s place", "%(amount)s places", "n"),
    Unit.PERSONS: ngettext_lazy("%(amount)s person", "%(amount)s people", "n"),
    Unit.DAYS_A_WEEK: ngettext_lazy("%(amount)s day a week", "%(amount)s days a week", "n"),
    Unit.EVENINGS_A_WEEK: ngettext_lazy("%(amount)s evening a week", "%(amount)s evenings a week", "n"),
    Unit.HOURS_A_WEEK: ngettext_lazy("%(amount)s hour a week", "%(amount)s hours a week", "n"),
    Unit.SQUARE_METRES: ngettext_lazy("%(amount)s m²", "%(amount)s m²", "n"),
    Unit.VEHICLES: ngettext_lazy("%(amount)s vehicle", "%(amount)s vehicles", "n"),
    Unit.COURSES_A_MONTH: ngettext_lazy("%(amount)s course a month", "%(amount)s courses a month", "n"),
}


def number_in_words(amount):
    """«2», «2,5», «1 200»: as many decimals as the amount has."""
    amount = Decimal(amount)
    whole = amount == amount.to_integral_value()
    return number_format(amount, decimal_pos=0 if whole else 1)


def amount_in_words(amount, unit):
    """«2 work places»: an amount in a role's unit."""
    # Only exactly one is one: 1.5 days are many.
    counted = 1 if amount == 1 else 2
    return WORDS[unit] % {"amount": number_in_words(amount), "n": counted}
