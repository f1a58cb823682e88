"""The demo's roles and proposals, made by the same actions as real ones and then moved into the past."""

from contextlib import contextmanager
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db.models import F
from django.utils import timezone
from wagtail.models import ModelLogEntry

from demo.content import proposals as content
from demo.content import roles as roles_content
from demo.organisations import account
from partners.agreements.actions import confirm_letter, make_letter
from partners.agreements.models import Commitment, LetterOfIntent
from partners.assessments.actions import (
    answer_municipality,
    ask_proposer,
    assign_reviewer,
    clarify,
    declare_interest,
    open_proposal,
    score_proposal,
)
from partners.assessments.criteria import save_criterion
from partners.assessments.deciding import prepare_decision, publish_decisions
from partners.assessments.models import Criterion, Decision, Message, Review, Told
from partners.matching.actions import answer_introduction, introduce
from partners.organisations.models import Organisation
from partners.proposals.actions import begin_proposal, submit_proposal, withdraw_proposal
from partners.proposals.drafting import Text, begin_version, save_resources, save_roles, save_texts
from partners.proposals.models import Offer, Proposal, Resource, Step, Version
from partners.roles.models import Area, Phase, Role
from portal.mail.models import Letter

DRAFTS = {"draft", "pending"}
# What bears the time at which something happened to a proposal.
STAMPS = [
    (Proposal, "pk", ["created_at", "submitted_at", "decided_at"]),
    (Version, "proposal", ["changed_at", "submitted_at"]),
    (Step, "proposal", ["at"]),
    (Message, "proposal", ["at"]),
    (Review, "proposal", ["assigned_at", "declared_at", "finished_at"]),
    (Told, "proposal", ["at"]),
    (Decision, "proposal", ["prepared_at", "published_at"]),
    (LetterOfIntent, "proposal", ["made_at", "municipality_at", "partner_at"]),
    (Commitment, "offer__version__proposal", ["created_at"]),
]


def roles():
    """Twelve roles in six areas and three phases, open for proposals."""
    areas = {}
    for order, (name, name_en) in enumerate(roles_content.AREAS):
        areas[name] = Area.objects.create(name=name, name_en=name_en, order=order)
    phases = {}
    for order, (name, name_en) in enumerate(roles_content.PHASES):
        phases[name] = Phase.objects.create(name=name, name_en=name_en, order=order)
    for order, row in enumerate(roles_content.ROLES):
        fields = {
            name: value for name, value in row.items() if name not in ("area", "phase", "deadline_days")
        }
        Role.objects.create(
            area=areas[row["area"]],
            phase=phases[row["phase"]],
            deadline=_end_of_day(row["deadline_days"]),
            order=order,
            **fields,
        )


def _end_of_day(days):
    if days is None:
        return None
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), time(23, 59)))


def proposals(*, coordinator):
    """One in each state, with what the municipality has asked, said and decided; then no news is left."""
    for order, (name, name_en, weight, help, help_en) in enumerate(content.CRITERIA):
        criterion = Criterion(
            name=name, name_en=name_en, weight=weight, help=help, help_en=help_en, order=order
        )
        save_criterion(criterion, by=coordinator)
    made = {row["key"]: _proposal(row) for row in content.PROPOSALS}
    _again(made["nordre"], days=26)
    with days_ago(14, made["withdrawn"]):
        withdraw_proposal(made["withdrawn"], by=account("Kari Aas"))
    for key, days in (("nordre", 24), ("husflid", 24), ("kafe", 23), ("vekst", 20), ("snekker", 16)):
        with days_ago(days, made[key]):
            open_proposal(made[key], by=coordinator)
    _talk(made, coordinator=coordinator)
    _assess(made["snekker"], coordinator=coordinator)
    _decide(made, coordinator=coordinator)
    _agree(made, coordinator=coordinator)
    _introduce(made, coordinator=coordinator)
    Role.objects.filter(slug="utlan-av-verktoy").update(state=Role.State.PAUSED)
    Role.objects.filter(slug="tekstil-og-redesign").update(state=Role.State.CLOSED)
    old = ("proposals.", "assessments.", "agreements.", "matching.")
    for kind in old:
        Letter.objects.filter(kind__startswith=kind).delete()


@contextmanager
def days_ago(days, *proposals):
    """Let what is done to these proposals in the block have happened so many days ago."""
    begin = timezone.now()
    yield
    back = timedelta(days=days)
    for model, path, fields in STAMPS:
        for field in fields:
            rows = model.objects.filter(**{f"{path}__in": [each.pk for each in proposals]})
            rows.filter(**{f"{field}__gte": begin}).update(**{field: F(field) - back})
    for proposal in proposals:
        entries = ModelLogEntry.objects.for_instance(proposal).filter(timestamp__gte=begin)
        entries.update(timestamp=F("timestamp") - back)


