"""Decisions at the desk: prepared as drafts, seen as letters, and published several together."""

from django.http import Http404
from django.shortcuts import redirect
from django.template.defaultfilters import floatformat
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from partners.assessments.admin_forms import DecisionForm, amount_name
from partners.assessments.at_proposal import ActsOnProposal, Assesses
from partners.assessments.deciding import openings_of, prepare_decision, publish_decisions, room_of_roles
from partners.assessments.errors import Changed, NotOpen, NotYours, TooMuch
from partners.assessments.letters import decided_letter, preview
from partners.assessments.models import DecidedAmount, Decision
from partners.assessments.rules import proposals_close_to
from partners.proposals.models import Proposal
from portal.desk import DeskForm, DeskView


class PrepareDecision(ActsOnProposal, DeskForm):
    """Write the draft. It tells nobody and changes nothing until it is published."""

    template_name = "partners/admin/decide.html"
    page_title = _("Prepare decision")
    header_icon = "clipboard-list"

    @cached_property
    def decision(self):
        drafts = Decision.objects.filter(proposal=self.proposal).prefetch_related("amounts")
        return drafts.select_related("prepared_by", "version").first()

    @cached_property
    def openings(self):
        return openings_of(self.proposal)

    def get_form(self, form_class=None):
        data = self.request.POST if self.request.method == "POST" else None
        return DecisionForm(data, openings=self.openings, initial=self.get_initial())

    def get_initial(self):
        """The draft that stands; else all that is offered, as far as there is room."""
        if self.decision:
            drafted = {amount_name(each.offer): each.amount for each in self.decision.amounts.all()}
            words = {name: getattr(self.decision, name) for name in ("outcome", "conditions", "reason")}
            return words | drafted
        return {
            amount_name(each.offer): min(each.offer.amount, each.left)
            for each in self.openings
            if each.offer.amount and each.left
        }

    def get_context_data(self, **kwargs):
        facts = {
            "proposal": self.proposal,
            "decision": self.decision,
            "seen": self.decision.revision if self.decision else 0,
            "version": self.proposal.current_id,
        }
        return super().get_context_data(**facts | kwargs)

    def get(self, request, *args, **kwargs):
        return self.closed() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.closed() or super().post(request, *args, **kwargs)

    def closed(self):
        """Back to the proposal, when there is nothing to decide."""
        if self.proposal.is_open:
            return None
        messages.error(self.request, explain(NotOpen()))
        return redirect(self.get_success_url())

    def form_valid(self, form):
        if self.request.POST.get("step") == "preview":
            shown = self.render_letter(form)
            return self.render_to_response(self.get_context_data(form=form, preview=shown, **self.read()))
        read, words = self.read(), form.cleaned_data
        if read["version"] != self.proposal.current_id:
            return self.refuse(form)
        try:
            prepare_decision(
                self.proposal,
                outcome=words["outcome"],
                reason=words["reason"],
                conditions=words["conditions"],
                amounts=form.amounts,
                by=self.request.user,
                seen=read["seen"],
                version=self.proposal.current,
            )
        except Changed:
            return self.refuse(form)
        except (NotOpen, NotYours) as error:
            form.add_error(None, explain(error))
            return self.form_invalid(form)
        return self.done(gettext("The decision is prepared. Nobody is told before it is published."))

    def refuse(self, form):
        """What was written stays; the next try counts as having seen what stands there now."""
        form.add_error(None, explain(Changed()))
        return self.form_invalid(form)

    def read(self):
        """What the page said that its reader had read: the revision of the draft, and the version."""
        given = {name: self.request.POST.get(name, "") for name in ("seen", "version")}
        return {
            name: int(value) if value.isascii() and value.isdigit() else 0 for name, value in given.items()
        }

    def render_letter(self, form):
        words = form.cleaned_data
        draft = Decision(
            proposal=self.proposal,
            outcome=words["outcome"],
            reason=words["reason"],
            conditions=words["conditions"],
        )
        return preview(self.proposal, decided_letter, draft, amounts_in(form.amounts))


def amounts_in(amounts):
    return [DecidedAmount(offer=offer, amount=amount) for offer, amount in amounts.items()]


