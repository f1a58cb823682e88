"""The names of what is logged about the partners' things, as people read them in the admin."""

from django.utils.translation import gettext_lazy as _

INPUT_ACTIONS = {
    "partners.input.give": (_("Give input"), _("Input received")),
    "partners.input.consider": (_("Consider input"), _("Input taken up for consideration")),
    "partners.input.answer": (_("Answer input"), _("Input answered")),
    "partners.input.hide": (_("Hide input"), _("Input hidden")),
    "partners.input.unhide": (_("Show input again"), _("Input shown again")),
    "partners.input.theme": (_("Set theme of input"), _("Theme of input changed")),
}


def register_all(registry):
    for action, (label, message) in INPUT_ACTIONS.items():
        registry.register_action(action, label, message)
