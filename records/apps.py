"""The ground floor: what every other floor writes down."""

from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    name = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from records.actions import ACTIONS, PROGRAMS, register_actions, register_programs  # noqa: PLC0415
        from records.checking import check_daily  # noqa: PLC0415
        from records.files import purge_files  # noqa: PLC0415
        from records.guards import install_guards  # noqa: PLC0415  (models must be loaded first)
        from records.heads import close_days  # noqa: PLC0415
        from records.jobs import retake_jobs  # noqa: PLC0415
        from records.plans import purge_plans  # noqa: PLC0415
        from records.seals import seal_entries  # noqa: PLC0415
        from records.ticking import register_periodic  # noqa: PLC0415

        register_actions(ACTIONS)
        register_programs(PROGRAMS)
        register_periodic("records.seal", seal_entries, every=timedelta(minutes=1))
        register_periodic("records.heads", close_days, every=timedelta(hours=1))
        register_periodic("records.verify", check_daily, every=timedelta(days=1))
        register_periodic("records.jobs", retake_jobs, every=timedelta(minutes=1))
        register_periodic("records.plans", purge_plans, every=timedelta(hours=1))
        register_periodic("records.files", purge_files, every=timedelta(days=1))
        # After every app's migrations: SQLite drops triggers silently when a later one rebuilds a table.
        post_migrate.connect(install_guards, sender=self, dispatch_uid="records.guards")
