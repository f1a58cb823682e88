"""A screen with a board on it, as the page's script keeps it: what it shows is made of what it was told."""

import json
import re

from portal.live.log import numbers_of, read_since
from workshops.boards.live import BOARD, as_everyone_sees
from workshops.boards.models import Board
from workshops.boards.reading import picture_of


def as_told(note):
    return as_everyone_sees(note)["html"]


class Screen:
    """`lists`: notes by their list; `clusters`: those of a column; `numbers`: of notes that are private."""

    def __init__(self, board, participant=None):
        self.board = board
        self.participant = participant
        self.answers = []
        self.come_in()

    def come_in(self):
        """The page is loaded: its number is read before what it shows."""
        self.number = numbers_of([BOARD.room(self.board.pk)]).get(BOARD.room(self.board.pk), 0)
        self.fetch()

    def fetch(self):
        """The picture as it is now, which may be later than what the screen has been told."""
        board = Board.objects.get(pk=self.board.pk)
        picture = picture_of(board, participant=self.participant)
        self.is_private = not board.shows_notes
        self.lists, self.clusters, self.numbers = {}, {}, {}
        self.put_early = set()
        for column in picture.columns:
            key = column.thing.pk
            self.lists[f"c{key}"] = {note.pk: as_told(note) for note in column.notes}
            self.clusters[key] = {pile.thing.pk: (str(pile.thing), pile.dots) for pile in column.clusters}
            for pile in column.clusters:
                self.lists[f"k{pile.thing.pk}"] = {note.pk: as_told(note) for note in pile.notes}
            self.numbers[key] = column.unseen + self._own_in(key)

    def catch_up(self):
        missed = read_since(BOARD.room(self.board.pk), self.number)
        for told in missed.changes:
            self.hear(**json.loads(told.bodies["nb"]))
        self.number = missed.number
        if missed.is_lost:
            self.fetch()

    def hear(self, what, number=None, **change):
        """One change, from the table or from a socket, which says its number."""
        HANDLERS[what](self, **change)

    def hear_answers(self):
        """What the server said to notes that were written here; pushes may have come before it, or not."""
        for answer in self.answers:
            if not self._list_with(answer["id"]):
                self._put(answer["id"], answer["list"], answer["html"])
                self.put_early.add(answer["id"])
        self.answers.clear()

    def shown(self):
        """What somebody sees, in its order."""
        unseen = {key: self.numbers[key] - self._own_in(key) for key in self.numbers}
        return (
            {name: list(notes.items()) for name, notes in self.lists.items()},
            {column: list(clusters.items()) for column, clusters in self.clusters.items()},
            unseen if self.is_private else {},
        )

    # What is told, as `static/js/board.js` takes it.

    def put_note(self, id, list, html):
        if id in self.put_early:
            self.put_early.discard(id)
            self.take_away(id)
        self._put(id, list, html)

    def take_away(self, id):
        if name := self._list_with(id):
            del self.lists[name][id]

    def put_order(self, lists):
        for name, keys in lists.items():
            if name in self.lists:
                told = {key: self.lists[found].pop(key) for key in keys if (found := self._list_with(key))}
                self.lists[name] = told | self.lists[name]

    def put_cluster(self, id, column, name, html):
        label = name or re.search(r"data-cluster-name>([^<]*)<", html)[1]
        known = self.clusters[column].get(id)
        self.clusters[column][id] = (label, known[1] if known else None)
        self.lists.setdefault(f"k{id}", {})

    def put_number(self, column, count):
        self.numbers[column] = count

    def _put(self, id, place, html):
        if place not in self.lists:
            return
        if (before := self._list_with(id)) and before != place:
            del self.lists[before][id]
        self.lists[place][id] = html

    def _list_with(self, id):
        return next((name for name, notes in self.lists.items() if id in notes), None)

    def _own_in(self, column):
        names = [f"c{column}", *(f"k{key}" for key in self.clusters[column])]
        return sum(len(self.lists[name]) for name in names)


HANDLERS = {
    "note": Screen.put_note,
    "gone": Screen.take_away,
    "order": Screen.put_order,
    "cluster": Screen.put_cluster,
    "number": Screen.put_number,
    "board": Screen.fetch,
}