def _proposal(row):
    by = account(row["by"])
    organisation = Organisation.objects.filter(name=row["organisation"]).first()
    roles = {role.slug: role for role in Role.objects.all()}
    begun = [roles[slug] for slug, *_rest in row["offers"]]
    proposal = begin_proposal(by=by, organisation=organisation, roles=begun)
    with days_ago(row["began"], proposal):
        _write(proposal, row, roles=roles, by=by)
    Proposal.objects.filter(pk=proposal.pk).update(created_at=F("created_at") - timedelta(days=row["began"]))
    proposal.steps.filter(after=Proposal.Status.DRAFT).update(at=F("at") - timedelta(days=row["began"]))
    return Proposal.objects.get(pk=proposal.pk)


def _write(proposal, row, *, roles, by):
    offers = [
        Offer(role=roles[slug], part=part, amount=amount and Decimal(amount), visibility=seen_by)
        for slug, part, amount, seen_by in row["offers"]
    ]
    version = save_roles(
        proposal,
        seen=0,
        by=by,
        offers=offers,
        as_developer=row["as_developer"],
        as_participant=row["as_participant"],
        idea=row.get("idea", ""),
        starts=timezone.localdate() + timedelta(days=120),
        ends=timezone.localdate() + timedelta(days=850),
    )
    save_texts(proposal, texts=[Text(key, words, seen_by) for key, seen_by, words in row["texts"]], by=by)
    resources = [Resource(direction=way, kind=kind, text=words) for way, kind, words in row["resources"]]
    save_resources(proposal, seen=version.revision, by=by, resources=resources)
    if row["key"] not in DRAFTS:
        submit_proposal(proposal, by=by)


def _again(proposal, *, days):
    """A second version, so that there is a difference to see."""
    with days_ago(days, proposal):
        begin_version(proposal, by=proposal.proposer)
        words = Text("offer", content.NORDRE_AGAIN, content.EVERYONE, seen=1)
        save_texts(proposal, texts=[words], by=proposal.proposer)
        submit_proposal(proposal, by=proposal.proposer)


def _talk(made, *, coordinator):
    vekst, by = made["vekst"], made["vekst"].proposer
    with days_ago(17, vekst):
        ask_proposer(vekst, text=content.ASKED_BEFORE, by=coordinator)
    with days_ago(15, vekst):
        answer_municipality(vekst, text=content.ANSWERED_BEFORE, by=by)
    with days_ago(3, vekst):
        ask_proposer(vekst, text=content.QUESTION, by=coordinator)
    question, answer = content.CLARIFIED
    with days_ago(13, made["nordre"], vekst):
        role = Role.objects.get(slug="sykkelverksted")
        clarification = clarify(role, question=question, text=answer, by=coordinator)
    clarification.at -= timedelta(days=13)
    clarification.save()


def _assess(proposal, *, coordinator):
    with days_ago(10, proposal):
        for name, (points, remark, whole) in content.SCORES.items():
            reviewer = account(name)
            review = assign_reviewer(proposal, reviewer=reviewer, by=coordinator)
            declare_interest(review, has_interest=False, by=reviewer)
            given = dict(zip(Criterion.objects.all(), ((each, remark) for each in points), strict=True))
            score_proposal(review, points=given, remark=whole, by=reviewer, is_finished=True)


def _decide(made, *, coordinator):
    decided = [made[key] for key in (*content.ACCEPTED, "kafe")]
    with days_ago(12, *decided):
        drafts = []
        for key, (reason, conditions) in content.ACCEPTED.items():
            proposal = Proposal.objects.select_related("current").get(pk=made[key].pk)
            amounts = {offer: offer.amount for offer in proposal.current.offers.all()}
            drafts.append(
                prepare_decision(
                    proposal,
                    outcome=Decision.Outcome.ACCEPT,
                    reason=reason,
                    conditions=conditions,
                    amounts=amounts,
                    by=coordinator,
                )
            )
        no = prepare_decision(
            made["kafe"], outcome=Decision.Outcome.DECLINE, reason=content.DECLINED, by=coordinator
        )
        publish_decisions([*drafts, no], by=coordinator)


def _agree(made, *, coordinator):
    """One letter of intent that both have confirmed, and one that waits for the partner."""
    nordre, husflid = (Proposal.objects.get(pk=made[key].pk) for key in ("nordre", "husflid"))
    with days_ago(10, nordre, husflid):
        letter = make_letter(nordre, by=coordinator)
        confirm_letter(letter, side="municipality", by=coordinator)
        confirm_letter(make_letter(husflid, by=coordinator), side="municipality", by=coordinator)
    with days_ago(8, nordre):
        confirm_letter(letter, side="partner", by=nordre.proposer)


def _introduce(made, *, coordinator):
    """Two who have said that they want to meet, about a van."""
    need, offer = (
        Proposal.objects.get(pk=made[key].pk).current.resources.get(direction=way, kind="transport")
        for key, way in (("frivilligsentral", "needs"), ("nordre", "offers"))
    )
    introduction = introduce(need, offer, by=coordinator)
    answer_introduction(introduction, side="need", answer="yes", by=made["frivilligsentral"].proposer)
    answer_introduction(introduction, side="offer", answer="yes", by=made["nordre"].proposer)
