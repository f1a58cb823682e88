from django.urls import path

from workshops.polls import desk, views

urlpatterns = [
    path("<slug:code>/avstemning/<int:pk>/", views.poll, name="poll"),
    path("<slug:code>/avstemning/<int:pk>/stem/", views.poll_vote, name="poll_vote"),
    path("<slug:code>/avstemning/<int:pk>/forslag/<slug:role>/", views.poll_propose, name="poll_propose"),
    path("<slug:code>/skjerm/avstemning/<int:pk>/", views.poll_wall, name="poll_wall"),
    path("<slug:code>/styring/avstemning/", desk.poll_list, name="poll_list"),
    path("<slug:code>/styring/avstemning/ny/", desk.poll_new, name="poll_new"),
    path("<slug:code>/styring/avstemning/<int:pk>/", desk.poll_desk, name="poll_desk"),
    path("<slug:code>/styring/avstemning/<int:pk>/del/", desk.poll_desk_part, name="poll_desk_part"),
    path("<slug:code>/styring/avstemning/<int:pk>/endre/", desk.poll_edit, name="poll_edit"),
    path("<slug:code>/styring/avstemning/<int:pk>/steg/", desk.poll_lead, name="poll_lead"),
    path("<slug:code>/styring/avstemning/<int:pk>/papir/", desk.poll_paper, name="poll_paper"),
    path(
        "<slug:code>/styring/avstemning/<int:pk>/eksport.<slug:file_format>",
        desk.poll_export,
        name="poll_export",
    ),
]
