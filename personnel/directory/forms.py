"""The list's filters, and what each act asks for."""

from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from personnel.changes.forms import ActForm, DayField, DocumentForm, ReasonForm
from personnel.directory.people import MANAGE, VIEW, Wanted, looks_like_an_id_number, stream_choices
from personnel.directory.states import SERVING, STATUS_CHOICES, Place
from personnel.officers.models import Appointment, Officer
from personnel.officers.officers import former_number, former_post
from personnel.officers.rules import (
    born_and_sex,
    is_id_number,
    is_police_number,
    normalized_id_number,
    normalized_police_number,
)
from personnel.officers.states import GRADE_ROWS, RANK_CLASSES, Act, Category, PostDuty, Relation, Service, Sex, Stream
from personnel.units.forms import UnitChoiceField
from personnel.units.models import Unit
from records.actor import Actor
from records.days import day_of, start_of

ALL = ("", _("all"))
RANK_CHOICES = [("", "—"), *((rank, rank) for ranks in RANK_CLASSES for rank in ranks)]
GRADE_CHOICES = [("", "—"), *((row, [(grade, grade) for grade in grades]) for row, grades in GRADE_ROWS.items())]


class PeopleFilter(forms.Form):
    """Read from the address. q is put there by the search box; an identity number never is."""

    unit = UnitChoiceField(label=_("Unit"), required=False, empty=_("all"))
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[*STATUS_CHOICES, *Service.choices])
    category = forms.ChoiceField(label=_("Category"), required=False, choices=[ALL, *Category.choices])
    stream = forms.ChoiceField(label=_("Stream"), required=False)
    rank = forms.ChoiceField(label=_("Rank"), required=False, choices=[ALL, *RANK_CHOICES[1:]])
    place = forms.ChoiceField(label=_("Post"), required=False, choices=[ALL, *Place.choices])
    on = DayField(label=_("As of"), required=False)
    q = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["unit"].offer(Unit.objects.offered_to(actor, VIEW, now), now)  # type: ignore[attr-defined]
        self.fields["stream"].choices = [ALL, *stream_choices()]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What is asked for; what the address says wrongly is left out."""
        self.is_valid()
        data = self.cleaned_data
        day: date | None = data.get("on")
        q = data.get("q", "").strip()
        return Wanted(
            at=start_of(day) if day and day != day_of(self.now) else self.now,
            q="" if looks_like_an_id_number(q) else q,
            unit=data.get("unit"),
            status=data.get("status") or SERVING,
            category=data.get("category", ""),
            stream=data.get("stream", ""),
            rank=data.get("rank", ""),
            place=data.get("place", ""),
        )


class PersonForm(ActForm):
    """An act on one person: from which day, why, by which document."""

    def __init__(self, *args: Any, officer: Officer, actor: Actor, now: datetime, **kwargs: Any) -> None:
        self.officer, self.actor, self.now = officer, actor, now
        kwargs["initial"] = {"on": day_of(now).isoformat(), **self.beginning(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["rows"] = 2

    def beginning(self) -> dict[str, Any]:
        """What the fields say at first."""
        return {}


DAYS: Final = {
    Act.TRANSFER: pgettext_lazy("day of an act", "Transferred from"),
    Act.APPOINT: pgettext_lazy("day of an act", "Appointed from"),
    Act.CONCURRENT: pgettext_lazy("day of an act", "Appointed from"),
    Act.SECOND: pgettext_lazy("day of an act", "Seconded from"),
    Act.END_SECONDMENT: pgettext_lazy("day of an act", "Secondment ends on"),
    Act.END_POST: pgettext_lazy("day of an act", "Post ends on"),
    Act.END_PROBATION: pgettext_lazy("day of an act", "Confirmed in service on"),
    Act.RETIRE: pgettext_lazy("day of an act", "Retired on"),
    Act.RESIGN: pgettext_lazy("day of an act", "Resigned on"),
    Act.DISMISS: pgettext_lazy("day of an act", "Dismissed on"),
    Act.DIED: pgettext_lazy("day of an act", "Died on"),
    Act.REINSTATE: pgettext_lazy("day of an act", "Back in service on"),
    Act.RANK: pgettext_lazy("day of an act", "Awarded on"),
    Act.NUMBER: pgettext_lazy("day of an act", "Number carried from"),
    Act.LEGAL: pgettext_lazy("day of an act", "Obtained on"),
    Act.FIRST_REVIEW: pgettext_lazy("day of an act", "First review on"),
}


class _WithUnit(PersonForm):
    """Units within the scope in which the reader manages people."""

    unit = UnitChoiceField(label=_("Unit"), empty="—")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(Unit.objects.visible_to(self.actor, MANAGE), self.now)  # type: ignore[attr-defined]


class _WithDuties(PersonForm):
    post = forms.CharField(label=_("Post"), max_length=60)
    stream = forms.ChoiceField(label=_("Stream"), choices=Stream.choices, required=False)
    duties = forms.MultipleChoiceField(
        label=_("Duties"), choices=PostDuty.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def present(self) -> Appointment | None:
        """The established post held today."""
        posts = Appointment.objects.believed().holding_at(self.now).filter(officer=self.officer)
        return posts.filter(relation=Relation.ESTABLISHED).select_related("unit").first()


class _WithHead(_WithDuties):
    is_head = forms.BooleanField(label=_("Heads the unit"), required=False)
    acting = forms.BooleanField(label=_("Acting head"), required=False)


class TransferForm(_WithHead, _WithUnit):
    """The established post moves."""

    field_order = ("unit", "post", "stream", "on", "is_head", "acting", "duties", "reason", "document_no")

    def beginning(self) -> dict[str, Any]:
        post = self.present()
        return {"post": post.post, "stream": post.stream} if post else {}


class AppointForm(_WithHead):
    """Another post in the same unit, its head's too."""

    field_order = ("post", "stream", "on", "is_head", "acting", "duties", "reason", "document_no")

    def beginning(self) -> dict[str, Any]:
        post = self.present()
        if post is None:
            return {}
        return {
            "post": post.post,
            "stream": post.stream,
            "duties": post.duties,
            "is_head": post.is_head,
            "acting": post.acting,
        }


