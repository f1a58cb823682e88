"""A subject above notices, as small as can be: posts in the clubs that organisations are to their members."""

from partners.notices.kinds import Place, Weight, Words, notice_kind, place_kind
from partners.organisations.models import Membership

# A club that everybody is in.
OPEN = 0
POST, MENTION, DECISION = "tests.post", "tests.mention", "tests.decision"


def clubs_of(user):
    rows = Membership.objects.active().filter(user=user)
    return {OPEN: "Alle"} | dict(rows.values_list("organisation_id", "organisation__name"))


def tell(user, notices):
    clubs = clubs_of(user)
    return {
        each.pk: Words(
            title=f"{each.data['title']} i {clubs[each.data['club']]}",
            url=f"/klubb/{each.data['club']}/",
            about=clubs[each.data["club"]],
            excerpt="Et utdrag",
            why="Du er med i klubben.",
        )
        for each in notices
        if each.data["club"] in clubs
    }


def many(count, words):
    return f"{count} nye innlegg i {words.about}"


def describe(user, keys):
    return {str(pk): Place(name, f"/klubb/{pk}/") for pk, name in clubs_of(user).items() if str(pk) in keys}


notice_kind(POST, label="Innlegg", tell=tell, many=many)
notice_kind(MENTION, label="Omtale", tell=tell, weight=Weight.MENTION)
notice_kind(DECISION, label="Vedtak", tell=tell, weight=Weight.DIRECT, by_mail=False)
place_kind("club", describe)
