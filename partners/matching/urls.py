from django.urls import path

from partners.matching import views

urlpatterns = [
    path("<int:pk>/", views.introduction, name="introduction"),
]
