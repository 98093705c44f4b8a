"""The components say what they mean: words beside marks, links that keep the address, fields tied to their words."""

from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from personnel.home import figures
from personnel.home.listing import Sorting
from personnel.home.marks import MARKS


def rendered(source: str, address: str = "/", **context: Any) -> str:
    """The template's text, with the components loaded and the address asked for."""
    request = RequestFactory().get(address)
    return Template("{% load components %}" + source).render(Context({"request": request, **context}))


class Registration(forms.Form):
    """A form of the tests."""

    number = forms.CharField(label="Number", help_text="six characters", max_length=6)
    day = forms.DateField(label="Day")
    duty = forms.ChoiceField(label="Duty", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    unit = forms.ChoiceField(label="Unit", choices=[("s", "South")])
    below = forms.BooleanField(label="Below too", required=False)


@pytest.mark.parametrize("kind", MARKS)
def test_a_badge_has_its_mark_and_its_word(kind: str) -> None:
    html = rendered("{% badge kind word %}", kind=kind, word="held")
    assert f'<i class="mk {MARKS[kind].shape}"></i>held' in html


def test_a_badge_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="word"):
        rendered("{% badge 'done' '' %}")


def test_an_unknown_meaning_is_refused() -> None:
    with pytest.raises(ValueError, match="no mark means"):
        rendered("{% badge 'red' 'word' %}")


def test_one_shape_has_one_meaning() -> None:
    assert len({mark.shape for mark in MARKS.values()}) == len(MARKS)


def test_words_are_escaped() -> None:
    assert "<b>" not in rendered("{% badge 'done' word %}", word="<b>x</b>")
    assert "<b>x" not in rendered("{% reasons items %}", items=[("done", "<b>x</b>")])


@pytest.mark.parametrize(("tone", "role"), [("info", "status"), ("ok", "status"), ("warn", "status"), ("bad", "alert")])
def test_an_alert_is_read_aloud(tone: str, role: str) -> None:
    html = rendered("{% alert tone 'Done.' %}Go on.{% endalert %}", tone=tone)
    assert f'role="{role}"' in html
    assert "<b>Done.</b>Go on." in html


def test_a_field_has_its_label_and_help() -> None:
    html = rendered("{% field form.number rows=2 %}", form=Registration())
    assert '<label for="id_number">Number</label>' in html
    assert 'aria-describedby="id_number_help"' in html
    assert '<span class="help" id="id_number_help">six characters</span>' in html


def test_a_wrong_field_keeps_its_value_and_says_what_is_wrong() -> None:
    form = Registration({"number": "1234567", "day": "2026-13-01"})
    html = rendered("{% field form.number %}", form=form)
    assert 'value="1234567"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_number_error"' in html
    assert 'id="id_number_error"' in html
    assert 'value="2026-13-01"' in rendered("{% field form.day %}", form=form)


def test_days_are_typed_as_in_records() -> None:
    html = rendered("{% field form.day %}", form=Registration(initial={"day": figures_day()}))
    assert 'value="2026-11-24"' in html
    assert '<span class="date">' in html


def figures_day() -> Any:
    """The tests' day."""
    return forms.DateField().to_python("2026-11-24")


def test_choices_stand_under_their_question() -> None:
    html = rendered("{% field form.duty %}{% field form.unit %}{% field form.below %}", form=Registration())
    assert "<fieldset" in html
    assert "<legend>Duty</legend>" in html
    assert '<span class="sel"><select' in html
    assert '<label class="check"><input type="checkbox"' in html


def test_the_form_says_where_it_is_wrong() -> None:
    html = rendered("{% errors form %}", form=Registration({}))
    assert 'role="alert"' in html
    assert 'href="#id_number"' in html
    assert rendered("{% errors form %}", form=Registration()) == ""


def test_pages_keep_the_query() -> None:
    page = Paginator(range(178), 12).get_page(2)
    html = rendered("{% pages page 'people' %}", "/list/?unit=south&state=held&page=2", page=page)
    assert 'href="?unit=south&amp;state=held&amp;page=3" rel="next"' in html
    assert 'aria-current="page">2</b>' in html


def test_a_single_page_has_no_pages() -> None:
    assert "<nav" not in rendered("{% pages page %}", page=Paginator(range(3), 12).get_page(1))


def test_a_head_sorts_by_a_link_that_keeps_the_filter() -> None:
    html = rendered("{% sort 'score' 'Score' %}", "/list/?unit=south&page=4")
    assert 'href="?unit=south&amp;sort=score"' in html
    assert "aria-sort" not in html


