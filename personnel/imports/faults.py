"""Why a row of people or units is refused: codes and their words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FAULTS: Final[dict[str, Promise]] = {
    "police_number_as_number": _(
        "The police number stands as a number, so zeros before it are lost. "
        "Format the column as text and type it again."
    ),
    "police_number_short": _("A police number has six characters; zeros before “%(value)s” seem to be lost."),
    "police_number_wrong": _("“%(value)s” is no police number: six digits or capital letters."),
    "id_number_damaged": _(
        "Excel has damaged the identity number: its last digits are lost. Format the column as text and type it again."
    ),
    "id_number_length": _("An identity number has 18 characters; this one has %(length)s."),
    "id_number_checksum": _("The identity number's last character doesn't fit the others: a digit is wrong."),
    "id_number_day": _("The identity number names no day of birth."),
    "unit_code_wrong": _("“%(value)s” is no unit code: 12 digits."),
    "word_unknown": _("“%(value)s” is not known here; write one of %(words)s."),
    "value_missing": _("%(word)s is empty."),
    "born_differs": _("The day of birth is not the one in the identity number (%(day)s)."),
    "sex_differs": _("The sex is not the one in the identity number (%(sex)s)."),
    "born_later": _("Nobody joins before birth."),
    "who_is_it": _("Nobody can be found without the identity number, or police number and name."),
    "nobody": _("There is nobody with this identity number, or this police number and name."),
    "number_of_another": _("The police number is held by somebody with another name."),
    "id_number_differs": _(
        "Police number and name are those of somebody with another identity number. Which is right can't be guessed."
    ),
    "number_taken": _("Somebody else holds this police number from %(day)s on."),
    "number_twice": _("Two people in this file have this police number: see also sheet “%(sheet)s”, row %(row)s."),
    "person_twice": _("This person stands twice in the file: see also sheet “%(sheet)s”, row %(row)s."),
    "unit_twice": _("This unit stands twice in the file: see also sheet “%(sheet)s”, row %(row)s."),
    "posts_overlap": _(
        "Two main posts of this person overlap: see also sheet “%(sheet)s”, row %(row)s. "
        "Give the first one its last day."
    ),
    "unit_unknown": _("There is no unit with the code %(value)s."),
    "unit_later": _("The unit stands only from %(day)s on."),
    "unit_closed": _("The unit does not stand on %(day)s."),
    "parent_unknown": _("There is no unit with the code %(value)s, neither here nor in this file."),
    "parent_refused": _("The unit above is refused in this file."),
    "parent_later": _("The unit above stands only from %(day)s on."),
    "own_descendant": _("The unit would stand under itself."),
    "outside_scope": _("The unit is outside your scope."),
    "person_outside_scope": _("This person belongs to a unit outside your scope."),
    "own_record": _("Nobody changes his own record: have somebody else do it."),
    "post_twice": _("This post stands twice in the file with the same first day, differently."),
    "later_fact": _("What holds from %(day)s on is recorded already; this day is before it."),
    "overlaps": _("This period overlaps with one that is recorded from %(day)s on."),
    "holds_since": _("This post is held since %(day)s already. A wrong day is corrected on the person's page."),
    "before_joining": _("This day is before the person joined (%(day)s)."),
    "not_serving": _("The person does not serve on %(day)s."),
    "status_move": _("Who is “%(old)s” does not become “%(new)s”."),
    "new_not_serving": _("Only who serves is taken on."),
    "auxiliary_established": _("Auxiliary police are not on the establishment."),
    "auxiliary_rank": _("Auxiliary police hold no rank or grade."),
    "auxiliary_post": _("Auxiliary police head no unit and aren't charged with police duties."),
    "until_before": _("The last day is before the first."),
    "duties_apart": _("“%(one)s” and “%(other)s” don't go together."),
}
