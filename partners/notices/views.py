"""The bell, the list of one's notices, and how one wants to be told."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.notices import actions
from partners.notices.forms import ChoicesForm
from partners.notices.kinds import places_of
from partners.notices.models import Following, Level, Notice, NoticeChoices
from partners.notices.reading import page_of, readable_one
from partners.notices.site import bell_of
from partners.people.models import Person
from partners.people.wishes import unwanted_by
from partners.workspace import workspace

UNREAD = "uleste"


@require_safe
@never_cache
@login_required
def notices(request):
    """One's notices, newest first, or the unread ones. What one may not read any more counts as read."""
    shown = request.GET.get("vis", "")
    before = request.GET.get("before", "")
    before = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    page = page_of(request.user, before=before, unread=shown == UNREAD)
    if page.lost and actions.mark_read(request.user, Notice.objects.filter(pk__in=page.lost)):
        request.user.unread_notices -= len(page.lost)
    narrowed = {"vis": UNREAD} if shown == UNREAD else {}
    context = {
        "page": page,
        "older_url": f"?{urlencode(narrowed | {'before': page.older})}" if page.older else "",
        "shown": shown,
        "is_first": before is None,
        "breadcrumbs": [{"title": _("Notices"), "url": reverse("notices")}],
    }
    return workspace(request, "partners/notices/list.html", context)


@require_safe
@never_cache
def bell(request):
    """The bell alone, for a page that is open; nobody's bell is nothing."""
    if not request.user.is_authenticated:
        raise Http404
    return render(request, "partners/notices/_bell.html", {"bell": bell_of(request)})


@require_safe
@never_cache
@login_required
def notice(request, pk):
    """On to what a notice is about. It, and what was shown as one with it, is read then."""
    it, words = readable_one(request.user, pk)
    if it is None:
        raise Http404
    actions.mark_read(request.user, Notice.objects.filter(group=it.group, pk__lte=pk))
    return redirect(words.url)


@require_POST
@login_required
def read_one(request, pk):
    """Mark a notice as read, and what is shown as one with it, without going there."""
    group = Notice.objects.filter(user=request.user, pk=pk).values_list("group", flat=True).first()
    if group is None:
        raise Http404
    actions.mark_read(request.user, Notice.objects.filter(group=group, pk__lte=pk))
    return redirect(_back(request))


@require_POST
@login_required
def read_all(request):
    """Mark all as read that the page was shown with; what has come since stays unread."""
    newest = request.POST.get("newest", "")
    if newest.isascii() and newest.isdigit() and len(newest) < 19:
        actions.mark_read(request.user, Notice.objects.filter(pk__lte=int(newest)))
        messages.success(request, _("All is marked as read."))
    return redirect(_back(request))


@require_POST
@login_required
def set_level_here(request):
    """Hear this much of a place that one sees, from its own page."""
    place, level = request.POST.get("place", ""), request.POST.get("level", "")
    if level not in Level.values or place not in places_of(request.user, [place]):
        raise Http404
    actions.set_level(request.user, place, level)
    messages.success(request, _("Notices from here: %(level)s.") % {"level": Level(level).label})
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "notices")


def _back(request):
    unread = request.POST.get("vis") == UNREAD
    return f"{reverse('notices')}?vis={UNREAD}" if unread else reverse("notices")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def choices(request):
    """How often one wants mail and when not, and how much of each place one hears of."""
    user = request.user
    followings = list(Following.objects.filter(user=user))
    places = places_of(user, [each.place for each in followings])
    person = Person.objects.filter(email=user.email).first()
    form = ChoicesForm(
        request.POST if request.method == "POST" else None,
        mine=NoticeChoices.objects.filter(user=user).first() or NoticeChoices(user=user),
        by_mail=actions.TOPIC not in unwanted_by(person),
        places=[(each, places[each.place]) for each in followings if each.place in places],
    )
    if request.method == "POST" and form.is_valid():
        actions.choose(user, **form.chosen)
        messages.success(request, _("Your choices are saved."))
        return redirect("notice_choices")
    context = {
        "form": form,
        "breadcrumbs": [
            {"title": _("Notices"), "url": reverse("notices")},
            {"title": _("Choices"), "url": reverse("notice_choices")},
        ],
    }
    status = 422 if form.errors else 200
    return workspace(request, "partners/notices/choices.html", context, status=status)
