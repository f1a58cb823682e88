"""What this subject itself keeps of people: told in their copy, and erased with the account."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from partners.people.copies import delete_copies
from partners.people.erasing import erases, stays
from partners.people.models import DataCopy, Person, Unwanted, User
from partners.people.telling import Chapter, Fact, facts_of, leaves_out, tells
from portal.audit import unname
from portal.mail import outbox
from portal.mail.models import Letter
from portal.mail.topics import topics

METHODS = {
    Authenticator.Type.TOTP: gettext_lazy("App for codes"),
    Authenticator.Type.RECOVERY_CODES: gettext_lazy("Recovery codes"),
    Authenticator.Type.WEBAUTHN: gettext_lazy("Passkey"),
}
# The newest are the ones that matter; somebody's whole life in the log would fill the file.
ENTRIES_TOLD = 2000


@tells(User, Person, order=10)
def tell_of_account(subject):
    """The account itself."""
    user = subject.user
    return Chapter(
        "account",
        _("Your account"),
        [facts_of(user, "name", "email", "language", "date_joined", "last_login")],
    )


@tells(EmailAddress, order=11)
def tell_of_addresses(subject):
    rows = EmailAddress.objects.filter(user=subject.user).order_by("pk")
    return Chapter("addresses", _("E-mail addresses"), [facts_of(each, "email", "verified") for each in rows])


@tells(Authenticator, SocialAccount, order=12)
def tell_of_sign_in(subject):
    """How they sign in; what opens the door is not told, not even to them."""
    keys = Authenticator.objects.filter(user=subject.user).order_by("pk")
    rows = [
        [
            Fact("type", _("Kind"), each.type, str(METHODS.get(each.type, each.type))),
            Fact("created_at", _("Added"), each.created_at),
            Fact("last_used_at", _("Last used"), each.last_used_at),
        ]
        for each in keys
    ]
    rows += [
        [
            Fact("type", _("Kind"), each.provider),
            Fact("uid", _("Number there"), each.uid),
            Fact("created_at", _("Added"), each.date_joined),
            Fact("last_used_at", _("Last used"), each.last_login),
        ]
        for each in SocialAccount.objects.filter(user=subject.user).order_by("pk")
    ]
    return Chapter("sign_in", _("How you sign in"), rows)


@tells(UserSession, order=13)
def tell_of_sessions(subject):
    rows = [
        [
            Fact("created_at", _("Signed in"), each.created_at),
            Fact("last_seen_at", _("Last seen"), each.last_seen_at),
            Fact("ip", _("Network address"), each.ip),
            Fact("user_agent", _("Browser"), each.user_agent),
        ]
        for each in UserSession.objects.filter(user=subject.user).order_by("created_at")
    ]
    return Chapter("sessions", _("Where you are signed in"), rows)


@tells(Unwanted, order=14)
def tell_of_wishes(subject):
    names = {topic.code: str(topic.name) for topic in topics(optional=True, at_work=True)}
    unwanted = Unwanted.objects.filter(person__in=subject.people)
    rows = [
        [
            Fact("topic", _("You don’t want letters about"), each.topic, names.get(each.topic, "")),
            Fact("since", _("Since"), each.since),
        ]
        for each in unwanted
    ]
    return Chapter("unwanted_letters", _("Letters you have turned off"), rows)


@tells(Letter, order=80)
def tell_of_letters(subject):
    """Every letter to them, with its text as long as we have it."""
    letters = Letter.objects.filter(to__in=subject.addresses).exclude(state=Letter.State.VOID)
    rows = [
        facts_of(each, "to", "state", "created_at", "sent_at", "subject")
        + [Fact("text", _("Text"), each.text.strip())]
        for each in letters.order_by("created_at", "pk")
    ]
    return Chapter("letters", _("Letters we have sent you"), rows)


@tells(ModelLogEntry, order=90)
def tell_of_log(subject):
    """What they have done themselves, by the log."""
    entries = ModelLogEntry.objects.filter(user_id=subject.user.pk).order_by("-timestamp")
    labels = {action: str(label) for action, label in registry.get_choices()}
    rows = [
        [
            Fact("timestamp", _("When"), each.timestamp),
            Fact("action", _("What"), each.action, labels.get(each.action, "")),
        ]
        for each in entries[:ENTRIES_TOLD]
    ]
    return Chapter("log", _("What you have done"), rows)


for label in (
    "partners.User_groups",
    "partners.User_user_permissions",
    "guardian.UserObjectPermission",
    "wagtailusers.UserProfile",
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailcore.APIToken",
    "wagtaildocs.Document",
    "wagtailimages.Image",
    "wagtailcore.Revision",
    "wagtailcore.UploadedFile",
    "wagtailcore.WorkflowState",
    "wagtailcore.TaskState",
    "wagtailcore.Page",
    "wagtailcore.PageLogEntry",
    "wagtailcore.Comment",
    "wagtailcore.CommentReply",
    "wagtailcore.PageSubscription",
):
    leaves_out(label, because="Work for the municipality: its documents, and rights that it gave.")
leaves_out("partners.DataCopy", because="It is the file itself.")

for label in ("wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry"):
    stays(
        label, because="It holds the number of an account that is gone; what it calls the person is emptied."
    )
for label in (
    "wagtaildocs.Document",
    "wagtailimages.Image",
    "wagtailcore.Revision",
    "wagtailcore.UploadedFile",
    "wagtailcore.WorkflowState",
    "wagtailcore.TaskState",
    "wagtailcore.Page",
):
    stays(label, because="The municipality's own; it lets go of who made it when the account is gone.")
for label in (
    "partners.User_groups",
    "partners.User_user_permissions",
    "guardian.UserObjectPermission",
    "wagtailusers.UserProfile",
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailcore.APIToken",
    "wagtailcore.Comment",
    "wagtailcore.CommentReply",
    "wagtailcore.PageSubscription",
):
    stays(label, because="It is deleted with the account, by the database's own rule.")


@erases(
    User,
    Person,
    Unwanted,
    DataCopy,
    Letter,
    EmailAddress,
    Authenticator,
    SocialAccount,
    UserSession,
    order=90,
)
def erase_account_itself(subject):
    """After all others: the letters, the log's names, the file, the sessions, the person and the account."""
    user = subject.user
    full_name = [user.name] if " " in user.name else []
    outbox.forget(subject.addresses, names=full_name)
    delete_copies(list(DataCopy.objects.select_for_update().filter(user=user)))
    for session in UserSession.objects.filter(user=user):
        session.end()
    unname(subject.people)
    unname([user])
    Person.objects.filter(pk__in=[person.pk for person in subject.people]).delete()
    delete_or_empty(user)


def delete_or_empty(user):
    """Delete the account, or empty it where it stands for who did what the municipality must keep."""
    try:
        with transaction.atomic():
            User.objects.get(pk=user.pk).delete()
    except models.ProtectedError:
        for relation in User._meta.related_objects:
            if relation.on_delete is models.CASCADE:
                relation.related_model._base_manager.filter(**{relation.field.name: user}).delete()
        empty = User(
            pk=user.pk,
            email=f"slettet-{user.pk}@example.invalid",
            name="Tidligere bruker",
            is_active=False,
            date_joined=user.date_joined,
        )
        empty.set_unusable_password()
        empty.save()
        empty.groups.clear()
        empty.user_permissions.clear()
