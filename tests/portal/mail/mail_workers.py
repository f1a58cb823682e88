"""Mail workers for the crash test. Run as a program: each line of input starts one more and prints its pid.

The variant `product` delivers as the worker does. `marks-first` is the control: it marks a letter sent before
it hands it over, as somebody would who wanted no letter twice.
"""

import os
import signal
import sys
import threading

import django
from django.conf import settings

POLL_SECONDS = 0.05


def product():
    from portal.mail.delivery import deliver_round

    deliver_round()


def marks_first():
    from portal.mail import delivery, kinds
    from portal.mail.message import build
    from portal.mail.models import Letter
    from portal.mail.smtp import Session

    with Session() as session:
        session.ready()
        while (letter := delivery.claim()) is not None:
            rendered = kinds.render(letter)
            Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT)
            session.send(build(letter, rendered), letter.to)


def work(turn):
    while True:
        turn()
        threading.Event().wait(POLL_SECONDS)


def main(variant, smtp_url):
    django.setup()
    settings.SMTP_URL = smtp_url
    settings.SMTP_TIMEOUT = 60
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    turn = {"product": product, "marks-first": marks_first}[variant]
    for _line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            work(turn)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
