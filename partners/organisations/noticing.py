"""What those who act for an organisation are told in the portal; letters go to them as well."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.notices.actions import notify
from partners.notices.kinds import Weight, Words, notice_kind
from partners.organisations.models import Membership, Organisation
from partners.people.models import User

DECIDED = "organisations.decided"
Status = Organisation.Status
TITLES = {
    Status.VERIFIED: gettext_lazy("%(name)s is approved"),
    Status.REJECTED: gettext_lazy("%(name)s is not approved"),
    Status.SUSPENDED: gettext_lazy("%(name)s is suspended"),
}


def notify_of_decision(organisation, *, key, by):
    """Tell its members of what was decided, but for who decided it."""
    members = User.objects.filter(pk__in=organisation.memberships.active().values("user"))
    notify(
        members.exclude(pk=by.pk),
        kind=DECIDED,
        about=f"organisation:{organisation.pk}",
        key=key,
        data={"organisation": organisation.pk, "status": organisation.status},
        group=f"{DECIDED}:{organisation.pk}",
    )


def tell_of_decisions(user, notices):
    wanted = {notice.data["organisation"] for notice in notices}
    mine = Membership.objects.active().filter(user=user, organisation__in=wanted)
    names = dict(mine.values_list("organisation", "organisation__name"))
    return {
        notice.pk: Words(
            title=TITLES[notice.data["status"]] % {"name": names[notice.data["organisation"]]},
            url=reverse("organisation", args=[notice.data["organisation"]]),
            why=_("You act for it."),
        )
        for notice in notices
        if notice.data["organisation"] in names
    }


notice_kind(
    DECIDED,
    label=gettext_lazy("Decisions about your organisations"),
    tell=tell_of_decisions,
    weight=Weight.DIRECT,
    by_mail=False,
    icon="buildings",
)
