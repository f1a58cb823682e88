from django.urls import path

from partners.inputs import views
from partners.inputs.feeds import AnswerFeed

urlpatterns = [
    path("", views.input_list, name="input_list"),
    path("svar.atom", AnswerFeed(), name="input_feed"),
    path("<int:pk>/", views.input_detail, name="input_detail"),
]
