"""What people are told in the portal about proposals: those who propose, and those who decide."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.notices.actions import notify
from partners.notices.kinds import Weight, Words, notice_kind
from partners.people.models import User
from partners.proposals.models import Proposal
from partners.roles.rules import leading_roles, may_lead_roles

HANDED_IN = "proposals.handed_in"


def proposers_of(proposal):
    """The accounts that work with a proposal, as `is_proposer` says it of readers."""
    if proposal.organisation_id is None:
        return User.objects.filter(pk=proposal.proposer_id)
    return User.objects.filter(
        memberships__organisation=proposal.organisation_id, memberships__state="active"
    )


def readable_proposals(user, pks):
    """{primary key: proposal} of those that are `user`'s own, or all if they decide. One query."""
    mine = Q(organisation__memberships__user=user, organisation__memberships__state="active")
    mine |= Q(organisation=None, proposer=user)
    proposals = Proposal.objects.for_list().filter(pk__in=pks)
    if may_lead_roles(user):
        handed_in = ~Q(status=Proposal.Status.DRAFT)
        return {each.pk: each for each in proposals.filter(mine | handed_in).distinct()}
    return {each.pk: each for each in proposals.filter(mine).distinct()}


def notify_proposers(proposal, *, kind, key, by, **data):
    """Tell everybody who works with a proposal, but for who did it."""
    _notify(proposers_of(proposal).exclude(pk=by.pk), proposal, kind=kind, key=key, data=data)


def notify_of_hand_in(proposal, *, by):
    """Tell those who decide that there is a proposal, or a new version of one."""
    leads = User.objects.filter(leading_roles(), is_active=True, erase_after=None).exclude(pk=by.pk)
    data = {"version": proposal.current.number}
    _notify(leads.distinct(), proposal, kind=HANDED_IN, key=proposal.current_id, data=data)


def _notify(users, proposal, *, kind, key, data):
    notify(
        users,
        kind=kind,
        about=f"proposal:{proposal.pk}",
        key=key,
        data={"proposal": proposal.pk} | data,
        group=f"{kind}:{proposal.pk}",
    )


def proposal_kind(name, *, label, title, url_name="proposal", why="", by_mail=False, icon="lightbulb"):
    """Register a kind of notice about a proposal; `title(proposal, data)` is a sentence.

    Those who propose get letters about each step, too: so most kinds are not mailed once more.
    """

    def tell(user, notices):
        proposals = readable_proposals(user, {notice.data["proposal"] for notice in notices})
        return {
            notice.pk: Words(
                title=title(proposal, notice.data),
                url=reverse(url_name, args=[proposal.pk]),
                why=str(why),
            )
            for notice in notices
            if (proposal := proposals.get(notice.data["proposal"]))
        }

    return notice_kind(name, label=label, tell=tell, weight=Weight.DIRECT, by_mail=by_mail, icon=icon)


def _handed_in(proposal, data):
    names = {"number": proposal.number, "who": proposal.organisation or proposal.proposer_name}
    if data["version"] == 1:
        return _("New proposal %(number)s from %(who)s") % names
    return _("%(who)s has handed in a new version of proposal %(number)s") % names


proposal_kind(
    HANDED_IN,
    label=gettext_lazy("Proposals that are handed in"),
    title=_handed_in,
    url_name="proposals:proposal",
    why=gettext_lazy("You decide proposals."),
    by_mail=True,
)
