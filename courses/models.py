"""Gathers the tables of this floor's rooms."""

from courses.catalogue.models import Course, CoursePart, QuizQuestion
from courses.hours.models import HoursDemand, TrainingHours
from courses.study.models import Enrolment, PartDone, QuizAttempt

__all__ = [
    "Course",
    "CoursePart",
    "Enrolment",
    "HoursDemand",
    "PartDone",
    "QuizAttempt",
    "QuizQuestion",
    "TrainingHours",
]