@pytest.mark.parametrize(
    ("address", "state", "link"),
    [("/?sort=score", "ascending", "?sort=-score"), ("/?sort=-score", "descending", "?sort=score")],
)
def test_the_head_of_the_order_says_so(address: str, state: str, link: str) -> None:
    html = rendered("{% sort 'score' 'Score' css='r' %}", address)
    assert f'aria-sort="{state}"' in html
    assert f'href="{link}"' in html


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ("", ("-score", "pk")),
        ("name", ("name",)),
        ("-score", ("-score", "pk")),
        ("score", ("score", "-pk")),
        ("pass", ("-score", "pk")),
    ],
)
def test_only_named_columns_sort(asked: str, fields: tuple[str, ...]) -> None:
    query = RequestFactory().get("/", {"sort": asked} if asked else {}).GET
    assert Sorting.read(query, {"name": ("name",), "score": ("score", "-pk")}, default="-score").fields == fields


def test_a_chip_is_a_link_in_the_address() -> None:
    html = rendered(
        "{% chip 'state' 'held' 'Held' count=3 kind='done' %}{% chip 'state' '' 'All' %}", "/?state=held&page=2"
    )
    assert 'href="?state=held" aria-current="true"' in html
    assert '<a class="chip" href="?">All</a>' in html


@pytest.mark.parametrize(
    ("share", "tone"), [("0.05", "ok"), ("0.10", "ok"), ("0.101", "warn"), ("0.20", "warn"), ("0.21", "bad")]
)
def test_the_lines_are_exceeded_only_above_them(share: str, tone: str) -> None:
    assert figures.lines_parts(Decimal(share), Decimal(10), Decimal(20))["tone"] == tone


def test_the_lines_stand_where_the_policy_puts_them() -> None:
    shown = figures.lines_parts(Decimal("0.05"), Decimal(5), Decimal(8))
    assert shown == {"width": "50%", "tone": "ok", "first": "50%", "second": "80%"}
    html = rendered("{% lines_big share first second %}", share=0.06, first=Decimal("5.0"), second=Decimal(8))
    assert ">5% 不得评优<" in html
    assert 'x="80%"' in html


def test_a_bar_never_leaves_its_place() -> None:
    assert figures.width(Decimal("1.7")) == "100%"
    assert figures.width(Decimal(-1)) == "0%"
    assert figures.width(Decimal("0.667")) == "66.7%"


def test_parts_fill_the_whole() -> None:
    parts = figures.split_parts([("ok", 1), ("bad", 3)])
    assert [(part["x"], part["width"]) for part in parts] == [("0%", "25%"), ("25%", "75%")]
    assert figures.split_parts([("ok", 0)])[0]["width"] == "0%"


def test_a_histogram_keeps_its_table() -> None:
    chart = figures.Histogram(
        "Most pass", [figures.Column("0–59", 3, "bad"), figures.Column("60–100", 78)], cut="60", cut_at=1
    )
    html = rendered("{% histogram chart %}", chart=chart)
    assert '<td class="r num">78</td>' in html
    assert 'role="img"' in html


def test_an_empty_histogram_is_drawn() -> None:
    parts = figures.histogram_parts(figures.Histogram("Nobody", []))
    assert parts["columns"] == []


def test_steps_say_which_is_now() -> None:
    html = rendered("{% steps items %}", items=[{"state": "done", "title": "Exam"}, {"state": "now", "title": "Level"}])
    assert 'class="now" aria-current="step"' in html


def test_crumbs_end_where_one_is() -> None:
    html = rendered("{% crumbs '/list/' 'List' 'Dai' %}")
    assert '<a href="/list/">List</a>' in html
    assert '<li aria-current="page">Dai</li>' in html


def test_a_dialog_repeats_the_verb() -> None:
    html = rendered(
        "{% dialog 'd' 'Suspend Wu' action='/suspend/' verb='Suspend' keep='Leave' tone='danger' %}"
        "No cases.{% enddialog %}"
    )
    assert '<button class="btn primary danger">Suspend</button>' in html
    assert 'aria-labelledby="d-h"' in html
    assert 'formmethod="dialog"' in html


def test_filters_keep_the_order_and_lead_back() -> None:
    html = rendered("{% filters form %}", "/list/?number=7&sort=-score&page=3", form=Registration({"number": "7"}))
    assert '<input type="hidden" name="sort" value="-score">' in html
    assert 'href="?"' in html
    assert 'name="page"' not in html


def test_a_field_of_another_id_keeps_its_label() -> None:
    html = rendered("{% field form.number id='in-dialog' %}", form=Registration())
    assert '<label for="in-dialog">' in html
    assert 'aria-describedby="in-dialog_help"' in html
    assert 'id="in-dialog_help"' in html
