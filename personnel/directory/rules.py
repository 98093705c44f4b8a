"""Which acts make sense for somebody, as he stands."""

from collections.abc import Collection
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


POSTS = (Act.TRANSFER, Act.APPOINT, Act.SECOND, Act.END_SECONDMENT, Act.CONCURRENT, Act.END_POST)
STANDING = (
    Act.END_PROBATION,
    Act.REINSTATE,
    Act.RANK,
    Act.NUMBER,
    Act.ESTABLISH,
    Act.UNESTABLISH,
    Act.LEGAL,
    Act.FIRST_REVIEW,
)
LEAVING = (Act.RETIRE, Act.RESIGN, Act.DISMISS, Act.DIED)
GROUPS = {"posts": POSTS, "standing": STANDING, "corrections": (Act.CORRECT,), "leaving": LEAVING}


def grouped(acts: Collection[Act]) -> dict[str, list[Act]]:
    """The acts by what they are about; leaving service comes last, apart from what is done every day."""
    found = {name: [act for act in group if act in acts] for name, group in GROUPS.items()}
    return {name: group for name, group in found.items() if group}


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
