import uuid

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.blocks import ICONS
from home.pages.concepts import ConceptPage
from partners.groups.offers import Offer, OfferQuerySet
from partners.organisations.models import Membership, Organisation
from partners.people.models import User
from partners.roles.models import Role
from partners.threads.models import Exclusion

COLORS = ("gronn", "korall", "blaa")


class WorkingGroupQuerySet(models.QuerySet):
    def active(self):
        return self.filter(state=WorkingGroup.State.ACTIVE)

    def archived(self):
        return self.filter(state=WorkingGroup.State.ARCHIVED)

    def for_member(self, user):
        """Those that `user` is in, whatever their place."""
        return self.filter(Exists(_places_of(user)))

    def led_by(self, user):
        return self.filter(Exists(_places_of(user).filter(place=GroupMember.Place.LEADER)))

    def visible_to(self, user):
        """Those that `user` may know of: their own, and others that do not keep themselves to themselves.

        What a member or an outsider then may read is for the rules to say.
        """
        return self.filter(~Q(shown=WorkingGroup.Shown.NOTHING) | Exists(_places_of(user)) | _invited(user))

    def with_member_counts(self):
        """With `member_count`: leaders and members, without observers."""
        counted = Count("members", filter=~Q(members__place=GroupMember.Place.OBSERVER))
        return self.annotate(member_count=counted)

    def in_order(self):
        return self.order_by(Lower("name"), "pk")


def _places_of(user):
    return GroupMember.objects.filter(group=OuterRef("pk"), user_id=user.pk)


def _invited(user):
    """Who is invited may know what they are invited to."""
    return Exists(GroupInvitation.objects.in_force().to(user).filter(group=OuterRef("pk")))


class WorkingGroup(models.Model):
    """People who develop one part of the concept together."""

    class Joining(models.TextChoices):
        OPEN = "open", _("Open: everyone with an account can join")
        REQUEST = "request", _("By request: a leader answers")
        INVITE = "invite", _("By invitation")

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        ARCHIVED = "archived", _("Archived")

    class Shown(models.TextChoices):
        """What those outside see."""

        PURPOSE = "purpose", _("Name, purpose and summary")
        NAME = "name", _("Only the name")
        NOTHING = "nothing", _("Nothing: the group is known to those in it")

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    icon = models.CharField(_("icon"), max_length=30, choices=ICONS, default="persons")
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    purpose = models.TextField(_("purpose"), max_length=2000)
    mandate = models.TextField(_("mandate"), max_length=4000, blank=True)
    deliverable = models.TextField(_("what it delivers"), max_length=1000, blank=True)
    due = models.DateField(_("delivers by"), null=True, blank=True)
    joining = models.CharField(_("how one joins"), max_length=7, choices=Joining, default=Joining.OPEN)
    shown = models.CharField(_("what outsiders see"), max_length=7, choices=Shown, default=Shown.PURPOSE)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ACTIVE)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    roles = models.ManyToManyField(Role, blank=True, related_name="groups", verbose_name=_("roles"))
    # In whichever language they were chosen; a reader gets them in their own.
    pages = models.ManyToManyField(
        ConceptPage, blank=True, related_name="groups", verbose_name=_("pages about the concept")
    )
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = WorkingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering = [Lower("name"), "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="group_has_a_name"),
            models.CheckConstraint(
                condition=Q(state="active", archived_at=None)
                | Q(state="archived", archived_at__isnull=False),
                name="group_archived_when",
            ),
            models.CheckConstraint(
                condition=~Q(shown="nothing") | Q(joining="invite"),
                name="group_unknown_by_invitation",
                violation_error_message=_("A group that nobody knows of can only be joined by invitation."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("group", args=[self.slug])

    @property
    def is_active(self):
        return self.state == self.State.ACTIVE

    @property
    def color(self):
        """The colour of its icon: always the same one."""
        return COLORS[self.pk % len(COLORS)]


class GroupMemberQuerySet(models.QuerySet):
    def leaders(self):
        return self.filter(place=GroupMember.Place.LEADER)

    def at_hand(self):
        """Those whose account is open: they can act."""
        return self.filter(user__is_active=True, user__erase_after=None)

    def participants(self):
        """Leaders and members, without observers."""
        return self.exclude(place=GroupMember.Place.OBSERVER)

    def with_people(self):
        """With account and organisation, and `acts_for`: whether they act for that organisation today."""
        acting = Membership.objects.acting().filter(
            user=OuterRef("user"), organisation=OuterRef("organisation")
        )
        people = self.select_related("user", "organisation").defer("organisation__search")
        return people.annotate(acts_for=Exists(acting))

    def with_exclusion(self):
        """With `kept_out_until`: how long the municipality keeps them from taking part, if it does."""
        whose = Q(person__user=OuterRef("user")) | Q(person__email=Lower(OuterRef("user__email")))
        longest = Exclusion.objects.in_force().filter(whose).order_by("-until").values("until")[:1]
        return self.annotate(kept_out_until=Subquery(longest))

    def in_order(self):
        """Leaders first, observers last, each by name."""
        place = models.Case(
            models.When(place=GroupMember.Place.LEADER, then=0),
            models.When(place=GroupMember.Place.MEMBER, then=1),
            default=2,
        )
        return self.order_by(place, Lower("user__name"), "pk")


class GroupMember(models.Model):
    """One person's place in a working group."""

    class Place(models.TextChoices):
        LEADER = "leader", _("Leader")
        MEMBER = "member", _("Member")
        OBSERVER = "observer", _("Observer")

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="group_places")
    place = models.CharField(_("place"), max_length=8, choices=Place, default=Place.MEMBER)
    # Whom they act for here; shown while they do.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="group_places"
    )
    # What letters about the group are written in.
    language = models.CharField(max_length=2, default="nb")
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = GroupMemberQuerySet.as_manager()
    # `with_exclusion` fills it in.
    kept_out_until = None

    class Meta:
        verbose_name = _("place in a working group")
        verbose_name_plural = _("places in working groups")
        ordering = ["since", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="group_member_once")]

    def __str__(self):
        return f"{self.user_id} – {self.group}"

    @property
    def is_leader(self):
        return self.place == self.Place.LEADER

    @property
    def is_kept_out(self):
        return self.kept_out_until is not None

    @property
    def is_observer(self):
        return self.place == self.Place.OBSERVER

    @property
    def shown_name(self):
        """The person's name for the others; never the e-mail address."""
        return self.user.name or str(_("Somebody without a name"))

    @property
    def shown_organisation(self):
        """Whom they act for, or None; asks for `with_people`."""
        return self.organisation if self.organisation_id and self.acts_for else None


class JoinRequestQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=JoinRequest.State.WAITING)


class JoinRequest(models.Model):
    """Somebody's question whether they may join a group."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for an answer")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="requests")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="group_requests")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.TextField(_("what they want to take part in"), max_length=1000, blank=True)
    language = models.CharField(max_length=2, default="nb")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join a working group")
        verbose_name_plural = _("requests to join working groups")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user"], condition=Q(state="waiting"), name="join_request_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None)
                | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="join_request_answered_when",
            ),
        ]

    def __str__(self):
        return f"{self.user_id} – {self.group}"

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def shown_name(self):
        return self.user.name or str(_("Somebody without a name"))


class GroupInvitationQuerySet(OfferQuerySet):
    def in_force(self):
        """Those that can be accepted now."""
        return self.unexpired().filter(group__state=WorkingGroup.State.ACTIVE)

    def to(self, user):
        """Those to the account, or to an address that it has shown to be its own."""
        addresses = EmailAddress.objects.filter(user_id=user.pk, verified=True).values(address=Lower("email"))
        return self.filter(Q(user_id=user.pk) | Q(user=None, email__in=addresses))


class GroupInvitation(Offer):
    """An offer of a place in a group: to an account, or to an e-mail address."""

    SALT, ABOUT = "partners.groups.invitation", "group_invitation"

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="invitations")
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, blank=True, related_name="group_invitations"
    )
    email = models.EmailField(_("e-mail"), blank=True)
    place = models.CharField(
        _("place"), max_length=8, choices=GroupMember.Place, default=GroupMember.Place.MEMBER
    )

    objects = GroupInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to a working group")
        verbose_name_plural = _("invitations to working groups")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None) & ~Q(email="") | Q(user__isnull=False, email=""),
                name="group_invitation_to_one",
            ),
            models.UniqueConstraint(
                fields=["group", "email"],
                condition=Q(state="open") & ~Q(email=""),
                name="group_invitation_email_once",
            ),
            models.UniqueConstraint(
                fields=["group", "user"], condition=Q(state="open"), name="group_invitation_user_once"
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="group_invitation_email_lower"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="group_invitation_ended_when",
            ),
        ]

    def __str__(self):
        return f"{self.pk} – {self.group}"

    @property
    def to(self):
        """The address that its letter goes to."""
        return self.user.email if self.user else self.email
