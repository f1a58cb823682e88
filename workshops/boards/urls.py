from django.urls import path

from workshops.boards import console, downloads, views

urlpatterns = [
    path("<slug:code>/tavle/<int:pk>/", views.board_alone, name="board_alone"),
    path("<slug:code>/tavle/<int:pk>/lapp/", views.write, name="note_write"),
    path("<slug:code>/tavle/<int:pk>/prikk/", views.dot, name="note_dot"),
    path("<slug:code>/tavle/<int:pk>/flytt/", views.arrange, name="board_arrange"),
    path("<slug:code>/skjerm/tavle/<int:pk>/", console.board_on_wall, name="board_on_wall"),
    path("<slug:code>/lapp/<int:pk>/", views.change, name="note_change"),
    path("<slug:code>/lapp/<int:pk>/bilde/", downloads.photo, name="note_photo"),
    path("<slug:code>/styring/tavle/<int:pk>/", console.board_for_leader, name="board_for_leader"),
    path("<slug:code>/styring/tavle/<int:pk>/side/", console.board_on_its_own, name="board_console"),
    path("<slug:code>/styring/tavle/<int:pk>/grep/", console.lead_board, name="board_lead"),
    path(
        "<slug:code>/styring/tavle/<int:pk>/fil/<slug:file_format>/",
        downloads.board_file,
        name="board_file",
    ),
    path("<slug:code>/styring/tavle/<int:pk>/papir/", console.write_paper, name="note_paper"),
    path("<slug:code>/styring/tavle/<int:pk>/skjul/<int:note>/", console.hide, name="note_hide"),
]
