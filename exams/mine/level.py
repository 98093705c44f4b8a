"""How far the way from a passed exam to the level is: passing is not holding."""

from django.utils.translation import gettext as _

from exams.marking.models import Result
from exams.marking.results import evidence_source
from personnel.home.wording import record_day
from qualifications.evidence.models import Evidence
from qualifications.levels.models import LevelClaim, LevelRecord
from qualifications.states import LIVE_CLAIMS


def level_steps(result: Result) -> list[dict[str, str]]:
    """The steps for a passed level exam, as {% steps %} takes them; none for anything else."""
    if not result.exam.level or not result.passed:
        return []
    evidence = Evidence.objects.believed().filter(source_uuid=evidence_source(result)).first()
    record = evidence and LevelRecord.objects.believed().filter(exam_uuid=evidence.uuid).first()
    claim = evidence and LevelClaim.objects.filter(exam=evidence).order_by("-pk").first()
    passed = {"state": "done", "title": _("Exam passed"), "note": record_day(result.released_at)}
    if record:
        confirmed = {"state": "done", "title": _("Level confirmed"), "note": record_day(record.confirmed_on)}
        return [passed, confirmed, {"state": "done", "title": _("Level held"), "note": record.certificate_no}]
    if claim and claim.state not in LIVE_CLAIMS:
        refused = {"state": "stop", "title": _("Level not confirmed"), "note2": _("Ask the qualification office why.")}
        return [passed, refused]
    waiting = {"state": "now", "title": _("Level to be confirmed"), "note2": _("by the qualification office")}
    return [passed, waiting, {"state": "", "title": _("Level held"), "note2": _("from its confirmation on")}]
