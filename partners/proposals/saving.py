"""A page of the draft, saved: what is the writer's own goes in, what somebody else has changed comes back."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction

from partners.proposals.attaching import set_readers
from partners.proposals.content import FACTS
from partners.proposals.draft_form import seen_name
from partners.proposals.drafting import Text, held, locked, save_resources, save_roles, save_texts
from partners.proposals.forms import DEVELOPER, PARTICIPANT
from partners.proposals.models import Offer, Resource
from partners.proposals.parts import token_of
from partners.proposals.reading import with_content

MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass
class Saved:
    """What came of it: the form as it is to be shown, the parts that were saved, and those in conflict."""

    form: object
    saved: dict = field(default_factory=dict)
    conflicts: dict = field(default_factory=dict)
    # Parts whose two texts the writer wants to work together.
    to_edit: list = field(default_factory=list)

    @property
    def is_done(self):
        return not (self.conflicts or self.to_edit or self.form.errors)


@transaction.atomic
def save_page(proposal, form_class, data, files=None, *, by):
    """Save what the writer has changed on a page, under the lock of the proposal. Raises `Frozen`.

    A part with an error is not saved, and neither is one that somebody else has changed since it was shown,
    until the writer has chosen.
    """
    proposal = locked(proposal)
    version = with_content(held(proposal))
    form = form_class(data, files, version=version)
    form.is_valid()
    outcome = Saved(form)
    changed = {}
    for part in form.parts.values():
        _sort(part, form, outcome, changed)
    _write(proposal, form, changed, by=by)
    for key, values in changed.items():
        outcome.saved[key] = token_of(values)
        form.put(seen_name(form.parts[key]), outcome.saved[key])
    return outcome


def _sort(part, form, outcome, changed):
    """Put the part where it belongs: unchanged, changed by the writer, or in conflict."""
    if not form.was_sent(part):
        form.show(part)
        return
    mine = form.values_of(part)
    if mine is None:
        return
    seen, choice = form.data[seen_name(part)], form.data.get(f"{part.key}_choice")
    is_open = f"{part.key}_open" in form.data
    if token_of(mine) in (part.token, seen) and not is_open:
        form.show(part)
    elif seen != part.token or (is_open and choice not in (MINE, THEIRS, BOTH)):
        outcome.conflicts[part.key] = form.conflicts[part.key] = conflict_of(part, form, mine)
        form.put(seen_name(part), part.token)
    elif choice == THEIRS:
        form.show(part)
    elif choice == BOTH and part.text:
        form.put(part.text, "\n\n".join(filter(None, (mine[part.text], part.standing[part.text]))))
        outcome.to_edit.append(part.key)
    else:
        changed[part.key] = mine


@dataclass(frozen=True)
class Conflict:
    """A part that two have changed: what each of them wants it to say, and who the other is."""

    part: object
    mine: str
    theirs: str
    # What stands, by field, as the fields show it.
    values: dict


def conflict_of(part, form, mine):
    values = {name: form.shown(name, value) for name, value in part.initial.items()}
    return Conflict(part, mine=form.told(part, mine), theirs=form.told(part, part.standing), values=values)


def _write(proposal, form, changed, *, by):
    """Save the changed values, by key, each where it lives."""
    kinds = {part.kind: {} for part in form.parts.values()}
    for key, values in changed.items():
        kinds[form.parts[key].kind][key] = values
    version = form.version
    if passages := kinds.get("passage"):
        save_texts(proposal, texts=[_text(form.parts[key], each) for key, each in passages.items()], by=by)
    if facts := kinds.get("facts", {}) | kinds.get("offer", {}):
        save_roles(proposal, seen=version.revision, by=by, **_facts(version, facts))
    if wanted := kinds.get("resource"):
        save_resources(proposal, seen=version.revision, by=by, resources=_resources(form, wanted))
    if files := kinds.get("file"):
        readers = {
            form.parts[key].row.pk: (values[f"{key}_readers"], values[f"{key}_secret"])
            for key, values in files.items()
        }
        set_readers(proposal, readers=readers)


def _text(part, values):
    return Text(
        key=part.key,
        text=values[part.text],
        visibility=values[part.visibility],
        is_secret=values[part.secret],
        seen=part.row.revision if part.row else 0,
    )


def _facts(version, changed):
    """All that `save_roles` needs: the changed values in the place of those that stand."""
    facts = {name: getattr(version, name) for name in FACTS}
    offers = {offer.role_id: offer for offer in version.offers.all()}
    if choice := changed.get("choice"):
        facts["as_developer"] = DEVELOPER in choice["takes_part"]
        facts["as_participant"] = PARTICIPANT in choice["takes_part"]
        facts["idea"] = choice["idea"]
        offers = {pk: offers.get(pk) or Offer(role_id=pk) for pk in map(int, choice["roles"])}
    if period := changed.get("period"):
        facts |= {name: date.fromisoformat(day) if day else None for name, day in period.items()}
    for pk, offer in offers.items():
        if values := changed.get(f"role_{pk}"):
            amount = values[f"role_{pk}"]
            offer.amount = Decimal(amount) if amount else None
            offer.part, offer.visibility = values[f"role_{pk}_part"], values[f"role_{pk}_readers"]
    return facts | {"offers": list(offers.values())}


def _resources(form, changed):
    """All rows, for all are saved together."""
    rows = []
    for part in form.of_kind("resource"):
        text = changed.get(part.key, part.standing)[part.key]
        rows.append(Resource(direction=part.row.direction, kind=part.row.kind, text=text))
    return rows
