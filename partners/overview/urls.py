from django.urls import path

from partners.overview import views

urlpatterns = [
    path("", views.overview, name="workspace"),
    path("aktivitet/", views.activity, name="workspace_activity"),
]
