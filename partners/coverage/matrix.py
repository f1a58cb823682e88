"""Roles by organisations: who can take the main responsibility, and who can contribute.

The public sees no names. Others see the organisations whose offers they may see.
"""

from dataclasses import dataclass, field

from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from partners.coverage.coverage import readable_offers, standing_offers
from partners.organisations.models import Organisation
from partners.proposals.models import Offer

# So many columns that a page stays light, and a reader can still find the way in it.
COLUMNS = 16
# Stands for everybody who offers something as themselves.
VOLUNTEERS = 0


@dataclass(unsafe_hash=True)
class Mark:
    """What one organisation, or the volunteers together, offer for one role."""

    leads: bool = False
    as_developer: bool = False
    as_participant: bool = False
    accepted: bool = False

    @property
    def letters(self):
        """What stands by the mark, and in the legend: D and P, each in the reader's language."""
        return "".join(letter for letter, is_so, _words in self._ways() if is_so)

    @property
    def words(self):
        """The mark for who does not see it."""
        part = Offer.Part.LEAD if self.leads else Offer.Part.CONTRIBUTE
        words = [str(part.label), *(words for _letter, is_so, words in self._ways() if is_so)]
        return ", ".join([*words, _("accepted")] if self.accepted else words)

    def _ways(self):
        return (
            (developer_letter(), self.as_developer, _("as development partner")),
            (participant_letter(), self.as_participant, _("as participant in the final concept")),
        )


def developer_letter():
    return pgettext("matrix", "D")


def participant_letter():
    return pgettext("matrix", "P")


@dataclass(frozen=True)
class Column:
    key: int
    name: str
    kind: str = ""


@dataclass(frozen=True)
class Matrix:
    """`columns` are those of this page; `marks` by role and column."""

    columns: list = field(default_factory=list)
    marks: dict = field(default_factory=dict)
    total: int = 0
    page: int = 1
    pages: int = 1

    @property
    def first(self):
        return (self.page - 1) * COLUMNS + 1

    @property
    def last(self):
        return self.first + len(self.columns) - 1


def matrix_for(reader, roles, *, kind="", page=1, whole=False):
    """The matrix of these roles as `reader` may see it, a page of columns or the `whole`; two queries.

    None for the public.
    """
    if reader.user is None:
        return None
    offers = standing_offers().filter(readable_offers(reader), role__in=[role.pk for role in roles])
    offers = of_kind(offers, kind)
    columns = all_columns(offers)
    pages = max(1, -(-len(columns) // COLUMNS))
    page = min(max(page, 1), pages)
    shown = columns if whole else columns[(page - 1) * COLUMNS : page * COLUMNS]
    marks = marks_in(offers, shown)
    return Matrix(columns=shown, marks=marks, total=len(columns), page=page, pages=pages)


def of_kind(offers, kind):
    if kind == "volunteers":
        return offers.filter(version__current_of__organisation=None)
    return offers.filter(version__current_of__organisation__kind=kind) if kind else offers


def all_columns(offers):
    """The organisations behind these offers by name, and the volunteers last; one query."""
    found = (
        offers.order_by(Lower("version__current_of__organisation__name"), "version__current_of__organisation")
        .values_list(
            "version__current_of__organisation",
            "version__current_of__organisation__name",
            "version__current_of__organisation__kind",
        )
        .distinct()
    )
    rows = list(found)
    columns = [Column(pk, name, Organisation.Kind(kind).label) for pk, name, kind in rows if pk]
    if len(columns) < len(rows):
        columns.append(Column(VOLUNTEERS, _("Volunteers")))
    return columns


def marks_in(offers, columns):
    """{(role, column): mark} of these columns; one query."""
    named = [column.key for column in columns if column.key]
    wanted = offers.filter(version__current_of__organisation__in=named)
    if len(named) < len(columns):
        wanted |= offers.filter(version__current_of__organisation=None)
    marks = {}
    rows = wanted.order_by().values_list(
        "role",
        "version__current_of__organisation",
        "part",
        "accepted",
        "version__as_developer",
        "version__as_participant",
    )
    for role, organisation, part, accepted, as_developer, as_participant in rows:
        mark = marks.setdefault((role, organisation or VOLUNTEERS), Mark())
        mark.leads |= part == Offer.Part.LEAD
        mark.accepted |= bool(accepted)
        mark.as_developer |= as_developer
        mark.as_participant |= as_participant
    return marks
