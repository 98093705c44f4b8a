"""Where a request for correction stands, and the moves it may make."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class CorrectionState(TextChoices):
    """Asked by the officer, answered by HR, or taken back by him before that."""

    ASKED = "asked", pgettext_lazy("correction", "to be answered")
    ACCEPTED = "accepted", pgettext_lazy("correction", "corrected")
    REFUSED = "refused", pgettext_lazy("correction", "not corrected")
    WITHDRAWN = "withdrawn", pgettext_lazy("correction", "withdrawn")


MOVES: dict[CorrectionState, frozenset[CorrectionState]] = {
    CorrectionState.ASKED: frozenset({CorrectionState.ACCEPTED, CorrectionState.REFUSED, CorrectionState.WITHDRAWN}),
    CorrectionState.ACCEPTED: frozenset(),
    CorrectionState.REFUSED: frozenset(),
    CorrectionState.WITHDRAWN: frozenset(),
}
