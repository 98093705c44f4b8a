"""What a verification of the audit chain finds, and what they are called in plain words."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong, by a code, and where: the seal's number, its day, the entry's uuid."""

    code: str
    number: int | None = None
    day: date | None = None
    entry: UUID | None = None
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        known = {"number": self.number, "day": self.day, "entry": self.entry, **self.params}
        return str(WORDS[self.code]) % known


WORDS: Final[dict[str, Promise]] = {
    # links
    "entry_altered": _("Seal %(number)s of %(day)s: entry %(entry)s was altered after it was sealed."),
    "entry_missing": _("Seal %(number)s of %(day)s: its entry %(entry)s is gone."),
    "link_broken": _("Seal %(number)s of %(day)s (entry %(entry)s) doesn't follow the seal before it."),
    "seal_altered": _("Seal %(number)s of %(day)s (entry %(entry)s) was altered itself."),
    "seal_unreadable": _("Seal %(number)s of %(day)s (entry %(entry)s) names an algorithm or form that is unknown."),
    "seals_missing": _("Seals %(number)s to %(until)s are gone; the next one is of %(day)s."),
    "seal_slipped_in": _(
        "Seal %(number)s of %(day)s (entry %(entry)s) stands before the chain's first: it was slipped in and proves"
        " nothing."
    ),
    # entries without a seal
    "entry_without_seal": _("Entry %(entry)s (key %(key)s) has no seal though later ones do; %(count)s such in all."),
    "sealing_stands_still": _(
        "%(count)s entries have waited for a seal for over an hour, the first is %(entry)s (key %(key)s); the last seal"
        " is %(number)s: either sealing stands still or the tail of the seals is gone."
    ),
    # heads in the table
    "head_unsigned": _("The head of %(day)s (up to seal %(number)s) bears no good signature."),
    "head_link_broken": _("The head of %(day)s (up to seal %(number)s) doesn't follow the head of the day before."),
    "head_tail_missing": _("The head of %(day)s goes up to seal %(number)s, but the chain ends at %(last)s."),
    "head_seals_rewritten": _("The seals up to %(number)s are not those that the head of %(day)s was signed for."),
    # heads outside
    "file_altered": _("The file %(file)s outside the database is damaged or bears no good signature."),
    "file_missing": _("The head of %(day)s has no file outside the database (%(file)s)."),
    "file_tail_missing": _(
        "The head of %(day)s outside the database goes up to seal %(number)s, but the chain ends at %(last)s: its tail"
        " is gone."
    ),
    "file_seals_rewritten": _(
        "The seals up to %(number)s are not those that the head of %(day)s outside the database was signed for: they"
        " were computed anew."
    ),
    "head_row_missing": _("The head of %(day)s (up to seal %(number)s) stands in %(file)s but not in the database."),
    "head_row_differs": _("The head of %(day)s (up to seal %(number)s) in the database is not the one in %(file)s."),
}
