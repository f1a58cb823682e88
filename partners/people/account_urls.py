"""`/konto/`: allauth's addresses, those that have no meaning without passwords closed, and ours."""

from django.urls import include, path

from partners.people import idporten, views

urlpatterns = [
    path("password/<path:rest>", views.closed),
    path("login/code/", views.to_sign_in, name="account_request_login_code"),
    path("reauthenticate/", views.ConfirmItIsYouView.as_view(), name="account_reauthenticate"),
    path("3rdparty/", idporten.connections, name="socialaccount_connections"),
    path("sessions/overalt/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("idporten/utlogging/", idporten.front_channel_logout, name="idporten_logout"),
    path("", include("allauth.urls")),
]
