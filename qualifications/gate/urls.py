"""Addresses of the gate's pages."""

from django.urls import path

from qualifications.gate import views

urlpatterns = [
    path("gate/", views.ask_one, name="gate"),
    path("gate/list/", views.ask_many, name="gate_list"),
    path("gate/decisions/<uuid:uuid>/", views.show_decision, name="decision"),
]
