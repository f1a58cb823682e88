"""Every address of the installation. Functions have fixed prefixes; the rest is the editors' page tree."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.views import page
from portal import health
from portal.signin import cms_login

urlpatterns = [
    path("metrics", health.metrics, name="metrics"),
    path("admin/login/", cms_login, name="cms_login"),
    path("admin/", include(wagtailadmin_urls)),
    path("dokumenter/", include(wagtaildocs_urls)),
    path("", include("home.machine_urls")),
    path("", include("partners.organisations.machine_urls")),
    path("", include("partners.inbound.machine_urls")),
]

groups = [
    path("", include("partners.discussions.urls")),
    path("", include("partners.minutes.urls")),
    path("", include("partners.groups.urls")),
    path("", include("partners.decisions.urls")),
]

workspace = [
    path("roller/", include("partners.coverage.urls")),
    path("roller/", include("partners.roles.urls")),
    path("forslag/", include("partners.proposals.urls")),
    path("", include("partners.overview.urls")),
    path("", include("partners.organisations.urls")),
    path("grupper/", include(groups)),
    path("varsler/", include("partners.notices.urls")),
    path("", include("partners.tasks.urls")),
    path("", include("partners.callouts.urls")),
    path("", include("partners.documents.urls")),
    path("innspill/", include("partners.inputs.workspace_urls")),
    path("avtaler/", include("partners.agreements.urls")),
    path("koblinger/", include("partners.matching.urls")),
    path("", include("partners.assessments.urls")),
]

live = [
    path("", include("workshops.boards.urls")),
    path("", include("workshops.polls.urls")),
    path("", include("workshops.asking.urls")),
    path("", include("workshops.live.urls")),
]

# An address is tried from the top down: what stands under one beginning is passed by as one.
urlpatterns += i18n_patterns(
    path("konto/", include("partners.people.account_urls")),
    path("min-side/", include("partners.people.urls")),
    path("innspill/", include("partners.inputs.urls")),
    path("innspill/", include("partners.threads.urls")),
    path("kommentarer/", include("partners.comments.urls")),
    path("", include("partners.threads.rules_urls")),
    path("partner/", include(workspace)),
    path("live/", include(live)),
    path("", include("workshops.urls")),
    path("", include("home.urls")),
    path("_util/login/", cms_login, name="page_login"),
    re_path(r"^(?!_util/)((?:[\w-]+/)*)$", page, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

if settings.DEMO:
    urlpatterns.insert(0, path("demo/", include("demo.urls")))

handler400 = "portal.errors.bad_request"
