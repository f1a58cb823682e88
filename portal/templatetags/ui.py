"""Tags of the design: icons, patchwork pictures, meters and form parts. Loaded in every template."""

import uuid
from datetime import date as Date
from functools import cache, lru_cache

from django import template
from django.template import defaultfilters
from django.template.loader import render_to_string
from django.utils.translation import get_language

from portal import forms, icons, patchwork

register = template.Library()


@register.simple_tag
def icon(name):
    """`{% icon "calendar" %}`: a decorative icon; the words beside it carry the meaning."""
    return icons.icon_svg(name)


@register.simple_tag
def icon_path(name):
    """An icon's drawing alone, for a `<symbol>` that many places use."""
    return icons.Svg(icons.path_of(name))


@register.simple_tag(name="assets")
@cache
def assets_tag(palette):
    """`{% assets programme.palette %}`: the links to style, type and script. A process keeps them."""
    return render_to_string("components/assets.html", {"palette": palette})


@register.simple_tag(name="patchwork")
def patchwork_tag(**options):
    """`{% patchwork seed="about" palette="blaa" columns=4 rows=2 icons="wrench scissors" class="…" %}`."""
    return patchwork.patchwork_svg(
        options.get("seed") or "hero",
        palette=options.get("palette") or "alle",
        columns=options.get("columns", 4),
        rows=options.get("rows", 2),
        icons=tuple((options.get("icons") or "").split()),
        css_class=str(options.get("class", "")),
    )


@register.simple_tag
def new_uuid():
    """A key for one press of a button, so that sending it twice is harmless."""
    return uuid.uuid4()


@register.inclusion_tag("components/meter.html")
def meter(percent, label=""):
    """`{% meter 70 "Seats taken" %}`: a bar filled by 0 to 100 per cent; decorative without a label."""
    return {"percent": max(0, min(100, round(percent))), "label": label}


@register.filter(expects_localtime=True)
def date(value, format=None):
    """Django's `date`, which a process need not put into the same words twice: dates stand in every list."""
    if not isinstance(value, Date):
        return defaultfilters.date(value, format)
    # The same moment in two zones is equal, and so are the two hours when clocks are set back.
    clock = getattr(value, "tzinfo", None), getattr(value, "fold", 0)
    return _in_words(value, format, clock, get_language())


@lru_cache(maxsize=2_000)
def _in_words(value, format, _clock, _language):
    return defaultfilters.date(value, format)


@register.filter
def error_links(form):
    """What the error summary lists: one message and the id of the field to go to, for each error."""
    return forms.error_links(form)


@register.filter
def dressed(form):
    """A form made elsewhere, wearing our markup when its fields are rendered."""
    return forms.dress(form)
