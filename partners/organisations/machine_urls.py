"""Addresses that browsers ask for by themselves, the same in every language."""

from django.urls import path

from partners.organisations import directory

urlpatterns = [path("media/logoer/<str:name>", directory.logo, name="organisation_logo")]
