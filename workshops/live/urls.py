from django.urls import path

from workshops.live import console, views, wall

urlpatterns = [
    path("live/", views.enter_code, name="enter_code"),
    path("live/<slug:code>/", views.live_room, name="live_room"),
    path("live/<slug:code>/naa/", views.now, name="live_now"),
    path("live/<slug:code>/aktivitet/", views.current_activity, name="live_activity"),
    path("live/<slug:code>/aktiviteter/", views.activities, name="live_list"),
    path("live/<slug:code>/aktivitet/<int:pk>/", views.look_at, name="live_look"),
    path("live/<slug:code>/meg/", views.claim, name="live_claim"),
    path("live/<slug:code>/forlat/", views.leave, name="live_leave"),
    path("live/<slug:code>/skjerm/", wall.wall, name="live_wall"),
    path("live/<slug:code>/skjerm/aktivitet/", wall.wall_activity, name="live_wall_activity"),
    path("live/<slug:code>/skjerm/ord/", wall.wall_words, name="live_wall_words"),
    path("live/<slug:code>/styring/", console.console, name="live_console"),
    path("live/<slug:code>/styring/panel/", console.console_panel, name="live_console_panel"),
    path("live/<slug:code>/styring/liste/", console.console_list, name="live_console_list"),
    path("live/<slug:code>/styring/aktivitet/", console.console_activity, name="live_console_activity"),
    path("live/<slug:code>/styring/steg/", console.lead, name="live_lead"),
    path("live/<slug:code>/styring/plan/", console.plan, name="live_plan"),
    path("pamelding/<slug:token>/live/", views.join_by_link, name="live_join_by_link"),
]
