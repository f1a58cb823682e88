"""Files of the pages, as production names them."""

import re

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from portal.storage import StaticFilesStorage


def test_script_that_others_import_is_named_the_same_everywhere(tmp_path):
    ours = FileSystemStorage(settings.BASE_DIR / "static")
    names = [f"js/{path.name}" for path in (settings.BASE_DIR / "static" / "js").glob("*.js")]
    storage = StaticFilesStorage(location=tmp_path, base_url="/static/")
    for name in names:
        with ours.open(name) as script:
            storage.save(name, script)

    list(storage.post_process({name: (storage, name) for name in names}))

    imports = {
        imported
        for name in names
        for imported in re.findall(
            r"""(?:from|import\()\s*["']\./(.+?)["']""", (tmp_path / storage.hashed_files[name]).read_text()
        )
    }
    assert imports and {f"js/{name}" for name in imports} <= set(storage.hashed_files.values())
