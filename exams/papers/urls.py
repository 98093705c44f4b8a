"""Addresses of papers."""

from django.urls import path

from exams.papers import views

urlpatterns = [
    path("blueprints/", views.list_blueprints, name="blueprints"),
    path("blueprints/new/", views.write_new, name="write_blueprint"),
    path("blueprints/<uuid:uuid>/", views.show_blueprint, name="blueprint"),
    path("papers/", views.list_papers, name="papers"),
    path("papers/<uuid:uuid>/", views.show_paper, name="paper"),
    path("papers/<uuid:uuid>/freeze/", views.freeze_paper, name="freeze_paper"),
    path("papers/<uuid:uuid>/discard/", views.discard, name="discard_paper"),
]
