"""Forms forgive stray marks, and say plainly what is wrong and where."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import DateField, IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice

from portal.web import forms


class Visit(forms.Form):
    """Something to fill in."""

    title = StringField(filters=[forms.tidy], validators=[forms.required(), forms.length(least=5, most=20)])
    kind = RadioField(
        choices=[SelectChoice("tip", "Tip"), SelectChoice("other", "Other")], validators=[forms.required()]
    )
    groups = forms.CheckboxesField(choices=[SelectChoice("all", "All")])
    email = StringField(filters=[forms.tidy], validators=[forms.optional(), forms.email()])
    starts = DateField(validators=[forms.required()])
    ends = DateField(validators=[forms.optional(), forms.not_before("starts")])
    people = IntegerField(validators=[forms.optional(), forms.between(least=1, most=10)])


GOOD = {"title": "Lekparken", "kind": "tip", "starts": "2026-12-03"}


def faults(app: Flask, **answers: str) -> dict[str, str]:
    with app.test_request_context("/en/", method="POST"):
        form = Visit(formdata=MultiDict(GOOD | answers))
        form.validate()
        return dict(form.faults())


def test_a_good_answer_has_no_faults(bare: Flask) -> None:
    assert faults(bare, ends="2026-12-03", email="asha@example.org", people="3") == {}


@pytest.mark.parametrize(
    ("answers", "target", "said"),
    [
        ({"title": ""}, "title", "Answer this question"),
        ({"title": " \u200b\u202e\x00 "}, "title", "Answer this question"),
        ({"title": "Hej"}, "title", "at least 5 characters"),
        ({"title": "x" * 21}, "title", "1 character too long"),
        ({"kind": ""}, "kind-0", "Answer this question"),
        ({"kind": "forged"}, "kind-0", "Choose one of the answers"),
        ({"groups": "forged"}, "groups-0", "Choose among the answers"),
        ({"email": "asha(at)example"}, "email", "name@example.org"),
        ({"starts": "2026-02-30"}, "starts", "a day that exists"),
        ({"ends": "2026-12-02"}, "ends", "must not come before"),
        ({"people": "eleven"}, "people", "whole number"),
        ({"people": "11"}, "people", "from 1 to 10"),
    ],
)
def test_a_bad_answer_is_explained_at_its_field(bare: Flask, answers: dict[str, str], target: str, said: str) -> None:
    found = faults(bare, **answers)
    assert list(found) == [target]
    assert said in found[target]


def test_text_is_tidied_but_not_changed() -> None:
    assert forms.tidy("  A\u030arsta\r\nhej\u200f \x07då ") == "Årsta\nhej då"
    assert forms.tidy("می‌خواهم") == "می‌خواهم"
    assert forms.tidy(None) is None


def test_a_control_points_at_its_hint_and_its_error(bare: Flask) -> None:
    with bare.test_request_context("/en/", method="POST"):
        form = Visit(formdata=MultiDict({}))
        form.title.description = "At most 20 characters"
        form.validate()
        drawn = forms.control(form.title)
    assert 'aria-describedby="title-hint title-error"' in drawn
    assert 'aria-invalid="true"' in drawn
