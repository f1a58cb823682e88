"""What an organisation's people have told, beside what the register says, with every difference in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from partners.organisations.facts import kind_of
from partners.organisations.models import Organisation

NOTHING = "–"


@dataclass(frozen=True)
class Row:
    label: str
    told: str
    registered: str
    remark: str = ""
    differs: bool = False


def compare(organisation):
    """The rows of the table. One that the register has not answered about has no differences yet."""
    it = organisation
    is_checked = it.checked_at is not None
    volunteers = _("Yes") if it.in_volunteer_register else _("No")
    return [
        _name(it),
        _number(it),
        _kind(it),
        Row(_("Address"), NOTHING, it.address or NOTHING, _("Not asked for")),
        Row(_("Industry"), NOTHING, it.industry or NOTHING, _("Not asked for")),
        Row(
            _("In the volunteer register"), NOTHING, volunteers if is_checked else NOTHING, _("Not asked for")
        ),
    ]


def _name(it):
    if not it.registered_name:
        return Row(_("Name"), it.name, NOTHING, _("Nothing to compare with"))
    differs = _plain(it.name) != _plain(it.registered_name)
    return Row(_("Name"), it.name, it.registered_name, _verdict(differs), differs)


def _number(it):
    if not it.number:
        return Row(_("Organisation number"), _("None"), NOTHING, _("Nothing to look up"))
    state = it.get_register_state_display()
    if it.checked_at is None:
        return Row(_("Organisation number"), it.number_in_groups, state, _("Nothing to compare with"))
    differs = it.register_state == Organisation.RegisterState.UNKNOWN
    return Row(_("Organisation number"), it.number_in_groups, state, _verdict(differs), differs)


def _kind(it):
    label, told = _("Kind"), it.get_kind_display()
    if not it.form:
        return Row(label, told, NOTHING, _("Nothing to compare with"))
    if not it.form_code:
        return Row(label, told, it.form)
    suggested = kind_of(it.form_code, in_volunteer_register=it.in_volunteer_register)
    if suggested == it.kind:
        return Row(label, told, it.form, _verdict(False))
    remark = _("Differs: the form suggests “%(kind)s”") % {"kind": str(suggested.label).lower()}
    return Row(label, told, it.form, remark, True)


def _verdict(differs):
    return _("Differs") if differs else _("The same")


def _plain(name):
    return " ".join(name.casefold().split())
