"""The coordinator's desk for proposals: the queue, and one proposal with all that is done with it."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from laces.components import Component
from wagtail.admin import messages

from partners.assessments import admin_criteria, admin_deciding, admin_reports
from partners.assessments.actions import (
    ask_proposer,
    assign_reviewer,
    clarify,
    declare_own_interest,
    end_review,
    invite_reviewer,
    open_proposal,
)
from partners.assessments.admin_forms import AskForm, AssignForm, ClarifyForm, InterestForm, InviteForm
from partners.assessments.admin_lists import ProposalExport, ProposalList, ReviewerList
from partners.assessments.at_proposal import ActsOnProposal, AtProposal
from partners.assessments.criteria import all_criteria
from partners.assessments.errors import NoCriteria, NotOpen, TooClose
from partners.assessments.history import history_of
from partners.assessments.letters import clarified_letter, preview
from partners.assessments.models import Clarification, Decision, Message, Review
from partners.assessments.queue import queue_facts
from partners.assessments.rules import has_declared_interest, may_decide
from partners.assessments.scoring import table_of
from partners.proposals.changes import changes_between
from partners.proposals.models import Proposal, Visibility
from partners.proposals.reading import read, with_content
from portal.desk import DeskForm, DeskView, DeskViewSet


class ProposalPage(AtProposal, DeskView):
    """What is offered, who assesses it, what was said, what is decided. Private to those who decide."""

    template_name = "partners/admin/proposal.html"
    header_icon = "clipboard-list"

    def get_page_title(self):
        return f"{self.proposal.number}: {self.proposal.made_by}"

    def get_trail(self):
        return super().get_trail()[:1]

    def get_context_data(self, **kwargs):
        it = self.proposal
        facts = {
            "proposal": it,
            "organisation": it.organisation,
            "steps": history_of(it),
            "is_new": it.status == Proposal.Status.SUBMITTED,
            "has_criteria": bool(self.criteria),
            **self.content(),
            **self.talk(),
            **self.forms(),
        }
        if self.is_unbiased:
            facts |= self.assessment()
        return super().get_context_data(
            is_unbiased=self.is_unbiased,
            has_declared=not self.is_unbiased and has_declared_interest(self.request.user, it),
            **facts | kwargs,
        )

    @cached_property
    def criteria(self):
        return all_criteria()

    def content(self):
        """The version that the address asks for, else the one that counts, and what is new in it."""
        submitted = self.proposal.versions.filter(submitted_at__isnull=False)
        versions = list(submitted.select_related("submitted_by"))
        wished = self.request.GET.get("version", "")
        shown = next(
            (each for each in versions if str(each.number) == wished),
            next(each for each in versions if each.pk == self.proposal.current_id),
        )
        earlier = [each for each in versions if each.number < shown.number]
        version = with_content(shown)
        return {
            "versions": versions,
            "version": version,
            "reading": read(version, Visibility.MUNICIPALITY),
            "earlier": earlier[-1] if earlier else None,
            "changes": changes_between(with_content(earlier[-1]), version) if earlier else [],
        }

    def talk(self):
        clarifications = (
            Clarification.objects.filter(role__offers__version=self.proposal.current_id)
            .select_related("role", "by")
            .prefetch_related("told__proposal__organisation", "told__proposal__proposer")
        )
        return {
            "talk": self.proposal.messages.prefetch_related("clarifications__role"),
            "clarifications": clarifications,
            "may_clarify": any(True for _offer in self.proposal.current.offers.all()),
        }

    def assessment(self):
        """Points, remarks and the prepared decision: not for who has an interest."""
        reviews = list(
            Review.objects.filter(proposal=self.proposal)
            .select_related("reviewer", "proposal")
            .prefetch_related("scores__criterion")
        )
        decision = Decision.objects.filter(proposal=self.proposal).prefetch_related("amounts__offer__role")
        return {
            "reviews": reviews,
            "points": table_of(reviews, self.criteria),
            "decision": decision.select_related("prepared_by", "published_by", "version").first(),
        }

    def forms(self):
        return {
            "assign_form": AssignForm(proposal=self.proposal),
            "invite_form": InviteForm(),
            "ask_form": AskForm(),
            "interest_form": InterestForm(),
        }


class DoOnPage(ActsOnProposal, ProposalPage):
    """One of the forms of the page. What is wrong comes back with the whole page, and everything typed."""

    form_class = None
    form_name = ""

    def make_form(self):
        return self.form_class(self.request.POST)

    def act(self, form):
        """Do it, and return what to tell."""
        raise NotImplementedError

    def post(self, request, *args, **kwargs):
        form = self.make_form()
        if form.is_valid():
            try:
                messages.success(request, self.act(form))
                return redirect(self.get_success_url())
            except NotOpen:
                form.add_error(None, too_late())
            except TooClose:
                form.add_error(
                    None,
                    gettext("This person belongs to those who propose, or has declared an interest before."),
                )
        return self.render_to_response(self.get_context_data(**{self.form_name: form}), status=422)


class Assign(DoOnPage):
    form_name = "assign_form"

    def make_form(self):
        return AssignForm(self.request.POST, proposal=self.proposal)

    def act(self, form):
        reviewer = form.cleaned_data["reviewer"]
        assign_reviewer(self.proposal, reviewer=reviewer, by=self.request.user)
        return gettext("%(name)s is asked to assess the proposal.") % {"name": reviewer}


class Invite(DoOnPage):
    form_name = "invite_form"
    form_class = InviteForm

    def act(self, form):
        review = invite_reviewer(self.proposal, email=form.cleaned_data["email"], by=self.request.user)
        return gettext("%(name)s is asked to assess the proposal.") % {"name": review.who}


class Ask(DoOnPage):
    form_name = "ask_form"
    form_class = AskForm

    def act(self, form):
        ask_proposer(self.proposal, **form.cleaned_data, by=self.request.user)
        return gettext("It is sent to the proposer.")


class DeclareInterest(DoOnPage):
    form_name = "interest_form"
    form_class = InterestForm

    def act(self, form):
        declare_own_interest(self.proposal, text=form.cleaned_data["text"], by=self.request.user)
        return gettext("It is noted. You neither score nor decide this proposal.")


class OpenProposal(ActsOnProposal, DeskView):
    http_method_names = ["post"]

    def post(self, request, pk):
        try:
            open_proposal(self.proposal, by=request.user)
            messages.success(request, gettext("The assessment is begun, and the proposer sees it."))
        except NoCriteria:
            messages.error(
                request, gettext("Write the criteria first: they stand from the first proposal on.")
            )
        except NotOpen:
            messages.error(request, too_late())
        return redirect(self.get_success_url())


class EndReview(ActsOnProposal, DeskView):
    http_method_names = ["post"]

    def post(self, request, pk, review_pk):
        review = get_object_or_404(self.proposal.reviews.select_related("proposal"), pk=review_pk)
        end_review(review, by=request.user)
        messages.success(request, gettext("%(name)s no longer assesses the proposal.") % {"name": review.who})
        return redirect(self.get_success_url())


class Clarify(ActsOnProposal, DeskForm):
    """Tell all candidates of a role what one has learned: seen as the letter that they get, then sent."""

    page_title = _("Tell all candidates")
    template_name = "partners/admin/clarify.html"
    header_icon = "mail"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        said = self.proposal.messages.filter(side=Message.Side.MUNICIPALITY)
        self.message = get_object_or_404(said, pk=kwargs["message_pk"])

    def get_form(self, form_class=None):
        data = self.request.POST if self.request.method == "POST" else None
        return ClarifyForm(data, proposal=self.proposal, initial=self.get_initial())

    def get_initial(self):
        asked = self.proposal.messages.filter(side=Message.Side.PROPOSER, at__lt=self.message.at).last()
        first = self.proposal.current.offers.first()
        return {
            "role": first and first.role_id,
            "question": asked.text[:2000] if asked else "",
            "text": self.message.text,
        }

    def get_context_data(self, **kwargs):
        form = kwargs.get("form") or self.get_form()
        roles = form.fields["role"].queryset
        candidates = {
            role: Proposal.objects.open().filter(current__offers__role=role).count() for role in roles
        }
        facts = {"candidates": candidates, "message": self.message, "form": form}
        if not form.is_bound and form.get_initial_for_field(form.fields["role"], "role"):
            facts["preview"] = self.preview(form.initial["text"], form.initial["question"], roles.first())
        return super().get_context_data(**facts | kwargs)

    def preview(self, text, question, role):
        """The letter that each candidate gets; who asked stands nowhere in it."""
        draft = Clarification(role=role, text=text, question=question, by=self.request.user)
        return preview(self.proposal, clarified_letter, draft)

    def form_valid(self, form):
        role, words = form.cleaned_data.pop("role"), form.cleaned_data
        if self.request.POST.get("step") == "preview":
            shown = self.preview(words["text"], words["question"], role)
            return self.render_to_response(self.get_context_data(form=form, preview=shown))
        told = clarify(role, **words, message=self.message, by=self.request.user).told.count()
        return self.done(
            ngettext("%(n)s candidate is told.", "%(n)s candidates are told.", told) % {"n": told}
        )


def too_late():
    return gettext("The proposal is decided or withdrawn meanwhile. Nothing is changed.")


class ProposalDesk(DeskViewSet):
    name = "proposals"
    url_prefix = "forslag"
    icon = "clipboard-list"
    menu_label = _("Proposals")
    menu_name = "proposals"
    menu_order = 5

    def may_enter(self, user):
        return may_decide(user)

    def get_urlpatterns(self):
        return [
            path("", ProposalList.as_view(), name="index"),
            path("results/", ProposalList.as_view(results_only=True), name="results"),
            path("export.<str:file_format>", ProposalExport.as_view(), name="export"),
            path("reviewers/", ReviewerList.as_view(), name="reviewers"),
            path("reviewers/results/", ReviewerList.as_view(results_only=True), name="reviewers_results"),
            path("<int:pk>/", ProposalPage.as_view(), name="proposal"),
            path("<int:pk>/open/", OpenProposal.as_view(), name="open"),
            path("<int:pk>/assign/", Assign.as_view(), name="assign"),
            path("<int:pk>/invite/", Invite.as_view(), name="invite"),
            path("<int:pk>/reviews/<int:review_pk>/end/", EndReview.as_view(), name="end_review"),
            path("<int:pk>/interest/", DeclareInterest.as_view(), name="interest"),
            path("<int:pk>/ask/", Ask.as_view(), name="ask"),
            path("<int:pk>/messages/<int:message_pk>/clarify/", Clarify.as_view(), name="clarify"),
            *admin_deciding.urlpatterns,
            *admin_criteria.urlpatterns,
            *admin_reports.urlpatterns,
        ]


class ProposalsPanel(Component):
    """On the admin's front page: what waits for the municipality, and how long the oldest has waited."""

    name = "waiting_proposals"
    template_name = "partners/admin/proposals_panel.html"
    order = 110

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        return queue_facts(user) | {"url": reverse("proposals:index"), "now": timezone.now()}


proposal_desk = ProposalDesk()
