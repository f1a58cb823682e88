from django.urls import path
from wagtail import hooks

from home.translating import TranslatePage


# Before Wagtail's own view at the same address, which keeps its name.
@hooks.register("register_admin_urls", order=-1)
def translate_page():
    return [path("translation/submit/page/<int:page_id>/", TranslatePage.as_view())]
