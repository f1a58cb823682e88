"""One's own input: on «My page», in the copy of one's data, and when a person moves or is erased."""

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.inputs.models import Answer, Input, Remark, StatusChange
from partners.inputs.rules import may_answer
from partners.people.activity import active_at
from partners.people.erasing import erases, stays
from partners.people.moving import moves
from partners.people.reach import Line, Part, ability, reaches
from partners.people.sections import my_section
from partners.people.telling import Chapter, Fact, facts_of, leaves_out, tells
from portal.pagecache import forget_pages

SHOWN = 50

ability(gettext_lazy("Read, answer and hide all input"), may_answer)
active_at(
    Subquery(
        Input.objects.filter(giver__user=OuterRef("pk"))
        .order_by()
        .values("giver__user")
        .annotate(latest=Max("created_at"))
        .values("latest")
    )
)


@reaches(order=40)
def own_inputs(user):
    """How much input is theirs."""
    counts = Input.objects.filter(giver__user=user).aggregate(
        all=Count("pk"), answered=Count("pk", filter=Q(status__in=Input.ANSWERED))
    )
    lines = [
        Line(_("Input given"), str(counts["all"])),
        Line(_("Input answered by the municipality"), str(counts["answered"])),
    ]
    return Part(_("Own input"), lines)


@moves(Input)
def move_inputs(old, new):
    Input.objects.filter(giver=old).update(giver=new)


@my_section(order=30)
def my_inputs(request, person):
    """The latest one has said, hidden ones too, each with its answers."""
    if person is None:
        return None
    inputs = list(Input.objects.filter(giver=person).for_list().newest_first()[:SHOWN])
    return ("partners/inputs/_mine.html", {"inputs": inputs}) if inputs else None


@tells(Input, order=30)
def tell_of_inputs(subject):
    """All they have said, hidden ones too, with the answers."""
    inputs = Input.objects.filter(giver__in=subject.people).for_list().order_by("created_at", "pk")
    return Chapter("inputs", _("Your input"), [_facts_of_input(input) for input in inputs])


def _facts_of_input(input):
    said = facts_of(input, "created_at", "question_text", "text", "status", "visibility", "shown_as")
    answers = [
        {"at": answer.at, "status": answer.status, "text": answer.text} for answer in input.answers.all()
    ]
    return [
        Fact("page", _("About"), input.page.title),
        *said,
        *facts_of(input, "giver_name", "giver_organisation"),
        Fact("answers", _("Answer"), answers, "\n\n".join(answer["text"] for answer in answers)),
    ]


@erases(Input, order=20)
def let_go_of_inputs(subject):
    """What was said to the municipality is a case document and stays; who said it is not told any more.

    An organisation that it was said for stays too, unless it goes by the person's own name.
    """
    mine = Input.objects.filter(giver__in=subject.people)
    name = subject.user.name
    for_organisation = mine.filter(shown_as=Input.ShownAs.ORGANISATION)
    if name:
        for_organisation = for_organisation.exclude(giver_organisation__icontains=name)
    spared = list(for_organisation.values_list("pk", flat=True))
    mine.exclude(pk__in=spared).update(giver_organisation="")
    mine.update(giver_name="", giver=None)
    forget_pages()


BY_WHOM = "What the municipality decided, and who did it for the municipality: a case document."
for model in (Answer, StatusChange):
    leaves_out(model._meta.label, because=BY_WHOM)
    stays(model._meta.label, because=BY_WHOM)
leaves_out(Remark._meta.label, because="What those who work on a case write to each other about it.")


@erases(Remark, order=21)
def let_go_of_remarks(subject):
    """What was written about a case stays; who wrote it is not told any more, nor who worked on it."""
    Remark.objects.filter(by=subject.user).update(by=None)
    Input.objects.filter(assignee=subject.user).update(assignee=None)
