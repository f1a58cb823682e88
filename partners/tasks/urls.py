from django.urls import path

from partners.tasks import views

urlpatterns = [
    path("oppgaver/", views.my_tasks, name="my_tasks"),
    path("grupper/<slug:slug>/oppgaver/", views.group_tasks, name="group_tasks"),
    path("grupper/<slug:slug>/oppgaver/tavle/", views.group_board, name="group_board"),
    path("grupper/<slug:slug>/oppgaver/ny/", views.task_new, name="task_new"),
    path("grupper/<slug:slug>/oppgaver/<int:pk>/", views.task, name="task"),
    path("grupper/<slug:slug>/oppgaver/<int:pk>/rediger/", views.task_change, name="task_change"),
    path("grupper/<slug:slug>/oppgaver/<int:pk>/ta/", views.task_take, name="task_take"),
    path("grupper/<slug:slug>/oppgaver/<int:pk>/gi-videre/", views.task_hand_over, name="task_hand_over"),
    path("grupper/<slug:slug>/oppgaver/<int:pk>/tilstand/", views.task_state, name="task_state"),
]
