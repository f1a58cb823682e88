"""The way to one proposal at the desk: who decides gets in, and who has an interest changes nothing."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from wagtail.admin import messages

from partners.assessments.queue import queue
from partners.assessments.rules import is_unbiased, may_decide
from portal.desk import Gated


class Assesses(Gated):
    def may_enter(self, user):
        return may_decide(user)


class AtProposal(Assesses):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.proposal = get_object_or_404(queue(), pk=kwargs["pk"])

    @cached_property
    def is_unbiased(self):
        return is_unbiased(self.request.user, self.proposal)

    def get_success_url(self):
        return reverse("proposals:proposal", args=[self.proposal.pk])

    def get_trail(self):
        return [
            (reverse("proposals:index"), gettext("Proposals")),
            (self.get_success_url(), str(self.proposal)),
        ]


class ActsOnProposal(AtProposal):
    """Whoever has an interest in the proposal is sent back to its page, and nothing is done."""

    def dispatch(self, request, *args, **kwargs):
        if self.may_enter(request.user) and not self.is_unbiased:
            messages.error(
                request, gettext("You have an interest in this proposal: others assess and decide it.")
            )
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)
