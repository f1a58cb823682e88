from django.urls import path

from workshops.live import console, views, wall

urlpatterns = [
    path("", views.enter_code, name="enter_code"),
    path("<slug:code>/", views.live_room, name="live_room"),
    path("<slug:code>/naa/", views.now, name="live_now"),
    path("<slug:code>/aktivitet/", views.current_activity, name="live_activity"),
    path("<slug:code>/aktiviteter/", views.activities, name="live_list"),
    path("<slug:code>/aktivitet/<int:pk>/", views.look_at, name="live_look"),
    path("<slug:code>/meg/", views.claim, name="live_claim"),
    path("<slug:code>/forlat/", views.leave, name="live_leave"),
    path("<slug:code>/skjerm/", wall.wall, name="live_wall"),
    path("<slug:code>/skjerm/aktivitet/", wall.wall_activity, name="live_wall_activity"),
    path("<slug:code>/skjerm/ord/", wall.wall_words, name="live_wall_words"),
    path("<slug:code>/styring/", console.console, name="live_console"),
    path("<slug:code>/styring/panel/", console.console_panel, name="live_console_panel"),
    path("<slug:code>/styring/liste/", console.console_list, name="live_console_list"),
    path("<slug:code>/styring/aktivitet/", console.console_activity, name="live_console_activity"),
    path("<slug:code>/styring/steg/", console.lead, name="live_lead"),
    path("<slug:code>/styring/plan/", console.plan, name="live_plan"),
]
