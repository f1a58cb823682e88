from django.urls import path

from partners.notices import views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("klokke/", views.bell, name="notice_bell"),
    path("lest/", views.read_all, name="notices_read"),
    path("niva/", views.set_level_here, name="notice_level"),
    path("valg/", views.choices, name="notice_choices"),
    path("<int:pk>/", views.notice, name="notice"),
    path("<int:pk>/lest/", views.read_one, name="notice_read"),
]
