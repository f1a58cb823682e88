"""One's own places as a volunteer: in the copy of one's data, and when an account is erased."""

from django.utils.translation import gettext as _

from partners.callouts.models import CallOut, Volunteer
from partners.callouts.volunteering import let_go
from partners.people.erasing import erases, stays
from partners.people.telling import Chapter, Fact, facts_of, leaves_out, tells

leaves_out(CallOut._meta.label, because="A call for volunteers is its group's, whoever wrote it.")
stays(CallOut._meta.label, because="A call is its group's; the row forgets who made it with the account.")


@tells(Volunteer, order=46)
def tell_of_volunteering(subject):
    """What they have said that they come to, and what they were answered."""
    rows = Volunteer.objects.filter(user=subject.user).select_related("call_out__group")
    return Chapter(
        "volunteering",
        _("What you have helped with"),
        [
            [
                Fact("group", _("Working group"), each.call_out.group.name),
                Fact("call_out", _("Call for volunteers"), each.call_out.title),
                Fact("starts_at", _("Starts"), each.call_out.starts_at),
                *facts_of(each, "text", "state", "since"),
            ]
            for each in rows
        ],
    )


@erases(Volunteer, order=31)
def forget_volunteering(subject):
    """Their places go to those who wait, and nothing says that they were there."""
    coming = Volunteer.objects.standing().filter(user=subject.user, call_out__in=CallOut.objects.coming())
    for volunteer in coming.select_related("call_out__group", "user").order_by("call_out__group", "pk"):
        let_go(volunteer)
    Volunteer.objects.filter(user=subject.user).delete()
