"""Which acts make sense for somebody, as he stands."""

from dataclasses import dataclass

from personnel.officers.states import SERVING, Act, Category, Service

BY_SERVICE: dict[Service, tuple[Act, ...]] = {
    Service.PROBATION: (Act.END_PROBATION, Act.RESIGN, Act.DISMISS, Act.DIED),
    Service.IN_SERVICE: (Act.RETIRE, Act.RESIGN, Act.DISMISS, Act.DIED),
    Service.RETIRED: (Act.REINSTATE, Act.DIED),
    Service.RESIGNED: (Act.REINSTATE, Act.DIED),
    Service.DISMISSED: (Act.REINSTATE, Act.DIED),
    Service.DIED: (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """How somebody stands today, as far as it decides what may be done."""

    status: Service | None
    category: Category | None
    established: bool
    has_post: bool
    has_other_posts: bool
    is_seconded: bool
    has_legal_qualification: bool
    reviews: bool

    @property
    def is_serving(self) -> bool:
        """Whether he serves."""
        return self.status in SERVING


def acts_for(situation: Situation) -> list[Act]:
    """The acts that are offered, in the order of the page: posts first, then what a career brings, then its end."""
    acts: list[Act] = []
    if situation.is_serving:
        acts += _of_posts(situation)
        acts.append(Act.NUMBER)
        if situation.category == Category.OFFICER:
            acts.append(Act.RANK)
            acts.append(Act.UNESTABLISH if situation.established else Act.ESTABLISH)
            acts += [] if situation.has_legal_qualification else [Act.LEGAL]
            acts += [] if situation.reviews else [Act.FIRST_REVIEW]
    acts.append(Act.CORRECT)
    return acts + list(BY_SERVICE[situation.status] if situation.status else ())


def _of_posts(situation: Situation) -> list[Act]:
    acts = [Act.TRANSFER]
    if situation.has_post:
        acts += [Act.APPOINT, Act.SECOND]
    if situation.is_seconded:
        acts.append(Act.END_SECONDMENT)
    acts.append(Act.CONCURRENT)
    if situation.has_post or situation.has_other_posts:
        acts.append(Act.END_POST)
    return acts
