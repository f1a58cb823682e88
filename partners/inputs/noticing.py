"""What givers of input are told in the portal; letters of their own go to each of them."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.inputs.models import Answer, Input
from partners.inputs.sections import told_of_answers
from partners.notices.actions import notify
from partners.notices.kinds import Weight, Words, notice_kind

ANSWERED = "inputs.answered"
EXCERPT = 160


@told_of_answers
def notify_of_answer(answer):
    """Tell the giver, if they have an account."""
    giver = answer.input.giver
    if giver and giver.user:
        notify(
            [giver.user],
            kind=ANSWERED,
            about=f"input:{answer.input_id}",
            key=answer.pk,
            data={"answer": answer.pk},
            group=f"{ANSWERED}:{answer.input_id}",
        )


def answers_for(user, notices):
    """{primary key of the notice: answer} of those whose input `user` may read. One query."""
    wanted = {notice.data["answer"]: notice.pk for notice in notices}
    answers = Answer.objects.filter(pk__in=wanted, input__in=Input.objects.visible_to(user))
    return {wanted[answer.pk]: answer for answer in answers.select_related("input").defer("input__search")}


def tell_of_answers(user, notices):
    return {
        pk: Words(
            title=_("The municipality has answered: %(beginning)s")
            % {"beginning": Truncator(answer.input.words).chars(60)},
            url=answer.input.get_absolute_url(),
            excerpt=Truncator(answer.text).chars(EXCERPT),
            why=_("You gave this input."),
        )
        for pk, answer in answers_for(user, notices).items()
    }


notice_kind(
    ANSWERED,
    label=gettext_lazy("Answers to your input"),
    tell=tell_of_answers,
    weight=Weight.DIRECT,
    by_mail=False,
    icon="check-circle",
)
