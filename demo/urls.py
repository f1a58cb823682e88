from django.urls import path

from demo import register, views
from demo.views import demo_only

urlpatterns = [
    path("as/<slug:slug>/", views.become, name="demo_as"),
    path("spill/", views.play_meeting, name="demo_play"),
    path("epost/", views.mail, name="demo_mail"),
    path("epost/<int:pk>/", views.mail_letter, name="demo_letter"),
    path("epost/<int:pk>/html/", views.mail_html, name="demo_letter_html"),
    path("epost.json", views.mail_json, name="demo_mail_json"),
    path("register/enheter", demo_only(register.search_units), name="demo_register"),
    path("register/enheter/<str:number>", demo_only(register.one_unit), name="demo_register_unit"),
]
