"""The functions of meetings and sign-ups that are no pages of the tree, one address in each language."""

from django.urls import path, re_path

from workshops.live.views import join_by_link
from workshops.meetings import feeds
from workshops.meetings.views import calendar_file_at
from workshops.signups import personal, views

urlpatterns = [
    path("pamelding/send-lenke/", views.resend, name="signup_resend"),
    path("pamelding/send-lenke/sendt/", views.resent, name="signup_resent"),
    path("pamelding/<slug:token>/", personal.own_page, name="signup_page"),
    path("pamelding/<slug:token>/endre/", personal.change, name="signup_change"),
    path("pamelding/<slug:token>/avbestill/", personal.cancel, name="signup_cancel"),
    path("pamelding/<slug:token>/kalender.ics", personal.own_calendar_file, name="signup_calendar"),
    path("pamelding/<slug:token>/innspill/", personal.give_own_input, name="signup_input"),
    path("pamelding/<slug:token>/live/", join_by_link, name="live_join_by_link"),
    path("kalender/moter.ics", feeds.meeting_feed, name="meeting_feed"),
    path("kalender/min/<slug:token>.ics", feeds.signup_feed, name="signup_feed"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)kalender\.ics$", calendar_file_at, name="meeting_calendar"),
]
