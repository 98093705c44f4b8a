"""An officer's own courses: the list, a course with its parts, the quiz and what came of it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from courses.catalogue.models import CoursePart
from courses.catalogue.rules import blocks_of, needed_right
from courses.hours.hours import year_of
from courses.study.enrolments import enrol
from courses.study.forms import QuizForm
from courses.study.learning import answer_quiz, complete_part, open_part
from courses.study.models import Enrolment
from courses.study.outline import courses_to_join, outline_of, overview_of
from courses.study.results import reviewed
from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.officers.models import Officer
from records.refusals import Refusal


@requires(None)
@require_safe
def learning(request: Request) -> HttpResponse:
    """What is to be completed, what may be joined and what has been completed."""
    officer = _officer(request)
    overview = overview_of(officer, request.now)
    return render(request, "courses/study/learning.html", {**overview, "year": year_of(officer, request.now)})


@requires(None)
@require_POST
def join(request: Request, uuid: UUID) -> HttpResponse:
    """Enrol oneself on a course that is offered; twice is once."""
    officer = _officer(request)
    mine = Enrolment.objects.own(request.actor).kept()
    if not mine.filter(course__uuid=uuid).exists():
        course = get_object_or_404(courses_to_join(officer, request.now), uuid=uuid)
        enrol(course=course, officers=[officer], actor=request.actor, now=request.now)
    enrolment = mine.get(course__uuid=uuid)
    return redirect("courses:course", uuid=enrolment.uuid)


@requires(None)
@require_safe
def course(request: Request, uuid: UUID) -> HttpResponse:
    """A course: its parts, its quiz, how far one is."""
    enrolment = _enrolment(request, uuid)
    return render(request, "courses/study/course.html", outline_of(enrolment, request.now))


@requires(None)
def part(request: Request, uuid: UUID, number: int) -> HttpResponse:
    """A part to read, once it has been opened; posting means that it is done."""
    enrolment = _enrolment(request, uuid)
    shown = get_object_or_404(CoursePart, course=enrolment.course_id, number=number)
    if request.method == "POST":
        complete_part(enrolment=enrolment, part=shown, actor=request.actor, now=request.now)
        if number < enrolment.part_count:
            return redirect("courses:part", uuid=uuid, number=number + 1)
        return redirect("courses:course", uuid=uuid)
    row = enrolment.parts.filter(part=shown).first()
    context = {
        "enrolment": enrolment,
        "part": shown,
        "opened": row is not None,
        "blocks": blocks_of(shown.body) if row else [],
        "done": row.done_at if row else None,
        "previous": number - 1,
        "next": number + 1 if number < enrolment.part_count else None,
    }
    return render(request, "courses/study/part.html", context)


@requires(None)
@require_POST
def start_part(request: Request, uuid: UUID, number: int) -> HttpResponse:
    """Open a part: from now on it counts as being read."""
    enrolment = _enrolment(request, uuid)
    shown = get_object_or_404(CoursePart, course=enrolment.course_id, number=number)
    open_part(enrolment=enrolment, part=shown, actor=request.actor, now=request.now)
    return redirect("courses:part", uuid=uuid, number=number)


@requires(None)
def quiz(request: Request, uuid: UUID) -> HttpResponse:
    """The quiz, without its keys; posting answers it as a whole."""
    enrolment = _enrolment(request, uuid)
    if not enrolment.may_answer():
        return redirect("courses:course", uuid=uuid)
    questions = list(enrolment.course.questions.defer("key", "rationale"))
    form = QuizForm(request.POST if request.method == "POST" else None, questions=questions)
    if request.method == "POST" and form.is_valid():
        try:
            attempt = answer_quiz(enrolment=enrolment, answers=form.answers(), actor=request.actor, now=request.now)
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect("courses:attempt", uuid=uuid, number=attempt.number)
    needed = needed_right(len(questions), enrolment.course.pass_share)
    return render(request, "courses/study/quiz.html", {"enrolment": enrolment, "form": form, "needed": needed})


@requires(None)
@require_safe
def attempt(request: Request, uuid: UUID, number: int) -> HttpResponse:
    """What came of a quiz: each question with the own answer, the key and why."""
    enrolment = _enrolment(request, uuid)
    found = get_object_or_404(enrolment.attempts, number=number)
    context = {
        "enrolment": enrolment,
        "attempt": found,
        "questions": reviewed(enrolment.course, found),
        "needed": needed_right(found.total, enrolment.course.pass_share),
        "may_answer": enrolment.may_answer(),
    }
    return render(request, "courses/study/attempt.html", context)


def _officer(request: Request) -> Officer:
    """The officer who asks; anybody else has no courses of his own."""
    if request.user.officer is None:
        raise Http404
    return request.user.officer


def _enrolment(request: Request, uuid: UUID) -> Enrolment:
    """Only one's own: nobody studies for somebody else."""
    return get_object_or_404(Enrolment.objects.own(request.actor).with_progress(), uuid=uuid)
