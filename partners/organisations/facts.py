"""What the register knows about an organisation."""

from dataclasses import dataclass

from partners.organisations.models import Organisation

State = Organisation.RegisterState
Kind = Organisation.Kind
# Forms of organisation by what kind of partner they are; all others are businesses.
ASSOCIATIONS = {"FLI", "STI", "KIRK", "ESEK", "BRL", "BBL", "IKJP"}
PUBLIC_BODIES = {"KOMM", "FYLK", "STAT", "ORGL", "ADOS", "KF", "FKF", "SF", "IKS", "SÆR", "OPMV"}


def kind_of(form_code, *, in_volunteer_register):
    """The kind of partner that a form of organisation suggests."""
    if form_code in PUBLIC_BODIES:
        return Kind.PUBLIC
    if form_code in ASSOCIATIONS or in_volunteer_register:
        return Kind.ASSOCIATION
    return Kind.BUSINESS


@dataclass(frozen=True)
class Facts:
    """One unit of the register, or the answer that there is none."""

    number: str
    state: str = State.ACTIVE
    name: str = ""
    form_code: str = ""
    form: str = ""
    address: str = ""
    municipality: str = ""
    industry: str = ""
    in_volunteer_register: bool = False
    # The town of its address.
    place: str = ""

    @property
    def kind(self):
        return kind_of(self.form_code, in_volunteer_register=self.in_volunteer_register)

    @property
    def state_label(self):
        return State(self.state).label

    @property
    def can_join(self):
        """Whether a new partner may be made from it: it is there, and not deleted."""
        return self.state not in (State.DELETED, State.UNKNOWN) and bool(self.name)

    def as_fields(self):
        """The values of an organisation's register fields, cut to what they hold."""
        values = {
            "registered_name": self.name,
            "form_code": self.form_code,
            "form": self.form,
            "address": self.address,
            "municipality": self.municipality,
            "industry": self.industry,
        }
        values = {
            field: value[: Organisation._meta.get_field(field).max_length] for field, value in values.items()
        }
        return values | {
            "in_volunteer_register": self.in_volunteer_register,
            "register_state": self.state,
        }