class SecondForm(_WithDuties, _WithUnit):
    """A working post in another unit, until a planned day or until it is ended."""

    until = DayField(label=_("Last day"), required=False, help_text=_("Empty: until it is ended"))

    field_order = ("unit", "post", "on", "until", "stream", "duties", "reason", "document_no")

    def beginning(self) -> dict[str, Any]:
        post = self.present()
        return {"post": "借调民警", "stream": post.stream if post else ""}


class ConcurrentForm(_WithDuties, _WithUnit):
    """A post beside the established one."""

    field_order = ("unit", "post", "on", "stream", "duties", "reason", "document_no")


class EndPostForm(PersonForm):
    """Which of the posts ends."""

    which = forms.ChoiceField(label=_("Post"), widget=forms.RadioSelect)

    field_order = ("which", "on", "reason", "document_no")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Appointment.objects.believed().holding_at(self.now).filter(officer=self.officer)
        units = {
            unit.pk: unit.short_name for unit in Unit.objects.named_at(self.now).filter(pk__in=posts.values("unit"))
        }
        self.fields["which"].choices = [  # type: ignore[attr-defined]
            (
                str(post.uuid),
                _("%(post)s (%(relation)s)")
                % {"post": f"{units.get(post.unit_id, '')}{post.post}", "relation": post.get_relation_display()},
            )
            for post in posts.order_by("valid_from")
        ]


class ReinstateForm(_WithDuties, _WithUnit):
    """Back in service: with the former number and post, or with others."""

    police_number = forms.CharField(
        label=_("Police number"), max_length=12, required=False, help_text=_("The former one, where it is still free")
    )

    field_order = ("on", "police_number", "unit", "post", "stream", "duties", "reason", "document_no")

    def beginning(self) -> dict[str, Any]:
        post = former_post(self.officer, self.now)
        number = {"police_number": former_number(self.officer, self.now)}
        if post is None:
            return number
        return {**number, "unit": post.unit.code, "post": post.post, "stream": post.stream, "duties": post.duties}


class RankForm(PersonForm):
    """警衔 and 职级."""

    rank = forms.ChoiceField(label=_("Rank"), choices=RANK_CHOICES)
    grade = forms.ChoiceField(label=pgettext_lazy("police", "Grade"), choices=GRADE_CHOICES, required=False)

    field_order = ("rank", "grade", "on", "reason", "document_no")


class NumberForm(PersonForm):
    """Another police number."""

    police_number = forms.CharField(
        label=_("Police number"), max_length=12, help_text=_("Six characters; leading zeros count")
    )

    field_order = ("police_number", "on", "reason", "document_no")

    def clean_police_number(self) -> str:
        return _police_number(self.cleaned_data["police_number"])


class LegalForm(PersonForm):
    """The certificate of the legal profession qualification."""

    certificate_no = forms.CharField(label=_("Certificate number"), max_length=40)

    field_order = ("certificate_no", "on", "reason", "document_no")


