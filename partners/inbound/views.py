"""Where the mail server hands in what came for our address for answers."""

from django.conf import settings
from django.http import Http404, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from partners.inbound.actions import Outcome, receive
from partners.inbound.addresses import is_on
from partners.inbound.signing import is_signed
from portal.mail.incoming import read_message


@csrf_exempt
@require_POST
def inbound_mail(request):
    """Take in one raw message. Whatever it is made of it is taken; 429 asks for it again in an hour.

    Without a signature, or where answers by mail are off, there is nothing at this address.
    """
    raw = request.read()
    if not is_on() or not is_signed(request.headers, raw, secret=settings.INBOUND_SECRET):
        raise Http404
    outcome = receive(read_message(raw))
    return JsonResponse({"outcome": outcome}, status=429 if outcome is Outcome.LATER else 200)
