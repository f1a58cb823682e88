from django.urls import path

from workshops.asking import views

urlpatterns = [
    path("live/<slug:code>/sporsmal/<int:pk>/", views.questions, name="live_questions"),
    path("live/<slug:code>/sporsmal/<int:pk>/still/", views.ask_question, name="live_ask"),
    path("live/<slug:code>/sporsmal/<int:pk>/stem/", views.vote, name="live_upvote"),
    path("live/<slug:code>/skjerm/sporsmal/<int:pk>/", views.wall_questions, name="live_wall_questions"),
    path(
        "live/<slug:code>/styring/sporsmal/<int:pk>/",
        views.console_questions,
        name="live_console_questions",
    ),
]
