from django.urls import path

from workshops.boards import console, downloads, views

urlpatterns = [
    path("live/<slug:code>/tavle/<int:pk>/", views.board_alone, name="board_alone"),
    path("live/<slug:code>/tavle/<int:pk>/lapp/", views.write, name="note_write"),
    path("live/<slug:code>/tavle/<int:pk>/prikk/", views.dot, name="note_dot"),
    path("live/<slug:code>/tavle/<int:pk>/flytt/", views.arrange, name="board_arrange"),
    path("live/<slug:code>/skjerm/tavle/<int:pk>/", console.board_on_wall, name="board_on_wall"),
    path("live/<slug:code>/lapp/<int:pk>/", views.change, name="note_change"),
    path("live/<slug:code>/lapp/<int:pk>/bilde/", downloads.photo, name="note_photo"),
    path("live/<slug:code>/styring/tavle/<int:pk>/", console.board_for_leader, name="board_for_leader"),
    path("live/<slug:code>/styring/tavle/<int:pk>/side/", console.board_on_its_own, name="board_console"),
    path("live/<slug:code>/styring/tavle/<int:pk>/grep/", console.lead_board, name="board_lead"),
    path(
        "live/<slug:code>/styring/tavle/<int:pk>/fil/<slug:file_format>/",
        downloads.board_file,
        name="board_file",
    ),
    path("live/<slug:code>/styring/tavle/<int:pk>/papir/", console.write_paper, name="note_paper"),
    path("live/<slug:code>/styring/tavle/<int:pk>/skjul/<int:note>/", console.hide, name="note_hide"),
]
