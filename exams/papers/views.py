"""Pages of the exam officer: blueprints and papers. No key is shown here."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exams.bank.models import KnowledgePoint, QuestionBank
from exams.papers.assembly import assemble, discard_paper
from exams.papers.blueprints import write_blueprint
from exams.papers.forms import AssembleForm, BlueprintForm, LineFormSet
from exams.papers.freezing import freeze
from exams.papers.listing import blueprints_shown, marks_by_point, papers_shown, sections_of, total_of
from exams.papers.models import Blueprint, Paper
from exams.papers.states import PaperState
from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home.listing import paginate
from records.refusals import Refusal


@requires("paper.manage")
@require_safe
def list_blueprints(request: Request) -> HttpResponse:
    """Blueprints that the reader may use."""
    page = paginate(request, blueprints_shown(request.actor))
    return render(request, "exams/papers/blueprints.html", {"page": page})


@requires("paper.manage")
def write_new(request: Request) -> HttpResponse:
    """Write a blueprint."""
    form = BlueprintForm(request.POST or None, request=request)
    lines = LineFormSet(request.POST or None, form_kwargs=_choices(request))
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        try:
            blueprint = write_blueprint(
                owner=form.cleaned_data["owner"],
                name=form.cleaned_data["name"],
                lines=[line for row in lines if (line := row.line()) is not None],
                actor=request.actor,
                now=request.now,
            )
        except Refusal as refusal:
            form.add_error("name" if refusal.field == "name" else None, str(refusal))
        else:
            return redirect("exams:blueprint", blueprint.uuid)
    return render(request, "exams/papers/write.html", {"form": form, "lines": lines})


def _choices(request: Request) -> dict[str, Any]:
    banks = QuestionBank.objects.visible_to(request.actor)
    points = KnowledgePoint.objects.filter(questionversion__question__bank__in=banks).distinct()
    return {"banks": list(banks), "points": list(points)}


@requires("paper.manage")
def show_blueprint(request: Request, uuid: UUID) -> HttpResponse:
    """A blueprint, its papers, and the form that draws one."""
    blueprint = get_object_or_404(Blueprint.objects.visible_to(request.actor), uuid=uuid)
    form = AssembleForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            paper = assemble(
                blueprint=blueprint,
                banks=form.cleaned_data["banks"],
                name=form.cleaned_data["name"],
                actor=request.actor,
                now=request.now,
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return redirect("exams:paper", paper.uuid)
    rows = list(blueprint.rows.select_related("bank", "point"))
    questions, marks = total_of(rows)
    papers = papers_shown(request.actor).filter(blueprint=blueprint)
    context = {
        "blueprint": blueprint,
        "rows": rows,
        "questions": questions,
        "marks": marks,
        "papers": papers,
        "form": form,
    }
    return render(request, "exams/papers/blueprint.html", context)


@requires("paper.manage")
@require_safe
def list_papers(request: Request) -> HttpResponse:
    """Papers of the reader's units."""
    page = paginate(request, papers_shown(request.actor))
    return render(request, "exams/papers/papers.html", {"page": page})


@requires("paper.manage")
@require_safe
def show_paper(request: Request, uuid: UUID) -> HttpResponse:
    """A paper as it will be sat, without keys."""
    paper = get_object_or_404(Paper.objects.visible_to(request.actor).select_related("blueprint"), uuid=uuid)
    form = paper.forms.order_by("letter").first()
    items = list(form.items.with_questions()) if form else []
    context = {
        "paper": paper,
        "form": form,
        "count": len(items),
        "total": sum(item.marks for item in items),
        "sections": sections_of(items),
        "points": marks_by_point(items),
        "is_draft": paper.state == PaperState.DRAFT,
    }
    return render(request, "exams/papers/paper.html", context)


@requires("paper.manage")
def freeze_paper(request: Request, uuid: UUID) -> HttpResponse:
    """Freeze a paper, after asking."""
    paper = get_object_or_404(Paper.objects.visible_to(request.actor), uuid=uuid)
    if request.method == "POST":
        freeze(paper=paper, actor=request.actor, now=request.now)
        messages.success(request, _("The paper is frozen and can be given to a sitting."))
        return redirect("exams:paper", paper.uuid)
    context = {
        "title": _("Freeze “%(paper)s”") % {"paper": paper},
        "text": _("Questions, marks and order can't be changed any more; a sitting may then use the paper."),
        "verb": _("Freeze the paper"),
        "back": reverse("exams:paper", args=[paper.uuid]),
    }
    return render(request, "components/confirm.html", context)


@requires("paper.manage")
def discard(request: Request, uuid: UUID) -> HttpResponse:
    """Delete a draft, after asking."""
    paper = get_object_or_404(Paper.objects.visible_to(request.actor), uuid=uuid)
    if request.method == "POST":
        discard_paper(paper=paper, actor=request.actor, now=request.now)
        messages.success(request, _("The draft “%(paper)s” is deleted.") % {"paper": paper})
        return redirect("exams:papers")
    context = {
        "title": _("Delete “%(paper)s”") % {"paper": paper},
        "text": _("The draft is deleted; its questions stay in their banks."),
        "verb": _("Delete the draft"),
        "back": reverse("exams:paper", args=[paper.uuid]),
        "tone": "danger",
    }
    return render(request, "components/confirm.html", context)
