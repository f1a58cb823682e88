"""The address that mail servers ask for, the same in every language."""

from django.urls import path

from partners.inbound import views

urlpatterns = [path("api/v1/epost/", views.inbound_mail, name="inbound_mail")]
