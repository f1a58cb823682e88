import uuid

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from partners.groups.models import GroupMember, WorkingGroup
from partners.groups.offers import Offer, OfferQuerySet
from partners.organisations.models import Organisation
from partners.people.models import User
from portal.files import Scanned
from portal.storage import private_files

TEXT_LIMIT = 6000
QUOTE_LIMIT = 1000
# A search walks through so many posts from the newest on before it sorts all that match.
WALKED = 20_000


class DiscussionQuerySet(models.QuerySet):
    def readable_by(self, user):
        """Those of one's own groups, and those that one is a guest in."""
        places = GroupMember.objects.filter(group=OuterRef("group"), user_id=user.pk)
        guest = DiscussionGuest.objects.filter(content_object=OuterRef("pk"), user_id=user.pk)
        return self.filter(Exists(places) | Exists(guest))

    def with_guest(self, user):
        """Those that `user` is a guest in."""
        return self.filter(Exists(DiscussionGuest.objects.filter(content_object=OuterRef("pk"), user=user)))

    def newest_first(self):
        return self.order_by("-last_post")

    def with_unread(self, user):
        """With `unread`, how many posts there are that one has not seen, and `first_unread`, their first.

        What was said before one came into the group, and what one has said oneself, is not unread.
        """
        new = Post.objects.unread_by(user).filter(discussion=OuterRef("pk")).order_by()
        counted = new.values("discussion").annotate(n=Count("pk")).values("n")
        return self.annotate(
            unread=Coalesce(Subquery(counted), 0),
            first_unread=Subquery(new.order_by("pk").values("pk")[:1]),
        )


class Discussion(models.Model):
    """A thread of a working group: what is said in it is for the group, and for guests in this thread."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="discussions")
    title = models.CharField(_("title"), max_length=120)
    starter = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    pinned_at = models.DateTimeField(_("pinned"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    conclusion = models.TextField(_("conclusion"), max_length=2000, blank=True)
    # The key of the latest post: what a list is ordered and paged by.
    last_post = models.BigIntegerField(default=0, editable=False)
    last_post_at = models.DateTimeField(_("latest post"), default=timezone.now, editable=False)
    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        ordering = ["-last_post"]
        permissions = [("join_discussion", "Can take part in one thread as a guest")]
        indexes = [models.Index(fields=["group", "-last_post"], name="discussion_newest")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="discussion_has_a_title"),
            models.CheckConstraint(
                condition=Q(conclusion="") | Q(closed_at__isnull=False),
                name="discussion_concluded_when_closed",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("discussion", args=[self.pk])

    @property
    def is_closed(self):
        return self.closed_at is not None

    @property
    def is_pinned(self):
        return self.pinned_at is not None


class DiscussionGuest(UserObjectPermissionBase):
    """Somebody outside the group who takes part in one thread."""

    content_object = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="guests")


class GuestInvitationQuerySet(OfferQuerySet):
    def in_force(self):
        """Those that can be accepted now."""
        return self.unexpired().filter(discussion__group__state=WorkingGroup.State.ACTIVE)


class GuestInvitation(Offer):
    """An offer, to an e-mail address, to take part in one thread."""

    SALT, ABOUT = "partners.discussions.invitation", "guest_invitation"

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))

    objects = GuestInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to a thread")
        verbose_name_plural = _("invitations to threads")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "email"],
                condition=Q(state="open"),
                name="guest_invitation_once",
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="guest_invitation_email_lower"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="guest_invitation_ended_when",
            ),
        ]

    def __str__(self):
        return f"{self.pk} – {self.discussion}"


class PostQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(state=Post.State.SHOWN)

    def unread_by(self, user):
        """What others have said since `user` last read; in one's own groups, since one came into them."""
        read = DiscussionReader.objects.filter(discussion=OuterRef("discussion"), user_id=user.pk)
        place = GroupMember.objects.filter(group=OuterRef("discussion__group"), user_id=user.pk)
        return (
            self.shown()
            .exclude(author_id=user.pk)
            .filter(pk__gt=Coalesce(Subquery(read.values("last_read")[:1]), Value(0)))
            .filter(created_at__gte=Coalesce(Subquery(place.values("since")[:1]), F("created_at")))
        )

    def newest_matching(self, sought, most):
        """The keys of the `most` newest with the words of a search query, newest first. At most two queries.

        PostgreSQL believes that each word is used everywhere: for one that other groups alone use it would
        walk back through every post there is. So it walks through the latest, and then asks the index.
        """
        matching = self.filter(search=sought).order_by("-pk").values_list("pk", flat=True)
        newest = Post.objects.order_by("-pk").values("pk")[:1]
        latest = list(matching.filter(pk__gt=Subquery(newest) - WALKED)[:most])
        return latest if len(latest) == most else list(matching.order_by((F("pk") + 0).desc())[:most])

    def in_thread(self, user):
        """Everything that a thread shows of a post, its files too, in order; one query for all."""
        names = PostMention.objects.filter(post=OuterRef("pk")).order_by().values("name")
        given = (
            Reaction.objects.filter(post=OuterRef("pk"))
            .order_by()
            .values("kind")
            .annotate(
                each=JSONObject(kind="kind", n=Count("pk"), mine=Count("pk", filter=Q(user_id=user.pk)))
            )
        )
        files = PostFile.objects.filter(post=OuterRef("pk")).order_by("pk")
        files = files.annotate(each=JSONObject(**{name: name for name in PostFile.SHOWN}))
        joined = self.select_related("organisation", "quoted")
        joined = joined.defer("quoted__search", "organisation__search")
        return joined.annotate(
            mentioned_names=ArraySubquery(names),
            given=ArraySubquery(given.values("each")),
            attached=ArraySubquery(files.values("each")),
        ).order_by("pk")


