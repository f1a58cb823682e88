"""The way to one organisation at the coordinator's desk."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from partners.organisations.actions import kept_instead_of
from partners.organisations.models import Organisation
from partners.organisations.rules import may_verify
from portal.desk import Gated


class Verifies(Gated):
    def may_enter(self, user):
        return may_verify(user)


class AtOrganisation(Verifies):
    """A view of one organisation; the address of one that was merged leads to where it is now."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.organisation = Organisation.objects.filter(pk=kwargs["pk"]).first()

    def dispatch(self, request, *args, **kwargs):
        if self.organisation is None:
            return self.where_it_is_now(kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def where_it_is_now(self, pk):
        kept = kept_instead_of(pk) if self.may_enter(self.request.user) else None
        if kept is None:
            raise Http404
        return redirect("organisations:organisation", kept.pk)

    def get_success_url(self):
        return reverse("organisations:organisation", args=[self.organisation.pk])

    def get_trail(self):
        return [(reverse("organisations:index"), gettext("Organisations"))]
