"""The letter that tells of notices, one or many."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from home.addresses import absolute
from partners.notices.models import Following, NoticeChoices
from partners.notices.reading import grouped
from partners.notices.times import quiet_until
from partners.people.models import User
from portal.mail.kinds import Composed
from portal.mail.topics import Topic
from portal.prepared import Given, IsAnyOf, Prepared

KIND = "notices.news"
NAMES = {KIND: gettext_lazy("Notices")}
TOPICS = [
    (
        Topic(
            "notices",
            gettext_lazy("Notices from the workspace"),
            gettext_lazy(
                "What is new where you take part, and you have not read yet: at once or together. How often "
                "you choose under “Notices” in the workspace."
            ),
            order=20,
        ),
        [KIND],
    )
]
SHOWN = 60
_find_reply_address = {}
WHY = {
    NoticeChoices.Rhythm.AT_ONCE: gettext_lazy("You get this because you want notices by e-mail at once."),
    NoticeChoices.Rhythm.DAILY: gettext_lazy(
        "You get this because you want what is new and unread by e-mail once a day."
    ),
    NoticeChoices.Rhythm.WEEKLY: gettext_lazy(
        "You get this because you want what is new and unread by e-mail on certain weekdays."
    ),
}


_choices = Prepared(lambda: NoticeChoices.objects.filter(user=Given("user")))
_reader = Prepared(lambda: User.objects.filter(pk=Given("pk"), is_active=True, erase_after=None))


@Prepared
def _followed():
    return Following.objects.filter(IsAnyOf("place", Given("places")), user=Given("user"))


def find_reply_address(find):
    """Decorate the function `(user, place) -> address` that says where somebody answers by mail what is said
    in a place; the address is empty where they cannot."""
    _find_reply_address["find"] = find
    return find


def hold(letter):
    """No letter leaves in its reader's quiet hours, not even one that was held up on its way until then."""
    mine = _choices.first(user=letter.data.get("user")) or NoticeChoices()
    return quiet_until(timezone.now(), quiet_from=mine.quiet_from, quiet_to=mine.quiet_to)


def compose(letter):
    """What is still unread and may still be read, by place; None when nothing is."""
    user = _reader.first(pk=letter.data.get("user"))
    if user is None or user.email.casefold() != letter.to.casefold():
        return None
    groups = grouped(user, letter.data["notices"])
    if not groups:
        return None
    shown = groups[-SHOWN:]
    place, reply_to = _where_to_answer(user, groups)
    return Composed(
        subject=_subject(groups),
        template="notices/news",
        context={
            "sections": _sections(user, shown),
            "more": len(groups) - len(shown),
            "list_url": absolute(reverse("notices")),
            "choices_url": absolute(reverse("notice_choices")),
            "answered_in": place if reply_to else "",
        },
        reply_to=reply_to,
        why=str(WHY[letter.data["rhythm"]]),
    )


def _subject(groups):
    """Of what happened in a place no words: subjects are kept, and read by others than the reader."""
    places = {group.where and group.where.title for group in groups}
    if len(places) == 1 and None not in places:
        return _("New in %(place)s") % {"place": places.pop()}
    if len(groups) == 1:
        return groups[0].title
    count = sum(group.count for group in groups)
    return ngettext("%(n)s new notice", "%(n)s new notices", count) % {"n": count}


def _where_to_answer(user, groups):
    """(title of the one place that the whole letter tells of, address to answer to), or empty ones."""
    places = {group.place: group.where for group in groups}
    [(place, where), *others] = places.items()
    if others or where is None or "find" not in _find_reply_address:
        return "", ""
    return where.title, _find_reply_address["find"](user, place)


def _sections(user, groups):
    """The groups by place, or else by why they are told; each where its first comes, with that why."""
    sections = {}
    for group in groups:
        title = group.where.title if group.where else ""
        key = group.place if title else f"because {group.why}"
        section = sections.setdefault(key, {"title": title, "entries": [], "why": group.why})
        # Once for both of the letter's forms.
        when = date_format(timezone.localtime(group.at), "DATETIME_FORMAT")
        section["entries"].append((group, absolute(reverse("notice", args=[group.pk])), when))
    followed = _followed(user=user.pk, places=list(sections))
    whys = {(each.because, each.level): each for each in followed}
    whys = {key: why_of(each) for key, each in whys.items()}
    for following in followed:
        sections[following.place]["why"] = whys[following.because, following.level]
    return list(sections.values())


def why_of(following):
    """Why somebody hears of a place, and how much, in one sentence each."""
    return _("%(because)s. You hear of: %(level)s.") % {
        "because": following.get_because_display(),
        "level": following.get_level_display().lower(),
    }
