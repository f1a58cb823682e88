from django.urls import path

from partners.inputs import views

urlpatterns = [
    path("", views.partner_inputs, name="partner_inputs"),
]
