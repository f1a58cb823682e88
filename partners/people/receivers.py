"""What allauth and Django tell us, each passed on to one action."""

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, user_logged_in
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from partners.people.actions import claim
from partners.people.idporten import remember_session
from portal.live.actions import shut_out_everywhere


@receiver(email_confirmed)
def on_confirmed(email_address, **kwargs):
    claim(email_address.user, email=email_address.email)


@receiver(user_logged_in)
def on_signed_in(request, user, sociallogin=None, **kwargs):
    if address := EmailAddress.objects.filter(user=user, verified=True, primary=True).first():
        claim(user, email=address.email)
    if sociallogin:
        remember_session(request, sociallogin)


@receiver(user_logged_out)
def on_signed_out(user, **kwargs):
    if user:
        shut_out_everywhere(user)
