"""Makers of what tests need. Each makes something valid by itself; say only what the test is about."""

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import factory
import wagtail_factories
from django.conf import settings
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Page, Site

from home.models import HomePage
from partners.assessments.models import Criterion
from partners.callouts.models import CallOut
from partners.decisions.actions import create_decision, open_decision
from partners.discussions.models import Discussion, Post
from partners.groups.models import GroupMember, WorkingGroup
from partners.inputs.models import Answer, Input, Question, Theme
from partners.minutes.models import AgendaItem, GroupMeeting
from partners.organisations.models import Membership, Organisation
from partners.people.models import Person, User
from partners.proposals.actions import submit_proposal
from partners.proposals.models import Offer, Passage, Proposal, Version
from partners.roles.models import Area, Role
from partners.tasks.models import Task
from partners.threads.models import Reply
from portal.mail.models import Letter
from workshops.meetings.models import WorkshopIndexPage, WorkshopPage, WorkshopState
from workshops.signups.models import SignUp

OSLO = ZoneInfo(settings.TIME_ZONE)


def in_days(days, hour=8, minute=30):
    """A moment so many days from now, at a Norwegian clock time."""
    day = timezone.now().astimezone(OSLO) + timedelta(days=days)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"user{n}@example.no")
    name = factory.Sequence(lambda n: f"Bruker {n}")


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    email = factory.Sequence(lambda n: f"person{n}@example.no")


