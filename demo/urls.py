from django.urls import path

from demo import views

urlpatterns = [
    path("as/<slug:slug>/", views.become, name="demo_as"),
    path("epost/", views.mail, name="demo_mail"),
    path("epost/<int:pk>/", views.mail_letter, name="demo_letter"),
    path("epost/<int:pk>/html/", views.mail_html, name="demo_letter_html"),
    path("epost.json", views.mail_json, name="demo_mail_json"),
]
