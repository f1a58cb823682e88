from django.urls import path

from partners.assessments import views

urlpatterns = [
    path("vurdering/<int:pk>/", views.review, name="review"),
    path("forslag/<int:pk>/svar/", views.answer, name="proposal_answer"),
]
