from django.urls import path

from workshops.asking import desk, views

HERE = "<slug:code>/sporsmal/<int:pk>/"
DESK = "<slug:code>/styring/sporsmal/<int:pk>/"

urlpatterns = [
    path(HERE, views.questions, name="live_questions"),
    path(f"{HERE}still/", views.ask_question, name="live_ask"),
    path(f"{HERE}stem/", views.vote, name="live_upvote"),
    path(f"{HERE}trekk/", views.unask, name="live_unask"),
    path(f"{HERE}ordet/", views.hands, name="live_hands"),
    path(f"{HERE}hand/", views.hand, name="live_hand"),
    path("<slug:code>/skjerm/sporsmal/<int:pk>/", views.wall_questions, name="live_wall_questions"),
    path(DESK, desk.desk_part, name="live_console_questions"),
    path(f"{DESK}side/", desk.desk, name="live_questions_desk"),
    path(f"{DESK}grep/", desk.chair, name="live_chair"),
    path(f"{DESK}<int:question>/svar/", desk.answer, name="live_question_answer"),
    path(f"{DESK}<int:question>/skjul/", desk.hide, name="live_question_hide"),
]
