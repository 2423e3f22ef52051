"""A typed name that stands for a thing: one hit is the thing, several are a question, none is said."""

import pytest
from django import forms

from ground.words.asking import Hit, NamedField
from ground.words.columns import name_key

SHELF = {"Zephyr Systems": ["1", "2"], "Boreal": ["3"]}


class Ask(forms.Form):
    thing = NamedField(find=lambda name: [Hit(key, f"{name} of {key}", int(key)) for key in SHELF.get(name, [])])


def test_one_hit_is_the_thing():
    form = Ask({"thing": "Boreal"})
    assert form.is_valid()
    assert form.cleaned_data == {"thing": 3}
    assert "select" not in form["thing"].as_widget()


@pytest.mark.parametrize("which", ["", "9", "3"])
def test_several_are_a_question_which_keeps_what_was_typed(which):
    form = Ask({"thing": "Zephyr Systems", "thing_which": which})
    assert form.errors == {"thing": ["Several go by this name. Choose which one you mean."]}
    drawn = form["thing"].as_widget()
    assert 'value="Zephyr Systems"' in drawn
    assert '<option value="1">Zephyr Systems of 1</option><option value="2">Zephyr Systems of 2</option>' in drawn
    assert '<label for="id_thing_which">Which one do you mean?</label>' in drawn


def test_the_answer_is_the_thing_and_stays_drawn():
    form = Ask({"thing": "Zephyr Systems", "thing_which": "2"})
    assert form.is_valid()
    assert form.cleaned_data == {"thing": 2}
    assert '<option value="2" selected>' in form["thing"].as_widget()


def test_none_and_nothing():
    assert Ask({"thing": "Nobody"}).errors == {"thing": ["Nothing here is called “Nobody”."]}
    assert Ask({"thing": " "}).errors == {"thing": ["This field is required."]}


def test_labels_are_words_and_no_markup():
    class Sly(forms.Form):
        thing = NamedField(find=lambda name: [Hit(key, "<b>x</b>", key) for key in "12"])

    form = Sly({"thing": "x"})
    assert not form.is_valid()
    assert "&lt;b&gt;x&lt;/b&gt;" in form["thing"].as_widget()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zéphyr  SYSTEMS ", "zephyr systems"),
        ("Møller & Søn", "moller & son"),
        ("Straße 7", "STRASSE 7"),
        ("上海", "上海"),
    ],
)
def test_names_that_are_one_to_a_person_have_one_key(one, other):
    assert name_key(one) == name_key(other)
