import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.markdown import ATTRIBUTES, TAGS, light_html, light_text
from tests.xss import CORPUS, Elements


def must_be_harmless(html):
    assert "<!" not in html
    for tag, attributes in Elements(html).found:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
        address = attributes.get("href", "https:")
        assert address.startswith(("https:", "http:", "mailto:")), address
        if tag == "a" and "href" in attributes:
            assert attributes["rel"] == "nofollow ugc noopener"


@pytest.mark.parametrize("trick", CORPUS)
def test_no_trick_leaves_anything_that_runs(trick):
    must_be_harmless(light_html(trick))
    must_be_harmless(light_html(f"Før {trick} etter\n\n{trick}\n\n- {trick}"))


@given(st.text(alphabet=st.sampled_from("<>\"'`&;:/\\[]()!#*_-+.=\n\t 1aAjsx"), max_size=60))
def test_nothing_that_can_be_typed_leaves_anything_that_runs(text):
    must_be_harmless(light_html(text))


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Hei **der**\nny", '<p dir="auto">Hei <strong>der</strong><br>\nny</p>'),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("# Stor\n\n### Liten", '<h4 dir="auto">Stor</h4>\n<h6 dir="auto">Liten</h6>'),
        ("> sitat", '<blockquote>\n<p dir="auto">sitat</p>\n</blockquote>'),
        (
            "[ord](https://a.no 'tittel')",
            '<p dir="auto"><a href="https://a.no" rel="nofollow ugc noopener">ord</a></p>',
        ),
        (
            "Se https://a.no.",
            '<p dir="auto">Se <a href="https://a.no" rel="nofollow ugc noopener">https://a.no</a>.</p>',
        ),
        (
            "[https://a.no](https://b.no)",
            '<p dir="auto"><a href="https://b.no" rel="nofollow ugc noopener">https://a.no</a></p>',
        ),
        ("a < b & c", '<p dir="auto">a &lt; b &amp; c</p>'),
        ("5 * 3 * 2", '<p dir="auto">5 * 3 * 2</p>'),
    ],
)
def test_what_it_makes_of_light_markdown(source, html):
    assert light_html(source) == html


def test_pictures_are_links_at_most():
    assert "<img" not in light_html("![spor](https://tracker.example/x.png)")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Hei **der**, *du*\nog `alle`", "Hei der, du\nog alle"),
        ("# Stor\n\n- a\n- [ord](https://a.no)", "Stor\na\nord"),
        ("> sitat\n\n5 \\* 3 * 2 &amp; <b>", "sitat\n5 * 3 * 2 & <b>"),
        ("", ""),
    ],
)
def test_words_are_without_the_signs(source, words):
    assert light_text(source) == words


@given(st.text(alphabet=st.sampled_from("<>\"'`&;:/\\[]()!#*_-+.=\n\t 1aAjsx"), max_size=60))
def test_words_of_anything_that_can_be_typed_are_text(text):
    assert isinstance(light_text(text), str)
