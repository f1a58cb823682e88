"""The checks that every page passes can fail: each on a page that is wrong in one way."""

import pytest

from tests.accessibility import Listener, assert_accessible

GOOD = """<!doctype html><html lang="nb"><head><title>Side</title></head>
<body><main><h1>Side</h1>{}</main></body></html>"""


@pytest.mark.parametrize(
    ("wrong", "trouble"),
    [
        ('<img src="data:,">', "image-alt"),
        ('<p style="color: #aaa; background: #fff">Svakt</p>', "color-contrast"),
        ('<label>Navn</label><input name="name">', "label"),
        ("<h1>Enda en</h1>", "one h1"),
        ('<div style="width: 200vw">Bred</div>', "wider than the window"),
    ],
)
def test_accessibility_check_can_fail(page, wrong, trouble):
    page.set_content(GOOD.format(wrong))

    with pytest.raises(AssertionError, match=trouble):
        assert_accessible(page)


def test_accessibility_check_can_pass(page):
    page.set_content(GOOD.format(""))

    assert_accessible(page)


@pytest.mark.parametrize(
    "element",
    [
        '<img src="{}" alt="">',
        '<script src="{}"></script>',
        '<link rel="stylesheet" href="{}">',
        '<iframe src="{}" title="Film"></iframe>',
    ],
)
def test_a_request_to_a_stranger_is_heard(page, element):
    stranger = "http://127.0.0.1:9/teller"
    listener = Listener(page, "http://127.0.0.1:8000")

    page.set_content(GOOD.format(element.format(stranger)))
    page.wait_for_timeout(200)

    assert listener.strangers == [stranger]


def test_the_site_itself_is_no_stranger(page):
    listener = Listener(page, "http://127.0.0.1:9")

    page.set_content(GOOD.format('<img src="http://127.0.0.1:9/bilde" alt=""><img src="data:," alt="">'))
    page.wait_for_timeout(200)

    assert "http://127.0.0.1:9/bilde" in listener.asked
    assert listener.strangers == []
