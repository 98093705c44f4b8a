"""Words of this floor's audit entries, by room."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: Final[dict[str, Promise]] = {
    # law
    "exams.edition_registered": _("Edition of a law registered"),
    # bank
    "exams.bank_opened": _("Question bank opened"),
    "exams.questions_imported": _("Questions imported"),
    "exams.questions_exported": _("Questions exported"),
    "exams.keys_exported": _("Questions exported with keys"),
    "exams.question_submitted": _("Question sent to review"),
    "exams.question_approved": _("Question approved"),
    "exams.question_returned": _("Question returned to its author"),
    "exams.question_stale": _("Question set aside, its law has changed"),
    "exams.question_retired": _("Question retired"),
    # papers
    "exams.blueprint_written": _("Blueprint written"),
    "exams.paper_assembled": _("Paper assembled"),
    "exams.paper_discarded": _("Paper discarded"),
    "exams.paper_frozen": _("Paper frozen"),
    "exams.paper_used": _("Paper used"),
    "exams.keys_changed": _("Keys of a form changed"),
    # sittings
    "exams.exam_founded": _("Exam set up"),
    "exams.sitting_planned": _("Sitting planned"),
    "exams.sitting_published": _("Sitting published"),
    "exams.sitting_cancelled": _("Sitting called off"),
    "exams.officer_registered": _("Officer registered for a sitting"),
    "exams.registration_withdrawn": _("Registration withdrawn"),
    "exams.absence_recorded": _("Reason of absence recorded"),
    # delivery
    "exams.attempt_started": _("Exam started"),
    "exams.attempt_submitted": _("Exam handed in"),
    "exams.attempt_extended": _("More time given in an exam"),
    "exams.attempt_voided": _("Attempt declared void"),
    "exams.attempt_readmitted": _("Admitted to an exam again"),
    "exams.attempt_absent": _("Absent from an exam"),
    "exams.sitting_suspended": _("Sitting interrupted"),
    "exams.sitting_resumed": _("Sitting goes on"),
    "exams.sitting_closed": _("Sitting closed"),
    # marking
    "exams.sitting_marked": _("Sitting marked"),
    "exams.sitting_moderated": _("Figures of a sitting approved"),
    "exams.results_released": _("Results released"),
    "exams.results_entered": _("Results entered from a list"),
}

PROGRAMS: Final[dict[str, Promise]] = {
    "clock": _("the clock"),
}

JOBS: Final[dict[str, Promise]] = {
    "exams.read_questions": _("Reading of a file of questions"),
    "exams.mark_sitting": _("Marking of a sitting"),
}

NOTICES: Final[dict[str, Promise]] = {
    "exams.result_released": _("The result of %(exam)s is out"),
}
