"""Acts by the field that they belong to, so that one is found in a list of a hundred."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from records.actions import known_actions

Group = tuple[str, list[tuple[str, str]]]

# The first field of which a code begins so.
FIELDS: Final[tuple[tuple[Promise, tuple[str, ...]], ...]] = (
    (pgettext_lazy("audit", "Units"), ("personnel.unit",)),
    (
        pgettext_lazy("audit", "People"),
        (
            "personnel.officer",
            "personnel.first_review",
            "personnel.correction",
            "personnel.own_",
            "personnel.read_people",
        ),
    ),
    (pgettext_lazy("audit", "Roles"), ("personnel.role",)),
    (pgettext_lazy("audit", "Audit and files"), ("personnel.audit", "records.")),
    (pgettext_lazy("audit", "Accounts and sign-in"), ("personnel.",)),
    (
        pgettext_lazy("audit", "Questions and papers"),
        tuple(
            f"exams.{part}" for part in ("bank", "question", "read_question", "keys", "edition", "blueprint", "paper")
        ),
    ),
    (pgettext_lazy("audit", "Exams and results"), ("exams.",)),
    (pgettext_lazy("audit", "Levels and restrictions"), ("registry.", "level.", "evidence.", "restriction.")),
    (pgettext_lazy("audit", "Courses"), ("courses.",)),
    (pgettext_lazy("audit", "Figures"), ("scoring.",)),
)


def grouped_actions() -> list[Group]:
    """[(field, [(code, words)])] in the order of the fields; what belongs to none comes last."""
    groups: dict[str, list[tuple[str, str]]] = {str(field): [] for field, _starts in FIELDS}
    for code, words in known_actions():
        field = next((str(field) for field, starts in FIELDS if code.startswith(starts)), _("Other"))
        groups.setdefault(field, []).append((code, words))
    return [(field, acts) for field, acts in groups.items() if acts]
