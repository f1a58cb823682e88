from django.urls import path

from partners.coverage import views

# Beside the roles' own pages, whose addresses never are these.
urlpatterns = [
    path("dekning/", views.coverage, name="coverage"),
    path("dekning/rolledekning.xlsx", views.export, name="coverage_export"),
]
