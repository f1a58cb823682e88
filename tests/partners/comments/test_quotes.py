import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.comments.quotes import Quote, find_quote, flat

TEXT = "Vi låner ut ski. Om vinteren låner vi ut ski til alle, og ski til lag."


def test_white_space_makes_no_difference():
    assert find_quote(Quote("ut\n  ski"), "Vi låner\tut ski.") == Quote("ut ski", "Vi låner", ".")


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("Vi låner ut", ". Om vinteren", "Vi låner ut"),
        ("låner vi ut", "til alle", "vinteren låner vi ut"),
        ("alle, og", "til lag", "ski til alle, og"),
    ],
)
def test_of_several_places_the_one_with_the_same_around_it_counts(before, after, found):
    assert find_quote(Quote("ski", before, after), TEXT).before.endswith(found)


def test_what_does_not_stand_there_is_not_found():
    assert find_quote(Quote("snøscooter"), TEXT) is None
    assert find_quote(Quote("  "), TEXT) is None
    assert find_quote(Quote("ski"), "") is None


@given(st.text(min_size=1), st.text(), st.text())
def test_any_part_of_a_text_is_found_in_it(words, before, after):
    text = f"{before} {words} {after}"

    found = find_quote(Quote(words, before, after), text)

    assert (found is None) == (not flat(words))
    if found:
        assert found.words == flat(words)
