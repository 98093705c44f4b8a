"""A unit is chosen from a list under its parents, or, of very many, by typing."""

from typing import Any

import pytest
from django import forms

from personnel.access.states import Role
from personnel.units import forms as choosing
from personnel.units.forms import UnitChoiceField, UnitInput, in_tree_order
from personnel.units.models import Unit
from personnel.units.units import close_unit
from tests.people import NOW, SYSTEM, Bureau, account_of, actor_of, officer_in, with_role


class MoveForm(forms.Form):
    unit = UnitChoiceField(required=False)


def form_of(asked: str, units: Any = None) -> MoveForm:
    form = MoveForm({"unit": asked})
    form.fields["unit"].offer(Unit.objects.all() if units is None else units, NOW)
    return form


def test_the_list_is_the_tree_of_the_day_within_the_scope(bureau: Bureau, django_assert_num_queries: Any) -> None:
    clerk = with_role(account_of(officer_in(bureau.south, "010020", "内勤")), Role.UNIT_CLERK, bureau.south)
    close_unit(unit=bureau.liudi, actor=SYSTEM, since=NOW)
    with django_assert_num_queries(1):
        form = form_of("", Unit.objects.visible_to(actor_of(clerk)))
    assert [label for _code, label in form.fields["unit"].choices] == ["—", "澄南分局", "　砚池路派出所"]
    assert form.is_valid()
    assert form.cleaned_data["unit"] is None


@pytest.mark.parametrize("asked", ["110101000000", "砚池路派出所", "砚池路派出所 110101000000", "澄南分局砚池路派出所"])
def test_a_unit_is_understood_by_code_and_by_name(bureau: Bureau, asked: str) -> None:
    form = form_of(asked)
    assert form.is_valid()
    assert form.cleaned_data["unit"] == bureau.yanchi


def test_what_is_not_offered_cannot_be_chosen(bureau: Bureau) -> None:
    form = form_of(bureau.north.code, Unit.objects.below(bureau.south.pk, NOW))
    assert list(form.errors) == ["unit"]


def test_very_many_units_are_typed_with_proposals(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "LISTED", 3)
    form = form_of("北桥派出所")
    assert isinstance(form.fields["unit"].widget, UnitInput)
    assert form.is_valid()
    assert form.cleaned_data["unit"] == bureau.beiqiao
    page = str(form["unit"])
    assert '<option value="北桥派出所 110201000000">' in page
    assert 'value="北桥派出所"' in page


def test_units_come_in_the_order_of_the_tree(bureau: Bureau) -> None:
    rows = [(unit.code, depth) for unit, depth in in_tree_order(list(Unit.objects.named_at(NOW)))]
    assert rows == [
        (bureau.bureau.code, 0),
        (bureau.hr_office.code, 1),
        (bureau.south.code, 1),
        (bureau.yanchi.code, 2),
        (bureau.liudi.code, 2),
        (bureau.north.code, 1),
        (bureau.beiqiao.code, 2),
    ]
