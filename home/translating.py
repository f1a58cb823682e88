"""Translating a page in the admin, as Wagtail has it, but for one answer."""

from django.utils.translation import gettext as _
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.admin import messages
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView


class TranslatePage(SubmitPageTranslationView):
    """A language that the page above lacks can't be chosen; who asks for it all the same is told so."""

    def post(self, request, **kwargs):
        try:
            return super().post(request, **kwargs)
        except ParentNotTranslatedError:
            messages.error(request, _("Translate the page above this one first. Nothing was translated."))
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
