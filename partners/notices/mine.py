"""One's own notices and choices: in the copy of one's data, and when an account is erased."""

from django.utils.translation import gettext as _

from partners.notices.kinds import label_of, places_of, words_of
from partners.notices.models import Following, Notice, NoticeChoices
from partners.notices.site import counted
from partners.people.erasing import erases
from partners.people.sections import my_section
from partners.people.telling import Chapter, Fact, facts_of, tells

# The newest are the ones that matter.
TOLD = 1000


@tells(Notice, order=70)
def tell_of_notices(subject):
    """What they were told of, in words as far as they may still read it."""
    notices = list(Notice.objects.filter(user=subject.user)[:TOLD])
    words = words_of(subject.user, notices)
    rows = [
        [
            Fact("kind", _("Kind"), each.kind, label_of(each.kind)),
            *facts_of(each, "created_at", "read_at", "mailed_at"),
            Fact("title", _("Text"), words[each.pk].title if each.pk in words else ""),
        ]
        for each in notices
    ]
    return Chapter("notices", _("Your notices"), rows)


@tells(Following, NoticeChoices, order=71)
def tell_of_choices(subject):
    """What they follow and how they want to be told."""
    choices = NoticeChoices.objects.filter(user=subject.user)
    names = ("rhythm", "weekdays", "hour", "quiet_from", "quiet_to", "default_level")
    rows = [facts_of(each, *names) for each in choices]
    followings = list(Following.objects.filter(user=subject.user))
    places = places_of(subject.user, [each.place for each in followings])
    rows += [
        [
            Fact("place", _("Place"), each.place, places[each.place].title if each.place in places else ""),
            *facts_of(each, "level", "because", "since"),
        ]
        for each in followings
    ]
    return Chapter("notice_choices", _("How you want to be told"), rows)


@erases(Notice, Following, NoticeChoices, order=60)
def erase_notices(subject):
    Notice.objects.filter(user=subject.user).delete()
    Following.objects.filter(user=subject.user).delete()
    NoticeChoices.objects.filter(user=subject.user).delete()


@my_section(order=15)
def my_notices(request, person):
    """How many are unread, and the way to them and to one's choices."""
    return "partners/notices/_mine.html", {"count": counted(request.user).unread_notices}
