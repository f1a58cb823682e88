"""One's own input: on «My page», in the copy of one's data, and when a person moves or is erased."""

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.inputs.attaching import erase_files
from partners.inputs.drafts import AnswerDraft
from partners.inputs.models import Answer, Input, InputFile, Remark, StatusChange
from partners.inputs.rules import may_answer
from partners.inputs.saved_filters import SavedFilter
from partners.people.activity import active_at
from partners.people.erasing import erases, stays, warns
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


@tells(Input, InputFile, order=30)
def tell_of_inputs(subject):
    """All they have said, hidden ones too, with the answers and the files."""
    inputs = Input.objects.filter(giver__in=subject.people).for_list().order_by("created_at", "pk")
    inputs = list(inputs.prefetch_related("files"))
    files = [
        (f"{input.pk}-{file.pk}-{file.name}", file.content())
        for input in inputs
        for file in input.files.all()
        if not file.erased_at
    ]
    return Chapter("inputs", _("Your input"), [_facts_of_input(input) for input in inputs], files)


def _facts_of_input(input):
    said = facts_of(
        input, "created_at", "question_text", "text", "waiting_text", "status", "visibility", "shown_as"
    )
    answers = [
        {"at": answer.at, "status": answer.status, "text": answer.text} for answer in input.answers.all()
    ]
    files = [
        {"name": file.name, "type": file.content_type, "size": file.size, "erased_at": file.erased_at}
        for file in input.files.all()
    ]
    told = [file.name and f"{file.name} ({file.told})" or file.told for file in input.files.all()]
    return [
        Fact("page", _("About"), input.page.title),
        *said,
        Fact("files", _("Attachments"), files, "\n".join(told)),
        *facts_of(input, "giver_name", "giver_organisation"),
        Fact("answers", _("Answer"), answers, "\n\n".join(answer["text"] for answer in answers)),
    ]


@erases(Input, InputFile, order=20)
def let_go_of_inputs(subject):
    """What was said to the municipality is a case document and stays; who said it is not told any more.

    An organisation that it was said for stays too, unless it goes by the person's own name. Files are
    deleted, since nobody can take a person out of them; that there were some stays.
    """
    erase_files(InputFile.objects.filter(input__giver__in=subject.people))
    mine = Input.objects.filter(giver__in=subject.people)
    name = subject.user.name
    for_organisation = mine.filter(shown_as=Input.ShownAs.ORGANISATION)
    if name:
        for_organisation = for_organisation.exclude(giver_organisation__icontains=name)
    spared = list(for_organisation.values_list("pk", flat=True))
    mine.exclude(pk__in=spared).update(giver_organisation="")
    mine.update(is_forgotten=True, giver_name="", giver=None)
    forget_pages()


@warns
def tell_of_files_that_go(user):
    """That attachments go, unlike the words. One query."""
    if InputFile.objects.filter(input__giver__user=user, erased_at=None).exists():
        return [_("Files that you have attached to input are deleted. That there were some stays.")]
    return []


BY_WHOM = "What the municipality decided, and who did it for the municipality: a case document."
for model in (Answer, StatusChange):
    leaves_out(model._meta.label, because=BY_WHOM)
    stays(model._meta.label, because=BY_WHOM)
leaves_out(Remark._meta.label, because="What those who work on a case write to each other about it.")


leaves_out(AnswerDraft._meta.label, because="An answer that the municipality has not given: its own work.")


@erases(Remark, AnswerDraft, order=21)
def let_go_of_remarks(subject):
    """What was written about a case stays; who wrote it is not told any more, nor who worked on it."""
    Remark.objects.filter(by=subject.user).update(by=None)
    for field in ("by", "returned_by", "closed_by"):
        AnswerDraft.objects.filter(**{field: subject.user}).update(**{field: None})
    Input.objects.filter(assignee=subject.user).update(assignee=None)


@tells(SavedFilter, order=34)
def tell_of_filters(subject):
    """What they have saved of filters at the desk."""
    saved = SavedFilter.objects.filter(owner=subject.user)
    rows = [facts_of(each, "name", "is_shared", "saved_at") for each in saved]
    return Chapter("filters", _("Your saved filters"), rows)


@erases(SavedFilter, order=22)
def let_go_of_filters(subject):
    """What the desk shares stays with the desk; one's own goes."""
    saved = SavedFilter.objects.filter(owner=subject.user)
    saved.filter(is_shared=True).update(owner=None)
    saved.filter(is_shared=False).delete()
