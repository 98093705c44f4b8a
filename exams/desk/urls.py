"""Addresses of the exam office."""

from django.urls import path

from exams.desk.views import sittings, watching

urlpatterns = [
    path("", sittings.sittings, name="sittings"),
    path("assigned/", watching.assigned, name="assigned_sittings"),
    path("assigned/<uuid:uuid>/", watching.watch, name="watch"),
    path("new", sittings.new_exam, name="new_exam"),
    path("new/<uuid:exam>", sittings.new_sitting, name="new_sitting"),
    path("<uuid:uuid>/", sittings.sitting, name="sitting"),
    path("<uuid:uuid>/register", sittings.register, name="register_officers"),
    path("<uuid:uuid>/registrations", sittings.change_registrations, name="change_registrations"),
    path("<uuid:uuid>/invigilators", watching.invigilators, name="invigilators"),
    path("<uuid:uuid>/invigilators/<uuid:grant>/withdraw", watching.take_off, name="withdraw_invigilator"),
    path("<uuid:uuid>/<slug:deed>", sittings.act, name="act"),
]
