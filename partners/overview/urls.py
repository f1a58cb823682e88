from django.urls import path

from partners.overview import views

urlpatterns = [path("", views.overview, name="workspace")]
