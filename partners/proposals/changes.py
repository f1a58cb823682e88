"""What is new in a version, word by word."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partners.proposals.models import Passage, Resource
from partners.proposals.reading import ORDER, amount_told, part_told, readers_told
from portal.differences import compare


@dataclass(frozen=True)
class Change:
    """One thing that a version says differently: the `pieces` of its words, and its readers if changed."""

    label: str
    pieces: list
    readers_before: str = ""
    readers: str = ""


def changes_between(before, after):
    """What `after` says otherwise than `before`, two versions `with_content`, in the order of the page."""
    old, new = _said(before), _said(after)
    changes = []
    for key in [*new, *(key for key in old if key not in new)]:
        label, text, readers = new.get(key) or (old[key][0], "", "")
        _label, text_before, readers_before = old.get(key) or ("", "", "")
        if text == text_before and readers == readers_before:
            continue
        other = (
            (readers_before, readers)
            if readers and readers_before and readers != readers_before
            else ("", "")
        )
        changes.append(Change(label, compare(text_before, text), *other))
    return changes


def _said(version):
    """Everything that a version says: by key its label, its words and its readers."""
    ways = {"as_developer": _("Development partner"), "as_participant": _("Participant in the final concept")}
    said = {"parts": (_("Takes part as"), ", ".join(ways[way] for way in ways if getattr(version, way)), "")}
    if version.idea:
        said["idea"] = (_("An idea for another role"), version.idea, "")
    for offer in version.offers.all():
        words = " · ".join(filter(None, (amount_told(offer), part_told(offer))))
        said[f"offer {offer.role_id}"] = (str(offer.role), words, readers_told(offer))
    if period := period_told(version):
        said["period"] = (_("Period"), period, "")
    for passage in sorted(version.passages.all(), key=lambda each: ORDER[each.key]):
        said[passage.key] = (str(Passage.Key(passage.key).label), passage.text, readers_told(passage))
    for each in version.resources.all():
        label = f"{Resource.Direction(each.direction).label}: {Resource.Kind(each.kind).label}"
        said[f"resource {each.direction} {each.kind}"] = (label, each.text, "")
    for file in version.attachments.all():
        said[f"file {file.sha256}"] = (_("Attachment"), file.name, readers_told(file))
    return {key: each for key, each in said.items() if each[1]}


def period_told(version):
    """«From … until …», as far as it is said."""
    starts, ends = (day and date_format(day) for day in (version.starts, version.ends))
    if starts and ends:
        return _("From %(starts)s until %(ends)s") % {"starts": starts, "ends": ends}
    if starts:
        return _("From %(starts)s") % {"starts": starts}
    return _("Until %(ends)s") % {"ends": ends} if ends else ""
