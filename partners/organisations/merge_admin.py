"""Merging two organisations at the desk: find the one to keep, see what will happen, confirm."""

from dataclasses import dataclass

from django import forms
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from partners.organisations.at_desk import AtOrganisation
from partners.organisations.errors import CannotMerge
from partners.organisations.merging import (
    PROFILE,
    merge_organisations,
    merged_fields,
    merged_people,
    why_apart,
)
from partners.organisations.models import Organisation
from partners.organisations.moving import what_moves
from partners.organisations.queue import PEOPLE
from portal.desk import DeskForm, DeskView

SHOWN = 20
FIELDS = ("kind", "registered_name", "address", *PROFILE)
NOTHING = "–"


class FindOther(AtOrganisation, DeskView):
    """A search for the one to keep; without words, those with a name that begins alike."""

    page_title = _("Merge with another")
    template_name = "partners/admin/merge_find.html"
    header_icon = "group"

    def get_trail(self):
        return [*super().get_trail(), (self.get_success_url(), self.organisation.name)]

    def get_context_data(self, **kwargs):
        words = " ".join(self.request.GET.get("q", "").split())[:180]
        found = found_by(words) if words else alike(self.organisation)
        found = found.exclude(pk=self.organisation.pk).annotate(people=PEOPLE)
        return super().get_context_data(
            organisation=self.organisation, q=words, found=found.order_by("name", "pk")[:SHOWN], **kwargs
        )


def found_by(words):
    """Open organisations that have every word in a name, or the number."""
    found = Organisation.objects.open()
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(registered_name__icontains=word) | Q(number=word))
    return found | Organisation.objects.open().filter(number=words.replace(" ", ""))


def alike(organisation):
    first = (organisation.name.split() or [""])[0]
    return Organisation.objects.open().filter(
        Q(name__istartswith=first) | Q(registered_name__istartswith=first)
    )


class Merge(AtOrganisation, DeskForm):
    """Both side by side, and what becomes of them. Pressed twice, it merges once."""

    page_title = _("Merge organisations")
    template_name = "partners/admin/merge.html"
    header_icon = "group"
    form_class = forms.Form
    submit_label = _("Merge, and tell the people of both")
    is_serious = True

    @cached_property
    def kept(self):
        return get_object_or_404(Organisation, pk=self.kwargs["kept_pk"])

    def get_trail(self):
        return [*super().get_trail(), (self.get_success_url(), self.organisation.name)]

    def get_context_data(self, **kwargs):
        reason = why_apart(self.organisation, self.kept)
        return super().get_context_data(
            organisation=self.organisation,
            kept=self.kept,
            refusal=CannotMerge(reason).message if reason else "",
            fields=fields_side_by_side(self.organisation, self.kept),
            people=people_side_by_side(self.organisation, self.kept),
            counts=what_moves(self.organisation),
            **kwargs,
        )

    def form_valid(self, form):
        try:
            kept = merge_organisations(self.organisation, into=self.kept, by=self.request.user)
        except CannotMerge as refused:
            form.add_error(None, refused.message)
            return self.form_invalid(form)
        names = {"former": self.organisation.name, "kept": kept.name}
        messages.success(
            self.request, gettext("%(former)s is now a part of %(kept)s, and its people are told.") % names
        )
        return redirect("organisations:organisation", kept.pk)


@dataclass(frozen=True)
class Line:
    """What one of them has, what the kept one has, and what it has afterwards."""

    label: str
    other: str
    kept: str
    after: str


def fields_side_by_side(other, kept):
    changes = merged_fields(other, kept)
    lines = [
        Line(gettext("Name"), other.name, kept.name, kept.name),
        Line(
            gettext("Status"),
            other.get_status_display(),
            kept.get_status_display(),
            kept.get_status_display(),
        ),
        _numbers(other, kept),
    ]
    for name in FIELDS:
        label = Organisation._meta.get_field(name).verbose_name
        before = [_shown(each, name) for each in (other, kept)]
        lines.append(
            Line(str(label).capitalize(), *before, _shown(other, name) if name in changes else before[1])
        )
    return [line for line in lines if {line.other, line.kept} != {NOTHING}]


def _numbers(other, kept):
    numbers = [each.number_in_groups or NOTHING for each in (other, kept)]
    return Line(gettext("Organisation number"), *numbers, numbers[1] if kept.number else numbers[0])


def _shown(organisation, name):
    display = getattr(organisation, f"get_{name}_display", None)
    return str(display() if display else getattr(organisation, name) or NOTHING)


def people_side_by_side(other, kept):
    """Everybody in either of them, with the role in each and afterwards."""
    roles = [
        {each.user_id: _role(each) for each in organisation.memberships.all()}
        for organisation in (other, kept)
    ]
    return [
        Line(
            each.shown_name,
            *(by_user.get(each.user_id, NOTHING) for by_user in roles),
            _role(each),
        )
        for each in sorted(merged_people(other, kept), key=lambda each: each.shown_name.casefold())
    ]


def _role(membership):
    return membership.get_role_display() if membership.is_active else membership.get_state_display()