class CorrectForm(ReasonForm, DocumentForm):
    """Personal data as they are right; what stays empty stays."""

    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "—"), *Sex.choices], required=False)
    born_on = DayField(label=_("Born on"), required=False)
    joined_on = DayField(label=_("Joined on"), required=False)
    id_number = forms.CharField(
        label=_("Identity number"), max_length=24, required=False, help_text=_("Empty: it is right as recorded")
    )

    field_order = ("name", "sex", "born_on", "joined_on", "id_number", "reason", "document_no")

    def __init__(self, *args: Any, officer: Officer, actor: Actor, now: datetime, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "name": officer.name,
            "sex": officer.sex,
            "born_on": officer.born_on.isoformat(),
            "joined_on": officer.joined_on.isoformat(),
        }
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["rows"] = 2

    def clean_id_number(self) -> str:
        return _id_number(self.cleaned_data["id_number"]) if self.cleaned_data["id_number"] else ""


class TakeBackForm(ReasonForm, DocumentForm):
    """Why something is taken back, by which document."""


class NewPersonForm(ReasonForm, DocumentForm):
    """One person to be taken on. cleaned_data: born_on and sex as the identity number says."""

    name = forms.CharField(label=_("Name"), max_length=60)
    id_number = forms.CharField(
        label=_("Identity number"), max_length=24, help_text=_("It says the day of birth and the sex, too")
    )
    category = forms.ChoiceField(label=_("Category"), choices=Category.choices)
    police_number = forms.CharField(
        label=_("Police number"), max_length=12, required=False, help_text=_("Six characters; leading zeros count")
    )
    joined_on = DayField(label=_("Joined on"))
    on = DayField(label=_("In this unit from"), help_text=_("From when on he belongs to the bureau"))
    unit = UnitChoiceField(label=_("Unit"), empty="—")
    post = forms.CharField(label=_("Post"), max_length=60)
    stream = forms.ChoiceField(label=_("Stream"), choices=Stream.choices, required=False)
    status = forms.ChoiceField(
        label=_("Status"), choices=[(one.value, one.label) for one in (Service.IN_SERVICE, Service.PROBATION)]
    )
    established = forms.BooleanField(label=_("On the establishment"), required=False, initial=True)
    rank = forms.ChoiceField(label=_("Rank"), choices=RANK_CHOICES, required=False)
    grade = forms.ChoiceField(label=pgettext_lazy("police", "Grade"), choices=GRADE_CHOICES, required=False)

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(Unit.objects.visible_to(actor, MANAGE), now)  # type: ignore[attr-defined]
        self.fields["reason"].widget.attrs["rows"] = 2

    def clean_police_number(self) -> str:
        return _police_number(self.cleaned_data["police_number"]) if self.cleaned_data["police_number"] else ""

    def clean_id_number(self) -> str:
        number = _id_number(self.cleaned_data["id_number"])
        self.cleaned_data["born_on"], self.cleaned_data["sex"] = born_and_sex(number)
        return number

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("category") == Category.AUXILIARY:
            data["established"] = False
        elif "police_number" not in self.errors and not data.get("police_number"):
            self.add_error("police_number", _("A police officer has a police number."))
        return data


def _police_number(typed: str) -> str:
    number = normalized_police_number(typed)
    if not is_police_number(number):
        raise forms.ValidationError(_("A police number has six characters, digits or capital letters."))
    return number


def _id_number(typed: str) -> str:
    number = normalized_id_number(typed)
    if not is_id_number(number):
        raise forms.ValidationError(_("This is no identity number: 18 characters, the last one checks the others."))
    try:
        born_and_sex(number)
    except ValueError:
        raise forms.ValidationError(_("The day of birth in this identity number does not exist.")) from None
    return number


# These ask for nothing but the day, the reason and the document.
PLAIN: Final = (
    Act.END_SECONDMENT,
    Act.END_PROBATION,
    Act.RETIRE,
    Act.RESIGN,
    Act.DISMISS,
    Act.DIED,
    Act.ESTABLISH,
    Act.UNESTABLISH,
    Act.FIRST_REVIEW,
)
FORMS: Final[dict[Act, type[PersonForm] | type[CorrectForm]]] = {
    Act.TRANSFER: TransferForm,
    Act.SECOND: SecondForm,
    Act.APPOINT: AppointForm,
    Act.CONCURRENT: ConcurrentForm,
    Act.END_POST: EndPostForm,
    Act.REINSTATE: ReinstateForm,
    Act.RANK: RankForm,
    Act.NUMBER: NumberForm,
    Act.LEGAL: LegalForm,
    Act.CORRECT: CorrectForm,
    **dict.fromkeys(PLAIN, PersonForm),
}
