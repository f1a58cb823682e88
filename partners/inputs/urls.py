from django.urls import path

from partners.inputs import downloads, views
from partners.inputs.at_page import answer_here
from partners.inputs.feeds import AnswerFeed

urlpatterns = [
    path("", views.input_list, name="input_list"),
    path("svar.atom", AnswerFeed(), name="input_feed"),
    path("<int:pk>/filer/<int:file_pk>/", downloads.input_file, name="input_file"),
    path("<int:pk>/", views.input_detail, name="input_detail"),
    path("<int:pk>/kommunens-svar/", answer_here, name="input_answer"),
    path("<int:pk>/del/<slug:part>/", views.input_part, name="input_part"),
]
