"""Facts about the languages: Chinese is complete, said once, and keeps every placeholder."""

import pytest
from babel.messages.catalog import Catalog

from config.translations import Text, _texts_in, find_troubles, read_catalogues


def catalogue(*entries, fuzzy=False):
    made = Catalog(locale="zh_Hans")
    for msgid, chinese in entries:
        made.add(msgid, chinese, flags=["fuzzy"] if fuzzy else [])
    return made


def troubles_of(**catalogues):
    return [trouble for trouble in find_troubles(catalogues) if "planted" in trouble]


def test_every_text_has_its_chinese():
    assert list(find_troubles(read_catalogues())) == []


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([("planted", "")], "no Chinese"),
        ([("planted %(name)s", "种下")], "placeholders"),
        ([("planted", "种下 {name}")], "placeholders"),
        ([(("planted %(n)s", "planteds %(n)s"), ("种下",))], "placeholders"),
    ],
)
def test_a_planted_slip_is_found(entries, said):
    (trouble,) = troubles_of(access=catalogue(*entries))
    assert said in trouble


def test_a_doubtful_text_is_found():
    (trouble,) = troubles_of(access=catalogue(("planted", "种下"), fuzzy=True))
    assert "fuzzy" in trouble


def test_a_text_that_two_apps_translate_is_found():
    both = catalogue(("planted", "种下"))
    (trouble,) = troubles_of(access=both, customers=both)
    assert "2 catalogues" in trouble


def test_texts_are_read_with_their_context_and_first_form():
    source = "_('one'); pgettext_lazy('where', 'two'); ngettext('three', 'threes', n)"
    assert set(_texts_in(source)) == {Text("one"), Text("two", "where"), Text("three")}
