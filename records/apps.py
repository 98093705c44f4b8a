"""The ground floor: what every other floor writes down."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    name = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from records.actions import ACTIONS, register_actions  # noqa: PLC0415
        from records.guards import install_guards  # noqa: PLC0415  (models must be loaded first)

        register_actions(ACTIONS)
        # After every app's migrations: SQLite drops triggers silently when a later one rebuilds a table.
        post_migrate.connect(install_guards, sender=self, dispatch_uid="records.guards")
