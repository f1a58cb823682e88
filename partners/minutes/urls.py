from django.urls import path

from partners.minutes import agenda_views, minutes_views, views

urlpatterns = [
    path("moter/<int:pk>/", views.meeting_page, name="group_meeting"),
    path("moter/<int:pk>/endre/", views.meeting_change, name="group_meeting_change"),
    path("moter/<int:pk>/avlys/", views.meeting_cancel, name="group_meeting_cancel"),
    path("moter/<int:pk>/svar/", views.meeting_answer, name="group_meeting_answer"),
    path("moter/<int:pk>/kalender.ics", views.meeting_calendar, name="group_meeting_calendar"),
    path("moter/<int:pk>/saker/ny/", agenda_views.item_new, name="agenda_new"),
    path("moter/<int:pk>/saker/hent/", agenda_views.fetch_open, name="agenda_fetch"),
    path("moter/<int:pk>/saker/<int:item_pk>/", agenda_views.item_change, name="agenda_change"),
    path("moter/<int:pk>/saker/<int:item_pk>/flytt/", agenda_views.item_move, name="agenda_move"),
    path("moter/<int:pk>/saker/<int:item_pk>/fjern/", agenda_views.item_remove, name="agenda_remove"),
    path("moter/<int:pk>/referat/", minutes_views.minutes_page, name="minutes"),
    path("moter/<int:pk>/referat/endring/", minutes_views.minutes_update, name="minutes_update"),
    path("moter/<int:pk>/referat/endringer/", minutes_views.minutes_missed, name="minutes_missed"),
    path("moter/<int:pk>/referat/merket/", minutes_views.marked_alone, name="minutes_marked"),
    path("moter/<int:pk>/referat/godkjenn/", minutes_views.minutes_approve, name="minutes_approve"),
    path("moter/<int:pk>/referat/merknad/", minutes_views.minutes_correct, name="minutes_correct"),
    path("<slug:slug>/beslutninger/<int:pk>/mote/", views.meeting_of_poll, name="decision_meeting"),
    path("<slug:slug>/moter/", views.meeting_list, name="group_meeting_list"),
    path("<slug:slug>/moter/nytt/", views.meeting_new, name="group_meeting_new"),
]
