"""The files of inputs that the table of permissions asks for, in each state of the input."""

from django.utils import timezone

from partners.inputs.attaching import attach, erase_files
from partners.inputs.models import Input
from tests.factories import InputFactory, UserFactory
from tests.uploads import upload


def inputs_world():
    """Arguments for the rows about files of inputs."""
    inputs = {
        "public": InputFactory(),
        "for partners": InputFactory(visibility=Input.Visibility.PARTNERS),
        "for the municipality": InputFactory(visibility=Input.Visibility.MUNICIPALITY),
        "hidden": InputFactory(status=Input.Status.HIDDEN),
        "withdrawn": InputFactory(withdrawn_at=timezone.now()),
        "erased": InputFactory(),
    }
    for input in inputs.values():
        attach(input, [upload()], by=UserFactory())
    erase_files(inputs["erased"].files.all())
    return {f"input_file ({state})": [input.pk, input.files.get().pk] for state, input in inputs.items()}
