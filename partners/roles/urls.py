from django.urls import path

from partners.roles import views

urlpatterns = [
    path("", views.role_list, name="role_list"),
    path("<slug:slug>/", views.role, name="role"),
]
