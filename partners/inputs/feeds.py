from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from partners.inputs.models import Answer, Input
from portal.text import plain_excerpt

LENGTH = 30


class AnswerFeed(Feed):
    """The municipality's latest answers to public input."""

    feed_type = Atom1Feed
    title = _("Input and answers")
    subtitle = _("The municipality's answers to input, newest first.")
    link = reverse_lazy("input_list")

    def items(self):
        public = Input.objects.public().with_words().order_by()
        return Answer.objects.filter(input__in=public).select_related("input").order_by("-at", "-pk")[:LENGTH]

    def item_title(self, answer):
        return f"{answer.get_status_display()}: {plain_excerpt(answer.input.words, 90)}"

    def item_description(self, answer):
        return plain_excerpt(answer.text, 1000)

    def item_link(self, answer):
        return answer.input.get_absolute_url()

    def item_guid(self, answer):
        return f"answer-{answer.pk}"

    item_guid_is_permalink = False

    def item_updateddate(self, answer):
        return answer.at

    def item_pubdate(self, answer):
        return answer.at
