"""The five people a visitor to the demo can become with one click. All are invented."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from partners.people.models import Person, User


@dataclass(frozen=True)
class Persona:
    slug: str
    label: str
    name: str
    email: str
    group: str = ""

    def user(self):
        """The persona's account, made when it is first needed."""
        user, _created = User.objects.get_or_create(
            email=self.email, defaults={"name": self.name, "is_staff": bool(self.group)}
        )
        if self.group:
            user.groups.add(Group.objects.get(name=self.group))
        Person.objects.update_or_create(email=self.email, defaults={"user": user})
        EmailAddress.objects.update_or_create(
            user=user, email=self.email, defaults={"verified": True, "primary": True}
        )
        return user


PERSONAS = {
    persona.slug: persona
    for persona in (
        Persona("redaktor", _("Editor"), "Ida Redaktør Dahl", "redaktor@example.no", "Redaktører"),
        Persona("koordinator", _("Coordinator"), "Amina Hassan", "koordinator@example.no", "Koordinatorer"),
        Persona("partner", _("Partner"), "Silje Lunde", "silje@nordresykkel.example"),
        Persona("frivillig", _("Volunteer"), "Per Olav Vik", "perolav@frivillig.example"),
        Persona("utenforstaende", _("Outsider"), "Jon Tveit", "jon@utenfor.example"),
    )
}
