"""The way to a thread: an input or a reply that the reader can see; else 404."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from partners.inputs.models import Input
from partners.threads.models import Reply


def visible_inputs(user):
    return Input.objects.visible_to(user).select_related("page", "giver", "theme").defer("search")


def at_input(view):
    """Give the view of who is signed in the `input` of the address."""

    return login_required(read_input(view))


def read_input(view):
    """As `at_input`, for whoever reads the input, signed in or not."""

    @wraps(view)
    def gated(request, pk, **arguments):
        return view(request, input=get_object_or_404(visible_inputs(request.user), pk=pk), **arguments)

    return never_cache(gated)


def at_reply(view):
    """Give the view of who is signed in the `reply` of the address, with its input: one that they read."""
    return login_required(read_reply(view))


def read_reply(view):
    """As `at_reply`, for whoever reads the input, signed in or not."""

    @wraps(view)
    def gated(request, pk, **arguments):
        reply = get_object_or_404(Reply.objects.readable_by(request.user).in_thread(), pk=pk)
        reply.input = get_object_or_404(visible_inputs(request.user), pk=reply.input_id)
        return view(request, reply=reply, **arguments)

    return never_cache(gated)
