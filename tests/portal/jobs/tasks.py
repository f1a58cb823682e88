from django_tasks import task

from portal.mail import outbox


@task()
def remember(word):
    """Leaves a trace that the test can see from another process."""
    outbox.write("test.kind", to="kari@example.no", data={"word": word}, dedupe_key=f"task:{word}")
