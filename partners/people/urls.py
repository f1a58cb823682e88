from django.urls import path

from partners.people import views

urlpatterns = [
    path("", views.my_page, name="my_page"),
    path("navn/", views.my_name, name="my_name"),
]