class OrganisationFactory(DjangoModelFactory):
    """An approved organisation without a number that nobody is in: no letters, no log."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Ombrukslaget {n}")
    kind = Organisation.Kind.ASSOCIATION
    status = Organisation.Status.VERIFIED


class MembershipFactory(DjangoModelFactory):
    """Somebody who acts for an organisation; `role="owner"` and `state="requested"` for others."""

    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)


class HomePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = HomePage

    title = "Omigjen"
    slug = "omigjen"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """The front page that the site shows; there is one, so asking again gives the same."""
        if home := HomePage.objects.first():
            return home
        home = super()._create(model_class, *args, **kwargs | {"parent": Page.get_first_root_node()})
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
        )
        Site.clear_site_root_paths_cache()
        return home


class WorkshopIndexPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = WorkshopIndexPage

    title = "Dialogmøter"
    slug = "dialogmoter"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """The list of meetings under the front page; there is one."""
        parent = kwargs.pop("parent", None) or HomePageFactory()
        if index := WorkshopIndexPage.objects.child_of(parent).first():
            return index
        return super()._create(model_class, *args, **kwargs | {"parent": parent})


class WorkshopPageFactory(wagtail_factories.PageFactory):
    """A digital meeting in ten days that anybody can sign up for."""

    class Meta:
        model = WorkshopPage

    title = factory.Sequence(lambda n: f"Dialogmøte {n}")
    intro = "Vi vil høre hva du mener om ombrukssenteret."
    start = factory.LazyFunction(lambda: in_days(10))
    end = factory.LazyAttribute(lambda page: page.start + timedelta(minutes=90))
    format = WorkshopPage.Format.DIGITAL

    @classmethod
    def _create(cls, model_class, *args, video_link="", **kwargs):
        kwargs["parent"] = kwargs.get("parent") or WorkshopIndexPageFactory()
        workshop = super()._create(model_class, *args, **kwargs)
        WorkshopState.objects.create(
            workshop=workshop,
            video_link=video_link,
            told_start=workshop.start,
            told_end=workshop.end,
            told_place=workshop.where,
            told_link=video_link,
        )
        return workshop


class SignUpFactory(DjangoModelFactory):
    """Somebody with a seat, written past the actions: no letters, no log."""

    class Meta:
        model = SignUp

    workshop = factory.SubFactory(WorkshopPageFactory)
    person = factory.SubFactory(PersonFactory)
    name = factory.Sequence(lambda n: f"Deltaker {n}")
    attendance = SignUp.Attendance.VIDEO
    status = SignUp.Status.REGISTERED
    position = factory.Sequence(lambda n: n + 1)


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ["slug"]

    name = factory.Sequence(lambda n: f"Tema {n}")
    slug = factory.Sequence(lambda n: f"tema-{n}")


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    page = factory.SubFactory(WorkshopPageFactory)
    text = factory.Sequence(lambda n: f"Hva skal til for at konseptet skal lykkes? ({n})")


class InputFactory(DjangoModelFactory):
    class Meta:
        model = Input

    page = factory.SubFactory(WorkshopPageFactory)
    giver = factory.SubFactory(PersonFactory)
    giver_name = factory.Sequence(lambda n: f"Innspiller {n}")
    text = factory.Sequence(lambda n: f"Legg senteret ved bussen ({n}).")
    visibility = Input.Visibility.EVERYONE


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer

    input = factory.SubFactory(InputFactory, status=Input.Status.ADOPTED)
    status = Input.Status.ADOPTED
    text = "Takk. Det tar vi med oss."
    by = factory.SubFactory(UserFactory)


class ReplyFactory(DjangoModelFactory):
    """A reply that everybody can read, written past the actions: no letters, no log."""

    class Meta:
        model = Reply

    input = factory.SubFactory(InputFactory)
    author = factory.SubFactory(UserFactory)
    author_name = factory.LazyAttribute(lambda reply: reply.author.name)
    text = factory.Sequence(lambda n: f"Bussen går hvert kvarter ({n}).")


class LetterFactory(DjangoModelFactory):
    class Meta:
        model = Letter

    kind = "workshops.message"
    to = factory.Sequence(lambda n: f"mottaker{n}@example.no")
    dedupe_key = factory.Sequence(lambda n: f"letter:{n}")
    message_id = factory.Sequence(lambda n: f"<letter{n}@example.no>")


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area

    name = factory.Sequence(lambda n: f"Område {n}")


class RoleFactory(DjangoModelFactory):
    """An open role that needs two work places."""

    class Meta:
        model = Role

    title = factory.Sequence(lambda n: f"Reparasjon av sykler {n}")
    slug = factory.Sequence(lambda n: f"reparasjon-{n}")
    area = factory.SubFactory(AreaFactory)
    unit = Role.Unit.WORK_PLACES
    amount = 2


class ProposalFactory(DjangoModelFactory):
    """A draft of an approved organisation, with nothing in it, written past the actions."""

    class Meta:
        model = Proposal
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory, status="verified")
    proposer = factory.SubFactory(UserFactory)
    proposer_name = factory.LazyAttribute(lambda proposal: proposal.proposer.name)

    @factory.post_generation
    def version(self, create, extracted, **kwargs):
        VersionFactory(proposal=self, **kwargs)


class VersionFactory(DjangoModelFactory):
    class Meta:
        model = Version

    as_developer = True


class OfferFactory(DjangoModelFactory):
    class Meta:
        model = Offer

    role = factory.SubFactory(RoleFactory)
    amount = 1


def complete(proposal, *roles, amount=1):
    """Fill in what a proposal must have, for these roles or one of its own."""
    version = proposal.versions.get(submitted_at=None)
    for role in roles or [RoleFactory()]:
        OfferFactory(version=version, role=role, amount=amount)
    for key in (Passage.Key.SUMMARY, Passage.Key.OFFER):
        Passage.objects.create(version=version, key=key, text=f"Vi reparerer sykler ({key}).")
    return proposal


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    name = factory.Sequence(lambda n: f"Kriterium {n}")
    weight = 1


def handed_in(*roles, amount=1, **fields):
    """A proposal that has been submitted, for these roles or one of its own."""
    proposal = complete(ProposalFactory(**fields), *roles, amount=amount)
    return submit_proposal(proposal, by=proposal.proposer)


class WorkingGroupFactory(DjangoModelFactory):
    """An open group that nobody is in, written past the actions: no letters, no log."""

    class Meta:
        model = WorkingGroup

    name = factory.Sequence(lambda n: f"Arbeidsgruppe {n}")
    slug = factory.Sequence(lambda n: f"arbeidsgruppe-{n}")
    purpose = "Vi finner ut hvordan verkstedet skal drives."


class GroupMemberFactory(DjangoModelFactory):
    """Somebody with a place in a group; `place="leader"` for its leader."""

    class Meta:
        model = GroupMember

    group = factory.SubFactory(WorkingGroupFactory)
    user = factory.SubFactory(UserFactory)


def make_decision(group, *, kind="consent", by, opens=True, options=(), **values):
    """A decision made by its actions, open for a week."""
    facts = {"title": "Skal vi ha verkstedkveld?", "closes_at": timezone.now() + timedelta(days=7)}
    decision = create_decision(
        group, kind=kind, by=by, client_id=uuid.uuid4(), options=list(options), **(facts | values)
    )
    return open_decision(decision, by=by) if opens else decision


class DiscussionFactory(DjangoModelFactory):
    """A thread without posts, written past the actions: no log."""

    class Meta:
        model = Discussion

    group = factory.SubFactory(WorkingGroupFactory)
    title = factory.Sequence(lambda n: f"Hvem låser opp på mandager? ({n})")


class GroupMeetingFactory(DjangoModelFactory):
    """A meeting of a group in a week, written past the actions: no letters, no log."""

    class Meta:
        model = GroupMeeting

    group = factory.SubFactory(WorkingGroupFactory)
    title = factory.Sequence(lambda n: f"Gruppemøte {n}")
    start = factory.LazyFunction(lambda: in_days(7, hour=18))
    end = factory.LazyAttribute(lambda meeting: meeting.start + timedelta(hours=2))
    place = "Verkstedet"


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(GroupMeetingFactory)
    title = factory.Sequence(lambda n: f"Sak {n}")
    position = factory.Sequence(lambda n: n)


class PostFactory(DjangoModelFactory):
    """What somebody has said in a thread, written past the actions: no log, nobody is told."""

    class Meta:
        model = Post
        skip_postgeneration_save = True

    discussion = factory.SubFactory(DiscussionFactory)
    author = factory.SubFactory(UserFactory)
    author_name = factory.LazyAttribute(lambda post: post.author.name)
    text = factory.Sequence(lambda n: f"Jeg kan låse opp ({n}).")

    @factory.post_generation
    def is_latest(self, create, extracted, **kwargs):
        Discussion.objects.filter(pk=self.discussion_id).update(
            last_post=self.pk, last_post_at=self.created_at
        )


class TaskFactory(DjangoModelFactory):
    """A task that nobody has, written past the actions: no letters, no log."""

    class Meta:
        model = Task

    group = factory.SubFactory(WorkingGroupFactory)
    title = factory.Sequence(lambda n: f"Oppgave {n}")


class CallOutFactory(DjangoModelFactory):
    """A call for one volunteer in a week, for everyone, who is accepted at once."""

    class Meta:
        model = CallOut

    group = factory.SubFactory(WorkingGroupFactory)
    title = factory.Sequence(lambda n: f"Dugnad {n}")
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda each: each.starts_at + timedelta(hours=3))
    places = 1