class DecisionList(Assesses, DeskView):
    """What is prepared, and what it would take of each role. Those that are chosen are published together."""

    template_name = "partners/admin/decisions.html"
    page_title = _("Prepared decisions")
    header_icon = "clipboard-list"

    def get_trail(self):
        return [(reverse("proposals:index"), gettext("Proposals"))]

    def get_context_data(self, **kwargs):
        drafts = list(prepared_decisions(self.request.user))
        for each in drafts:
            each.is_outdated = each.version_id != each.proposal.current_id
        facts = {"decisions": drafts, "roles": room_of_roles(drafts), "chosen": set()}
        return super().get_context_data(**facts | kwargs)

    def post(self, request, *args, **kwargs):
        chosen = self.chosen()
        if not chosen:
            return self.refuse(gettext("Choose at least one decision."))
        try:
            published = publish_decisions(chosen, by=request.user)
        except (NotOpen, NotYours, Changed, TooMuch) as error:
            return self.refuse(explain(error), chosen=set(self.request.POST.getlist("decision")))
        messages.success(
            request,
            ngettext(
                "%(n)s decision is published, and its proposer is told.",
                "%(n)s decisions are published, and their proposers are told.",
                len(published),
            )
            % {"n": len(published)},
        )
        return redirect("proposals:decisions")

    def refuse(self, words, **context):
        return self.render_to_response(self.get_context_data(refusal=words, **context), status=422)

    def chosen(self):
        """The drafts that were ticked, each as the reader saw it: «key:revision»."""
        pairs = [each.partition(":")[::2] for each in self.request.POST.getlist("decision")]
        seen = {int(key): int(revision) for key, revision in pairs if is_number(key) and is_number(revision)}
        decisions = list(Decision.objects.filter(pk__in=seen))
        for each in decisions:
            each.revision = seen[each.pk]
        return decisions


def is_number(text):
    return text.isascii() and text.isdigit() and len(text) < 10


class DecisionLetter(ActsOnProposal, DeskView):
    """The letter with a prepared decision, as its proposer will read it."""

    template_name = "partners/admin/decision_letter.html"
    page_title = _("The letter")
    header_icon = "mail"

    def get_context_data(self, **kwargs):
        rows = Decision.objects.filter(proposal=self.proposal).prefetch_related("amounts__offer__role")
        decision = rows.first()
        if decision is None:
            raise Http404
        letter = preview(self.proposal, decided_letter, decision, decision.amounts.all())
        return super().get_context_data(decision=decision, preview=letter, proposal=self.proposal, **kwargs)


def prepared_decisions(user):
    """Drafts about open proposals that `user` has no interest in, in the order in which they were written."""
    return (
        Decision.objects.prepared()
        .filter(proposal__status__in=Proposal.OPEN)
        .exclude(proposal__in=proposals_close_to(user))
        .select_related(
            "prepared_by", "proposal__organisation", "proposal__proposer", "proposal__current", "version"
        )
        .prefetch_related("amounts__offer__role")
    )


def explain(error):
    """Why nothing was done, in words for who tried."""
    if isinstance(error, TooMuch):
        return gettext(
            "%(role)s has only %(left)s %(unit)s left, and the chosen decisions accept more. "
            "None of them is published."
        ) % {
            "role": error.role,
            "left": floatformat(error.left),
            "unit": error.role.get_unit_display(),
        }
    words = {
        NotOpen: gettext("A proposal is decided or withdrawn meanwhile. Nothing is changed."),
        NotYours: gettext(
            "You have an interest in one of these proposals: others decide it. Nothing is changed."
        ),
        Changed: gettext(
            "Somebody has changed the decision, or the proposal has a new version, since you read it. "
            "Nothing is changed. Read it again, then send again if it still fits."
        ),
    }
    return words[type(error)]


urlpatterns = [
    path("decisions/", DecisionList.as_view(), name="decisions"),
    path("<int:pk>/decide/", PrepareDecision.as_view(), name="decide"),
    path("<int:pk>/letter/", DecisionLetter.as_view(), name="letter"),
]