class PostManager(models.Manager.from_queryset(PostQuerySet)):
    """Posts without what is only searched in."""

    def get_queryset(self):
        return super().get_queryset().defer("search")


class Post(models.Model):
    """What somebody says in a thread. The author's name is kept as it was when it was said."""

    class State(models.TextChoices):
        SHOWN = "shown", _("Shown")
        DELETED = "deleted", _("Deleted")

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="posts")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(_("name"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    by_municipality = models.BooleanField(_("from the municipality"), default=False)
    as_guest = models.BooleanField(_("as a guest"), default=False)
    text = models.TextField(_("post"), max_length=TEXT_LIMIT, blank=True)
    quote = models.TextField(_("quote"), max_length=QUOTE_LIMIT, blank=True)
    quoted = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="quoted_in")
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.SHOWN)
    deleted_by_leader = models.BooleanField(default=False, editable=False)
    # Made by the client, so that sending twice is harmless.
    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    language = models.CharField(max_length=2, default="nb")
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), null=True, editable=False)
    # Kept, and not made anew for each row that a search passes by.
    search = models.GeneratedField(
        expression=SearchVector("text", config="norwegian"), output_field=SearchVectorField(), db_persist=True
    )

    objects = PostManager()
    # `in_thread` fills these in.
    mentioned_names = ()
    given = ()
    attached = ()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["discussion", "id"], name="post_in_thread"),
            GinIndex(fields=["search"], name="post_search"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | Q(state="deleted"), name="post_says_something"),
            models.CheckConstraint(
                condition=Q(quote="") | Q(quoted__isnull=False), name="post_quotes_a_post"
            ),
        ]

    def __str__(self):
        # Log entries keep it, whatever becomes of the words.
        return f"#{self.pk}"

    def get_absolute_url(self):
        return f"{reverse('discussion', args=[self.discussion_id])}?fra={self.pk}#innlegg-{self.pk}"

    @property
    def is_shown(self):
        return self.state == self.State.SHOWN

    @property
    def is_forgotten(self):
        """Its author has deleted the account."""
        return self.author_id is None and not self.author_name

    @property
    def shown_name(self):
        if self.is_forgotten:
            return str(_("Former participant"))
        return self.author_name or str(_("No name"))

    @property
    def shown_files(self):
        """Its files with what a thread shows of them."""
        return [PostFile(**each) for each in self.attached]

    @property
    def reactions(self):
        """(kind, words, icon, how many, whether one's own is among them) for each kind there is."""
        given = {each["kind"]: each for each in self.given}
        return [
            (kind, label, ICONS[kind], given.get(kind, {}).get("n", 0), bool(given.get(kind, {}).get("mine")))
            for kind, label in Reaction.Kind.choices
        ]


class PostFile(Scanned):
    """A file that goes with a post. When its author's account is erased the row stays: that it was there."""

    SHOWN = ("pk", "post_id", "name", "content_type", "size", "scan", "erased_at")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(storage=private_files, upload_to="posts/%Y/")
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("attachment to a post")
        verbose_name_plural = _("attachments to posts")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["post", "sha256"], name="post_file_once"),
            models.CheckConstraint(
                condition=Q(erased_at=None) & ~Q(file="") | Q(erased_at__isnull=False, file="", name=""),
                name="post_file_there_or_erased",
            ),
        ]

    def get_absolute_url(self):
        return reverse("post_file", args=[self.post_id, self.pk])


class EarlierPost(models.Model):
    """What a post said before it was changed, when others had had time to read it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="earlier_texts")
    text = models.TextField(_("post"), max_length=TEXT_LIMIT)
    until = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("earlier text of a post")
        verbose_name_plural = _("earlier texts of posts")
        ordering = ["until", "pk"]

    def __str__(self):
        return f"#{self.post_id}"


class PostMention(models.Model):
    """Somebody who is called by name in a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # As it stands in the text, after the @.
    name = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("mention in a group")
        verbose_name_plural = _("mentions in groups")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="post_mention_once")]

    def __str__(self):
        return f"#{self.post_id}"


class Reaction(models.Model):
    """What somebody says of a post without words."""

    class Kind(models.TextChoices):
        LIKE = "like", _("Good")
        THANKS = "thanks", _("Thanks")
        DONE = "done", _("I do it")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="given_reactions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["post", "user", "kind"], name="reaction_once")]

    def __str__(self):
        return f"#{self.post_id}"


ICONS = {Reaction.Kind.LIKE: "thumb-up", Reaction.Kind.THANKS: "hand-heart", Reaction.Kind.DONE: "check"}


class DiscussionReader(models.Model):
    """How far somebody has read in a thread."""

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # The key of the latest post that they have seen.
    last_read = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("reader of a thread")
        verbose_name_plural = _("readers of threads")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["discussion", "user"], name="discussion_reader_once")]

    def __str__(self):
        return f"{self.user_id} – {self.discussion_id}"


class Draft(models.Model):
    """What somebody has begun to write at a place. The row stays when it is sent, so that a window that was
    left open cannot bring it back."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=60)
    text = models.TextField(_("draft"), max_length=TEXT_LIMIT, blank=True)
    # One more each time it is written: who saves says which they have seen.
    sequence = models.PositiveBigIntegerField(default=0)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("draft in a group")
        verbose_name_plural = _("drafts in groups")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="draft_once")]

    def __str__(self):
        return self.place
