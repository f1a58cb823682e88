"""How editors write a meeting's page: what is asked for where, and what a form must not undo."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

# What the coordinator's desk changes when a meeting is moved.
MOVED = ["start", "end", "place", "signup_closes", "input_closes"]


class WorkshopPageForm(WagtailAdminPageForm):
    """The form of a meeting's page.

    A translation asks for words only: its facts are those of its original. A form that was opened before the
    meeting was moved keeps the new time and place, unless its editor chose others.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.is_translation:
            for name in self.instance.FACTS:
                self.fields.pop(name, None)

    def clean(self):
        cleaned = super().clean()
        if opened := self.page_as_opened():
            for name in MOVED:
                if name in cleaned and cleaned[name] == self.as_shown(name, opened):
                    cleaned[name] = getattr(self.instance, name)
        return cleaned

    def page_as_opened(self):
        """The page as this form showed it, when somebody has saved it since; else None."""
        shown = self.data.get("overwrite_revision_id") or self.data.get("loaded_revision_id") or ""
        if not shown.isdecimal() or shown == str(self.instance.latest_revision_id):
            return None
        revision = self.instance.revisions.filter(pk=shown).first()
        return revision and revision.as_object()

    def as_shown(self, name, page):
        """The value that the field of this form gives back when nobody has touched it."""
        value = getattr(page, name)
        return value.replace(second=0, microsecond=0) if hasattr(value, "second") else value


class TranslationNotice(HelpPanel):
    """Says on a translation why it asks for no time and no place."""

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and self.instance.is_translation


CONTENT_PANELS = [
    TranslationNotice(
        content=_(
            "Time, place, seats and sign-up are those of the page in the first language. Change them there: "
            "this page follows."
        )
    ),
    MultiFieldPanel(
        [
            FieldPanel("kind"),
            FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
            FieldPanel("format"),
            FieldRowPanel([FieldPanel("place"), FieldPanel("address")]),
            FieldPanel("access_note"),
        ],
        heading=_("Time and place"),
    ),
    FieldPanel("body"),
    FieldPanel("agenda"),
    InlinePanel(
        "questions",
        heading=_("Questions to the participants"),
        label=_("Question"),
        help_text=_("Asked when people sign up, and on the meeting's page until input closes."),
    ),
    MultiFieldPanel([FieldPanel("contact_name"), FieldPanel("contact_email")], heading=_("Contact")),
    FieldPanel("summary"),
]

SIGNUP_PANELS = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("room_capacity"), FieldPanel("video_capacity")]),
            FieldRowPanel([FieldPanel("signup_opens"), FieldPanel("signup_closes")]),
            FieldPanel(
                "promotion_stops_hours_before",
                help_text=_("After that a seat that becomes free is not given to the waiting list by mail."),
            ),
        ],
        heading=_("Sign-up"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("reminder_days_before"), FieldPanel("link_hours_before")]),
            FieldPanel("input_closes"),
        ],
        heading=_("Mail and input"),
    ),
]


def edit_handler(page):
    """The tabs of the form; the seats have one of their own, so that nobody has to look for them."""
    return TabbedInterface(
        [
            ObjectList([*page.content_panels, *CONTENT_PANELS], heading=_("Content")),
            ObjectList(SIGNUP_PANELS, heading=_("Sign-up")),
            ObjectList(page.promote_panels, heading=_("Promote")),
            ObjectList(page.settings_panels, heading=_("Settings")),
        ],
        base_form_class=WorkshopPageForm,
    )
