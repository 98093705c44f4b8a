"""Addresses of the exam room."""

from django.urls import path

from exams.delivery import views

urlpatterns = [
    path("save", views.save, name="save_answers"),
    path("submit", views.submit, name="submit_attempt"),
    path("forms/<uuid:form>/<slug:fingerprint>.json", views.form_document, name="form_document"),
    path("<uuid:uuid>/", views.take, name="take"),
    path("<uuid:uuid>/start", views.start, name="start_attempt"),
]
