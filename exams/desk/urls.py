"""Addresses of the exam office."""

from django.urls import path

from exams.desk import views, watching

urlpatterns = [
    path("", views.sittings, name="sittings"),
    path("assigned/", watching.assigned, name="assigned_sittings"),
    path("assigned/<uuid:uuid>/", watching.watch, name="watch"),
    path("new", views.new_exam, name="new_exam"),
    path("new/<uuid:exam>", views.new_sitting, name="new_sitting"),
    path("<uuid:uuid>/", views.sitting, name="sitting"),
    path("<uuid:uuid>/register", views.register, name="register_officers"),
    path("<uuid:uuid>/registrations", views.change_registrations, name="change_registrations"),
    path("<uuid:uuid>/invigilators", watching.invigilators, name="invigilators"),
    path("<uuid:uuid>/invigilators/<uuid:grant>/withdraw", watching.take_off, name="withdraw_invigilator"),
    path("<uuid:uuid>/<slug:deed>", views.act, name="act"),
]
