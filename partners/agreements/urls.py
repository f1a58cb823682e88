from django.urls import path

from partners.agreements import views

urlpatterns = [
    path("", views.agreement_list, name="agreement_list"),
    path("<int:pk>/", views.letter_of_intent, name="letter_of_intent"),
    path("<int:pk>/bekreft/", views.confirm, name="letter_confirm"),
    path("<int:pk>/fil/", views.letter_file, name="letter_file"),
]
