"""What proposals add to the workspace's menu, to «My page» and to search."""

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from home.searching import Group, Hit, register_searcher
from partners.organisations.acting import standing_of
from partners.people.sections import my_section
from partners.proposals.access import reader_of
from partners.proposals.lists import entry, own_proposals
from partners.proposals.models import Passage, Proposal, Visibility
from partners.proposals.rules import may_read_passage
from partners.workspace import workspace_item

SHOWN = 5
HITS_SHOWN = 10
# A proposal has at most nine passages.
PASSAGES_READ = 10 * HITS_SHOWN

workspace_item(_("Proposals"), "proposal_list", icon="lightbulb", order=24, group=_("The concept"))


@my_section(order=25)
def my_drafts(request, person):
    """The drafts one can go on with, newest first."""
    drafts = own_proposals(request.user, standing_of(request).memberships)
    entries = [entry(proposal) for proposal in drafts.filter(status=Proposal.Status.DRAFT)[:SHOWN]]
    return ("partners/proposals/_mine.html", {"entries": entries}) if entries else None


@register_searcher("proposals", _("Proposals"), order=25, inside=True)
def search_proposals(query, request):
    """What proposals say now, as far as a signed-in reader may read it; each once, the newest first."""
    reader, found = reader_of(request), {}
    for passage in _holding(query, reader):
        proposal = passage.version.proposal
        if may_read_passage(reader, proposal, passage):
            found.setdefault(proposal.pk, hit(proposal, passage, query))
    hits = list(found.values())
    return Group(
        hits=hits[:HITS_SHOWN],
        more=len(hits) > HITS_SHOWN,
        more_url=reverse("proposal_list"),
    )


def _holding(query, reader):
    """Passages with the words that this reader may read some of; the rule has the last word. One query."""
    organisations = [each.organisation_id for each in reader.memberships if each.is_active]
    own = Proposal.objects.of(reader.user, organisations).order_by().values("pk")
    of_others = Q(version__current_of__isnull=False)
    if not reader.is_lead:
        shown = Passage.objects.readable(Visibility.PARTNERS if reader.is_partner else Visibility.EVERYONE)
        of_others &= Q(version__current_of__in=reader.assesses) | Q(
            version__current_of__status__in=Proposal.SHOWN, pk__in=shown.values("pk")
        )
    of_now = Q(version__current_of__isnull=False) | Q(version__proposal__status=Proposal.Status.DRAFT)
    words = SearchQuery(query.tsquery, config="norwegian", search_type="raw")
    return (
        Passage.objects.filter(of_others | Q(of_now, version__proposal__in=own))
        .annotate(words=SearchVector("text", config="norwegian"))
        .filter(words=words)
        .select_related("version__proposal__organisation", "version__proposal__proposer")
        .order_by("-version__proposal", "pk")[:PASSAGES_READ]
    )


def hit(proposal, passage, query):
    return Hit(
        title=str(proposal),
        url=proposal.get_absolute_url(),
        kind=_("Proposal"),
        excerpt=query.excerpt(passage.text),
        note=proposal.get_status_display(),
    )
