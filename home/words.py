"""What a block of a page's text says, as plain text: for comparing it, quoting it and naming it.

The words are the editors' own and nothing else, so they are the same in whatever language they are read.
"""

import html
import re
from uuid import UUID

from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from portal.text import clean_text, plain_excerpt

LABEL_LENGTH = 70
ENDS = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br\s*/?>")


def block_id(child):
    """What a block is known by, whatever becomes of its words; None for one without a proper id."""
    try:
        return UUID(str(child.id))
    except ValueError:
        return None


def label_of(child):
    """The beginning of what a block says; the name of its kind when it says nothing."""
    return plain_excerpt(words_of(child), LABEL_LENGTH) or str(child.block.label)


def words_of(child):
    """The words of one block of a stream, a line for each part of it; empty for one without any."""
    return clean_text("\n".join(line for line in _lines(child.block, child.value) if line.strip()))


def _lines(block, value):
    # A picture says nothing that can be quoted.
    if value is None or isinstance(block, ImageBlock):
        return
    if isinstance(block, blocks.StructBlock):
        for name, part in block.child_blocks.items():
            yield from _lines(part, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for each in value:
            yield from _lines(block.child_block, each)
    elif isinstance(block, blocks.RichTextBlock):
        yield html.unescape(strip_tags(ENDS.sub("\n", value.source)))
    elif isinstance(block, DocumentChooserBlock):
        yield value.title
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield value
