"""The coordinator's desk for letters of intent: accepted proposals, and the letter of each."""

from django.db.models import Prefetch
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from partners.agreements.actions import confirm_letter, latest_letter, make_letter
from partners.agreements.errors import Confirmed, Replaced
from partners.agreements.models import Commitment, LetterOfIntent
from partners.agreements.rules import may_make_letters
from partners.proposals.models import Proposal
from portal.desk import DeskList, DeskView, DeskViewSet, Gated


class MakesLetters(Gated):
    def may_enter(self, user):
        return may_make_letters(user)


def state_of(proposal):
    """How far the letter of a proposal has come, in words; `letters` are fetched, the last one first."""
    letter = next(iter(proposal.letters), None)
    if letter is None:
        return gettext("Not made")
    if letter.is_confirmed:
        return gettext("Confirmed by both")
    if letter.partner_at:
        return gettext("Waits for the municipality")
    return gettext("Waits for the partner")


class AgreementList(MakesLetters, DeskList):
    page_title = _("Agreements")
    header_icon = "doc-full"
    model = Proposal
    index_url_name = "agreements:index"
    index_results_url_name = "agreements:results"
    search_fields = ["organisation__name", "proposer_name"]
    verbose_name_plural = _("agreements")
    default_ordering = "-decided_at"
    columns = [
        TitleColumn("made_by", label=_("Partner"), accessor="made_by", url_name="agreements:agreement"),
        Column("number", label=_("Proposal"), accessor="number"),
        Column("state", label=_("Letter of intent"), accessor=state_of),
        DateColumn("decided_at", label=_("Accepted"), sort_key="decided_at"),
    ]

    def get_base_queryset(self):
        letters = Prefetch("letters_of_intent", LetterOfIntent.objects.order_by("-number"), to_attr="letters")
        accepted = Proposal.objects.filter(status=Proposal.Status.ACCEPTED)
        return accepted.select_related("organisation").prefetch_related(letters)


class AtAgreement(MakesLetters):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        accepted = Proposal.objects.filter(status=Proposal.Status.ACCEPTED).select_related("organisation")
        self.proposal = get_object_or_404(accepted, pk=kwargs["pk"])

    def get_success_url(self):
        return reverse("agreements:agreement", args=[self.proposal.pk])

    def get_trail(self):
        return [(reverse("agreements:index"), gettext("Agreements"))]


class AgreementPage(AtAgreement, DeskView):
    """The letters of one accepted proposal, who has confirmed, and what came of it."""

    template_name = "partners/admin/agreement.html"
    header_icon = "doc-full"

    def get_page_title(self):
        return f"{self.proposal.made_by}, {self.proposal.number}"

    def get_context_data(self, **kwargs):
        letters = list(self.proposal.letters_of_intent.order_by("-number"))
        return super().get_context_data(
            proposal=self.proposal,
            letter=letters[0] if letters else None,
            earlier=letters[1:],
            commitments=Commitment.objects.filter(offer__version__proposal=self.proposal),
            **kwargs,
        )


class MakeLetter(AtAgreement, View):
    http_method_names = ["post"]

    def post(self, request, pk):
        before = latest_letter(self.proposal)
        try:
            letter = make_letter(self.proposal, by=request.user)
        except Confirmed:
            messages.error(request, gettext("Both have confirmed the letter. It stands as it is."))
        else:
            if letter == before:
                messages.info(request, gettext("Nothing has changed since the last letter."))
            else:
                messages.success(
                    request, gettext("The letter is made, and the partner is asked to confirm it.")
                )
        return redirect(self.get_success_url())


class ConfirmLetter(AtAgreement, View):
    """The coordinator confirms the letter that they have read; one that is replaced meanwhile is not."""

    http_method_names = ["post"]

    def post(self, request, pk, letter_pk):
        letter = get_object_or_404(self.proposal.letters_of_intent, pk=letter_pk)
        try:
            confirm_letter(letter, side="municipality", by=request.user)
        except Replaced:
            messages.error(request, gettext("There is a newer letter. Read that one."))
        else:
            messages.success(request, gettext("You have confirmed the letter for the municipality."))
        return redirect(self.get_success_url())


class LetterFile(AtAgreement, View):
    http_method_names = ["get", "head"]

    def get(self, request, pk, letter_pk):
        letter = get_object_or_404(self.proposal.letters_of_intent, pk=letter_pk)
        response = FileResponse(letter.file.open(), as_attachment=True, filename=letter.file_name)
        response["Cache-Control"] = "private, no-store"
        return response


class AgreementDesk(DeskViewSet):
    name = "agreements"
    url_prefix = "avtaler"
    icon = "doc-full"
    menu_label = _("Agreements")
    menu_name = "agreements"
    menu_order = 12

    def may_enter(self, user):
        return may_make_letters(user)

    def get_urlpatterns(self):
        return [
            path("", AgreementList.as_view(), name="index"),
            path("results/", AgreementList.as_view(results_only=True), name="results"),
            path("<int:pk>/", AgreementPage.as_view(), name="agreement"),
            path("<int:pk>/make/", MakeLetter.as_view(), name="make"),
            path("<int:pk>/confirm/<int:letter_pk>/", ConfirmLetter.as_view(), name="confirm"),
            path("<int:pk>/file/<int:letter_pk>/", LetterFile.as_view(), name="file"),
        ]


agreement_desk = AgreementDesk()
