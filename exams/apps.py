"""The floor of question banks, papers and exams."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExamsConfig(AppConfig):
    """Rooms in the order of the data's way: law, bank, papers, then sittings onwards."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "exams"
    verbose_name = _("Exams")

    def ready(self) -> None:
        """Words of audit entries, pages of the navigation, what the home page says of exams."""
        from exams.actions import ACTIONS, JOBS, NOTICES, PROGRAMS  # noqa: PLC0415  (models must be loaded first)
        from exams.bank import contributions as bank  # noqa: PLC0415
        from exams.bank.faults import FAULTS  # noqa: PLC0415
        from exams.delivery.occupation import last_occupied  # noqa: PLC0415
        from exams.desk import contributions as desk  # noqa: PLC0415
        from exams.mine import contributions as mine  # noqa: PLC0415
        from exams.mine import touched  # noqa: PLC0415
        from personnel.accounts.gates import keep_open  # noqa: PLC0415
        from personnel.accounts.presence import register_occupation  # noqa: PLC0415
        from personnel.home import contributions as home  # noqa: PLC0415
        from personnel.home import menu, touches  # noqa: PLC0415
        from records.actions import register_actions, register_programs  # noqa: PLC0415
        from records.faults import register_faults  # noqa: PLC0415
        from records.jobs import register_jobs  # noqa: PLC0415
        from records.notices import register_notices  # noqa: PLC0415

        register_actions(ACTIONS)
        register_programs(PROGRAMS)
        register_jobs(JOBS)
        register_notices(NOTICES)
        register_faults(FAULTS)
        register_occupation(last_occupied)
        keep_open("exams:take", "exams:start_attempt", "exams:form_document")
        home.waiting_work.register("bank.review", bank.to_review)
        home.waiting_work.register("sitting.manage", desk.to_manage)
        home.waiting_work.register("sitting.moderate", desk.to_moderate)
        home.next_steps.register(mine.next_steps)
        home.figures.register(mine.figures)
        home.timeline.register(mine.moments)
        touches.officer_touches.register(touched.touches)
        touches.unit_touches.register(desk.unit_touches)
        menu.register(menu.Section.OWN, _("My exams"), "exams:my_exams", order=10)
        menu.register(menu.Section.BANK, _("Question banks"), "exams:banks", permission="bank.view", order=10)
        menu.register(menu.Section.BANK, _("Import"), "exams:upload", permission="bank.import", order=20)
        menu.register(menu.Section.EXAMS, _("Blueprints"), "exams:blueprints", permission="paper.manage", order=10)
        menu.register(menu.Section.EXAMS, _("Papers"), "exams:papers", permission="paper.manage", order=20)
        menu.register(menu.Section.BANK, _("Laws and articles"), "exams:laws", permission="bank.view", order=40)
        menu.register(menu.Section.BANK, _("Review"), "exams:review", permission="bank.review", order=30)
        menu.register(menu.Section.EXAMS, _("Sittings"), "exams:sittings", permission="sitting.view", order=30)
        menu.register(
            menu.Section.EXAMS,
            _("Sittings to watch"),
            "exams:assigned_sittings",
            permission="sitting.invigilate",
            order=40,
        )
