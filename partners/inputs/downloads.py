"""What is fetched from an input: its files."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from partners.inputs.models import Input, InputFile
from partners.inputs.rules import may_read_files
from portal.files import handed_out


@require_safe
def input_file(request, pk, file_pk):
    """A file, to who may read the input and its words."""
    input = get_object_or_404(Input.objects.visible_to(request.user).defer("search"), pk=pk)
    if not may_read_files(request.user, input):
        raise Http404
    return handed_out(get_object_or_404(InputFile, pk=file_pk, input=input))
