"""The pages of a draft in their order, by the words in their addresses."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.proposals.forms import FilesForm, NeedsForm, OfferForm, ReferencesForm, RolesForm


@dataclass(frozen=True)
class Page:
    """One page: the word in its address, the checklist's name of it, what it is called, and its form."""

    slug: str
    step: str
    title: str
    form: type | None = None

    @property
    def template(self):
        return f"partners/proposals/steps/{self.step}.html"

    def address(self, proposal):
        return reverse("proposal_step", args=[proposal.pk, self.slug])


PAGES = [
    Page("roller", "roles", _("Roles"), RolesForm),
    Page("tilbud", "offer", _("What you offer"), OfferForm),
    Page("behov", "needs", _("What you need"), NeedsForm),
    Page("referanser", "references", _("References"), ReferencesForm),
    Page("vedlegg", "files", _("Attachments"), FilesForm),
    Page("lever", "review", _("See through and submit")),
]
FIRST, LAST = PAGES[0], PAGES[-1]
BY_SLUG = {page.slug: page for page in PAGES}
BY_STEP = {page.step: page for page in PAGES}


def after(page):
    return PAGES[min(PAGES.index(page) + 1, len(PAGES) - 1)]


def before(page):
    """The page before, or None for the first."""
    number = PAGES.index(page)
    return PAGES[number - 1] if number else None


@dataclass(frozen=True)
class Stop:
    """A page on the way, as its writer sees it."""

    title: str
    url: str
    is_current: bool
    lacks: bool


def way_through(proposal, page, missing):
    """All pages, with those that lack something marked."""
    lacking = {point.step for point in missing}
    return [Stop(each.title, each.address(proposal), each is page, each.step in lacking) for each in PAGES]
