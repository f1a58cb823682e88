"""Whatever is typed where and when: all copies come to the same text, and nothing typed is lost."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from partners.minutes.errors import NotAnUpdate, TooLong
from partners.minutes.replica import Replica, differences

WORDS = st.sampled_from(["å", "😀", "Vedtak: ", "\n", "ord ", "ß", "x"])
STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["insert", "delete", "send", "send twice", "fetch", "form"]),
        st.floats(0, 1),
        WORDS,
    ),
    max_size=40,
)


class Server:
    """As `writing` does it, without rows: keeps what fits, once each."""

    def __init__(self):
        self.rows, self.ids = [], set()

    def take(self, client_id, content):
        if client_id not in self.ids and Replica(*self.rows).add(content) is not None:
            self.rows.append(content)
            self.ids.add(client_id)


class Page:
    """A browser's page: what it types waits until it is sent."""

    def __init__(self, number):
        self.number, self.doc, self.waiting, self.typed = number, Doc(), [], 0
        self.text = self.doc.get("text", type=Text)

    def change(self, change):
        before = self.doc.get_state()
        change()
        self.waiting.append((uuid.uuid4(), self.doc.get_update(before)))

    def place(self, part):
        letters = str(self.text)
        return len(letters[: int(part * len(letters))].encode())

    def insert(self, part, words):
        self.typed += 1
        marked = f"{words}<{self.number}.{self.typed}>"
        self.change(lambda: self.text.insert(self.place(part), marked))
        return f"<{self.number}.{self.typed}>"

    def delete(self, part):
        letters = str(self.text)
        at = int(part * len(letters))
        # Only words without a mark, so that every mark must be there at the end.
        if at < len(letters) and letters[at] in "å😀ßx":
            start = len(letters[:at].encode())

            def take():
                del self.text[start : start + len(letters[at].encode())]

            self.change(take)

    def send(self, server, times=1):
        for client_id, content in self.waiting:
            for _time in range(times):
                server.take(client_id, content)
        self.waiting = []

    def fetch(self, server):
        for row in server.rows:
            self.doc.apply_update(row)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_any_interleaving_converges_and_loses_no_insertion(steps):
    server, pages, marks = Server(), [Page(n) for n in range(3)], []
    forms = {}

    for number, what, part, words in steps:
        page = pages[number]
        if what == "insert":
            marks.append(page.insert(part, words))
        elif what == "delete":
            page.delete(part)
        elif what.startswith("send"):
            page.send(server, times=2 if what == "send twice" else 1)
        elif what == "fetch":
            page.fetch(server)
        else:
            # The form is opened now and saved later, when others have written.
            opened = forms.pop(number, None)
            if opened is None:
                forms[number] = Replica(*server.rows).state
                continue
            page.typed += 1
            marks.append(f"<{number}.{page.typed}>")
            old = str(Replica(opened))
            at = int(part * len(old))
            content = Replica(opened).rewritten(f"{old[:at]}{words}{marks[-1]}{old[at:]}")
            server.take(uuid.uuid4(), content)
    for page in pages:
        page.send(server)
    for page in pages:
        page.fetch(server)

    texts = {str(page.text) for page in pages} | {str(Replica(*server.rows))}
    assert len(texts) == 1
    text = texts.pop()
    # A mark may have somebody's words in its middle, but its letters are all there.
    assert len(text.replace("<", "")) == len(text) - len(marks)
    for sign in "0123456789.":
        assert text.count(sign) == "".join(marks).count(sign)


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 255))
def test_garbage_and_damaged_updates_are_refused_or_plain_text(garbage, at, byte):
    whole = bytearray(Replica().rewritten("Vedtak: Vi åpner på lørdager 😀"))
    whole[at % len(whole)] = byte

    for content in (garbage, bytes(whole)):
        replica = Replica()
        try:
            replica.add(content)
        except (NotAnUpdate, TooLong):
            continue
        assert isinstance(str(replica), str)
        Replica(replica.state)


@pytest.mark.parametrize("size", [2, 40_000])
def test_rewriting_everything_is_quick_enough(size):
    replica = Replica(Replica().rewritten("a\n" * (size // 2)))

    assert replica.rewritten("b\n" * (size // 2 + 1)) is not None


def test_thousands_of_lines_that_are_alike_are_one_change():
    old, new = "\n" * 30_000 + "a", "b" + "\n" * 29_000

    assert differences(old, new) == [(0, len(old), new)]
