"""Addresses of the unit tree."""

from django.urls import path

from personnel.structure.views import acts, tree, unit

urlpatterns = [
    path("units/", tree.show_tree, name="units"),
    path("units/export/", tree.export_tree, name="export_units"),
    path("units/found/", acts.found, name="found_unit"),
    path("units/<uuid:uuid>/", unit.show_unit, name="unit"),
    path("units/<uuid:uuid>/change/", acts.change, name="change_unit"),
    path("units/<uuid:uuid>/move/", acts.move, name="move_unit"),
    path("units/<uuid:uuid>/close/", acts.close, name="close_unit"),
    path("units/<uuid:uuid>/reopen/", acts.reopen, name="reopen_unit"),
]
