"""What the municipality's own pages in the admin have in common: who gets in, lists, forms, breadcrumbs."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic.edit import FormMixin
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet


class Gated:
    """A view that exists only for those whom `may_enter` lets in; to others the address is unknown."""

    def may_enter(self, user):
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        if not self.may_enter(request.user):
            raise Http404
        # The municipality's clock, whatever zone the reader's own profile is set to.
        with timezone.override(None):
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response


class DeskView(Gated, WagtailAdminTemplateMixin, View):
    """One page with the admin's header. `trail` is the way to it: (address, label) of each page above."""

    trail = ()

    def get_trail(self):
        return self.trail

    def get_breadcrumbs_items(self):
        above = [{"url": url, "label": label} for url, label in self.get_trail()]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())


class DeskForm(FormMixin, DeskView):
    """A page with one form; what is wrong comes back with 422 and everything typed still there."""

    template_name = "portal/admin/form.html"
    submit_label = _("Save")
    submit_icon = "check"
    is_serious = False
    success_message = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            submit_label=self.submit_label,
            submit_icon=self.submit_icon,
            is_serious=self.is_serious,
            cancel_url=self.get_success_url(),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def done(self, message):
        """Say what happened and go back to where the form came from."""
        messages.success(self.request, message)
        return redirect(self.get_success_url())


class DeskList(Gated, BaseListingView):
    """A list with filters, search and pages. `search_fields` are searched in for every word of the query."""

    paginate_by = 50
    is_searchable = True

    def search_queryset(self, queryset):
        for word in self.search_query.split():
            found = Q()
            for field in self.search_fields:
                found |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(found)
        return queryset


class TimeColumn(Column):
    """A date and a time on Norway's clock, for things to come as well: Wagtail's own counts backwards."""

    def get_value(self, instance):
        moment = super().get_value(instance)
        return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""


class DeskViewSet(ViewSet):
    """Views and a menu item for those whom `may_enter` lets in."""

    def may_enter(self, user):
        raise NotImplementedError

    @property
    def menu_item_class(self):
        viewset = self

        class DeskMenuItem(MenuItem):
            def is_shown(self, request):
                return viewset.may_enter(request.user)

        return DeskMenuItem

    def url(self, view_name, *args):
        return reverse(self.get_url_name(view_name), args=args)
