"""A trainer's pages: the courses, who is on them, enrolling a unit, publishing a course."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from courses.catalogue.courses import publish_course
from courses.catalogue.models import Course
from courses.roll.forms import CourseForm, EnrolForm, RollFilter
from courses.roll.roll import PERMISSION, Tally, Wanted, find_people, people_below, tallies_of, with_people
from courses.study.enrolments import enrol, withdraw
from courses.study.models import Enrolment, EnrolmentQuerySet
from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home.downloads import workbook_response
from personnel.home.listing import Sorting, paginate
from personnel.officers.models import Officer
from personnel.units.models import Unit
from records.audit import record_entry
from records.days import day_of
from records.refusals import Refusal
from records.workbooks import Sheet

ORDERS = {
    "name": ("officer__name", "pk"),
    "state": ("state", "officer__name", "pk"),
    "progress": ("parts_done", "officer__name", "pk"),
    "ended": ("ended_at", "officer__name", "pk"),
}


@requires(PERMISSION)
@require_safe
def list_courses(request: Request) -> HttpResponse:
    """The courses that one's people may use, with how far those people are."""
    day = day_of(request.now)
    courses = Course.objects.visible_to(request.actor).order_by("-published_at", "title")
    tallies = tallies_of(request.actor, day)
    page = paginate(request, courses)
    owners = Unit.objects.named_at(request.now).filter(pk__in={row.owner_id for row in page})
    names = {unit.pk: unit.short_name for unit in owners}
    rows = [(row, names.get(row.owner_id, ""), tallies.get(row.pk, Tally())) for row in page]
    return render(request, "courses/roll/list.html", {"page": page, "rows": rows, "today": day})


@requires(PERMISSION)
@require_safe
def show_roll(request: Request, uuid: UUID) -> HttpResponse:
    """Who is on a course."""
    course = _course(request, uuid)
    day = day_of(request.now)
    form = RollFilter(request.GET, actor=request.actor, now=request.now)
    sorting = Sorting.read(request.GET, ORDERS, default="state")
    page = paginate(request, _found(request, course, form).order_by(*sorting.fields))
    context = {
        "course": course,
        "form": form,
        "page": page,
        "rows": with_people(page, request.now),
        "sorting": sorting,
        "tally": tallies_of(request.actor, day, course).get(course.pk, Tally()),
        "today": day,
        "query": request.GET.urlencode(),
    }
    return render(request, "courses/roll/roll.html", context)


@requires(PERMISSION)
@require_safe
def export_roll(request: Request, uuid: UUID) -> HttpResponse:
    """What the roll shows, as a workbook; the look itself is an entry."""
    course = _course(request, uuid)
    form = RollFilter(request.GET, actor=request.actor, now=request.now)
    found = _found(request, course, form).order_by("officer__name", "pk")
    rows = [_line(row, officer) for row, officer in with_people(found, request.now)]
    record_entry(
        actor=request.actor,
        action="courses.roll_exported",
        subject_kind="courses.course",
        subject_uuid=course.uuid,
        subject_label=course.title,
        after={"rows": len(rows)},
        now=request.now,
    )
    head = (_("Name"), _("Police number"), _("Unit"), _("State"), _("Parts read"), _("Parts"), _("Completed at"))
    return workbook_response([Sheet(title=_("Roll"), head=head, rows=rows)], course.title)


@requires(PERMISSION)
def enrol_unit(request: Request, uuid: UUID) -> HttpResponse:
    """Enrol everybody in service of a unit and below it, after asking which."""
    course = _course(request, uuid)
    form = EnrolForm(request.POST or None, actor=request.actor, now=request.now)
    if request.method == "POST" and form.is_valid():
        people = list(people_below(form.cleaned_data["unit"].pk, request.actor, request.now))
        made = enrol(course=course, officers=people, actor=request.actor, now=request.now)
        _tell_enrolled(request, len(made), len(people) - len(made))
        return redirect("courses:roll", uuid=uuid)
    context = {
        "title": _("Enrol a unit"),
        "text": _(
            "Everybody in service in the unit and below it is enrolled, within your scope. "
            "Who is on the course already stays as he is."
        ),
        "form": form,
        "verb": _("Enrol"),
        "back": reverse("courses:roll", kwargs={"uuid": uuid}),
    }
    return render(request, "components/confirm.html", context)


def _tell_enrolled(request: Request, made: int, before: int) -> None:
    words = ngettext("%(count)s person was enrolled.", "%(count)s people were enrolled.", made)
    messages.success(request, words % {"count": made})
    if before:
        kept = ngettext(
            "%(count)s person is on the course already.", "%(count)s people are on the course already.", before
        )
        messages.info(request, kept % {"count": before})


@requires(PERMISSION)
def withdraw_one(request: Request, uuid: UUID) -> HttpResponse:
    """Take somebody off a course, after asking."""
    visible = Enrolment.objects.visible_to(request.actor, PERMISSION).open()
    enrolment = get_object_or_404(visible.select_related("course", "officer"), uuid=uuid)
    course = _course(request, enrolment.course.uuid)
    if request.method == "POST":
        withdraw(enrolments=[enrolment], actor=request.actor, now=request.now)
        messages.success(request, _("%(name)s is no longer on the course.") % {"name": enrolment.officer})
        return redirect("courses:roll", uuid=course.uuid)
    context = {
        "title": _("Take %(name)s off the course") % {"name": enrolment.officer},
        "text": _(
            "“%(course)s” leaves the list of what is to be completed; what was read is kept. He may be enrolled again."
        )
        % {"course": course},
        "verb": _("Take off the course"),
        "back": reverse("courses:roll", kwargs={"uuid": course.uuid}),
        "tone": "danger",
    }
    return render(request, "components/confirm.html", context)


@requires(PERMISSION)
def publish(request: Request) -> HttpResponse:
    """Publish a course, typed as text."""
    form = CourseForm(request.POST or None, actor=request.actor, now=request.now)
    if request.method == "POST" and form.is_valid():
        try:
            course = publish_course(
                course=form.course(), owner=form.cleaned_data["owner"], actor=request.actor, now=request.now
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("“%(course)s” is published.") % {"course": course})
            return redirect("courses:roll", uuid=course.uuid)
    return render(request, "courses/roll/publish.html", {"form": form})


def _course(request: Request, uuid: UUID) -> Course:
    return get_object_or_404(Course.objects.visible_to(request.actor), uuid=uuid)


def _found(request: Request, course: Course, form: RollFilter) -> EnrolmentQuerySet:
    wanted = Wanted(**form.cleaned_data) if form.is_valid() else Wanted()
    return find_people(course, wanted, request.actor, request.now)


def _line(enrolment: Enrolment, officer: Officer) -> tuple[object, ...]:
    post = (officer.name, officer.police_number, officer.unit_name)
    return (
        *post,
        enrolment.get_state_display(),
        enrolment.parts_done,
        enrolment.part_count,
        enrolment.ended_at if enrolment.progress.quiz_passed else None,
    )
