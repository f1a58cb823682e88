"""What the demo adds: becoming somebody with one click, and reading the mail that is kept."""

from functools import wraps

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from demo.context import ongoing_room
from demo.personas import PERSONAS
from demo.playing import play
from portal.mail import kinds
from portal.mail.models import Letter
from workshops.boards.models import Note

LETTERS_SHOWN = 200
LETTERS_TOLD = 2000
HOME_OF = {"redaktor": "wagtailadmin_home", "koordinator": "wagtailadmin_home"}


def demo_only(view):
    """Answers 404 wherever the demo is off, whoever included the address."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@csrf_exempt
@demo_only
@require_POST
def become(request, slug):
    """Sign in as one of the demo's persons, or out again for a slug of «ingen».

    It asks for no CSRF token, so that a tool becomes somebody by one request; a demo has nothing to protect.
    """
    logout(request)
    if slug == "ingen":
        return redirect("/")
    if slug not in PERSONAS:
        raise Http404
    login(request, PERSONAS[slug].user(), backend="partners.people.signed_in.AccountBackend")
    return redirect(HOME_OF.get(slug, "/"))


@demo_only
@require_POST
def play_meeting(request):
    """Let simulated people take part, and show it: where the visitor is in the room, else on the wall."""
    room = ongoing_room()
    if room is None:
        raise Http404
    back = request.POST.get("next", "")
    if not (url_has_allowed_host_and_scheme(back, None) and f"/live/{room.code}/" in back):
        back = reverse("live_wall", args=[room.code])
    if not room.activities.filter(board__main=None, kind="board").exclude(opened_at=None).exists():
        messages.info(request, _("Show the board first: the simulated people write on it."))
        return redirect(back)
    if play(room.code):
        messages.info(request, _("Simulated people come in now. They take part for about a minute."))
        return redirect(back + _end_of_board(room))
    messages.info(request, _("It plays already: the simulated people are still there."))
    return redirect(back)


def _end_of_board(room):
    """The fragment of the last note in the first column of the board on screen: new ones come below it."""
    notes = Note.objects.filter(board=room.activity_id, cluster=None)
    last = notes.order_by("column__order", "-position", "-pk").first()
    return f"#note-{last.pk}" if last else ""


@demo_only
def mail(request):
    """Every letter as its reader gets it: what is delivered, newest first, and what waits for its time."""
    kept = Letter.objects.exclude(state=Letter.State.VOID)
    delivered = kept.filter(sent_at__isnull=False).order_by("-sent_at", "-pk")[:LETTERS_SHOWN]
    scheduled = kept.filter(sent_at__isnull=True).order_by("send_after", "pk")[:LETTERS_SHOWN]
    return render(request, "demo/mail.html", {"delivered": _read(delivered), "scheduled": _read(scheduled)})


def _read(letters):
    """The letters with what they say, without those that no longer have anything to say."""
    return [(letter, rendered) for letter in letters if (rendered := kinds.render(letter))]


@demo_only
def mail_letter(request, pk):
    """One letter in full: text, HTML and calendar part."""
    letter = get_object_or_404(Letter, pk=pk)
    return render(request, "demo/letter.html", {"letter": letter, "rendered": kinds.render(letter)})


@demo_only
@csp_replace({"default-src": [NONE], "style-src": [UNSAFE_INLINE], "frame-ancestors": [SELF]})
def mail_html(request, pk):
    """The HTML part alone, for the frame on the letter's page: it runs no script and loads nothing."""
    rendered = kinds.render(get_object_or_404(Letter, pk=pk))
    if rendered is None:
        raise Http404
    return HttpResponse(rendered.html)


@demo_only
def mail_json(request):
    """The same for tools, last written first: to, subject, send_after, sent_at, text, html, calendar."""
    letters = Letter.objects.exclude(state=Letter.State.VOID).order_by("-pk")[:LETTERS_TOLD]
    return JsonResponse([_as_json(letter, rendered) for letter, rendered in _read(letters)], safe=False)


def _as_json(letter, rendered):
    return {
        "to": letter.to,
        "kind": letter.kind,
        "send_after": letter.send_after,
        "sent_at": letter.sent_at,
        "subject": rendered.subject,
        "text": rendered.text,
        "html": rendered.html,
        "calendar": rendered.calendar,
    }
