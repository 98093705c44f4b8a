"""One person's page: what stands, what was, what was changed by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from personnel.changes.models import Change
from personnel.changes.reasons import words_of
from personnel.directory.moments import names_at_their_time
from personnel.directory.rules import Situation, acts_for, grouped
from personnel.home.contributions import HeldBadge, Moment, held_badges, timeline
from personnel.officers.models import (
    Appointment,
    FirstReview,
    LegalQualification,
    Officer,
    PoliceNumber,
    Rank,
    ServiceStatus,
)
from personnel.officers.officers import may_be_taken_back
from personnel.officers.rules import masked_id_number
from personnel.officers.states import Act, Category, PostDuty, Relation, Service
from personnel.units.models import Unit

MOST_MOMENTS, MOST_CHANGES = 40, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """One post with its unit's name and duties in words."""

    post: Appointment
    unit_name: str
    duties: str
    is_present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change in words."""

    change: Change
    words: str
    detail: str
    may_be_taken_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Everything on a person's page."""

    officer: Any
    unit: Unit | None
    situation: Situation
    status: ServiceStatus | None
    id_number: str
    posts: list[PostLine]
    former_posts: list[PostLine]
    ranks: list[Rank]
    numbers: list[PoliceNumber]
    legal: LegalQualification | None
    review: FirstReview | None
    badges: list[HeldBadge]
    moments: list[Moment]
    changes: list[ChangeLine]
    acts: list[Act]

    @property
    def act_groups(self) -> list[tuple[str, list[Act]]]:
        """(words, acts) as the page groups them."""
        words = {
            "posts": pgettext("acts", "Posts"),
            "standing": pgettext("acts", "Rank and standing"),
            "corrections": pgettext("acts", "Corrections"),
            "leaving": pgettext("acts", "Leaving service"),
        }
        return [(words[name], acts) for name, acts in grouped(self.acts).items()]

    @property
    def number(self) -> str:
        """The number carried today, else the last one."""
        if self.officer.police_number:
            return str(self.officer.police_number)
        return self.numbers[-1].number if self.numbers else ""


def person_of(officer: Officer, now: datetime) -> Person:
    """The page of somebody whom the reader may see."""
    posted = Officer.objects.with_post_at(now).get(pk=officer.pk)
    posts = list(Appointment.objects.believed().filter(officer=officer).order_by("valid_from", "pk"))
    lines = _lines(posts, now)
    situation = situation_of(officer, posts, now)
    return Person(
        officer=posted,
        unit=Unit.objects.named_at(now).filter(pk=posted.unit_id).first() if posted.unit_id else None,
        situation=situation,
        status=_status(officer, now),
        id_number=masked_id_number(posted.id_number),
        posts=[line for line in lines if line.is_present or line.post.valid_from > now],
        former_posts=[line for line in reversed(lines) if not line.is_present and line.post.valid_from <= now],
        ranks=list(Rank.objects.believed().filter(officer=officer).order_by("-valid_from")),
        numbers=list(PoliceNumber.objects.believed().filter(officer=officer).order_by("valid_from")),
        legal=LegalQualification.objects.believed().filter(officer=officer).first(),
        review=FirstReview.objects.believed().filter(officer=officer).first(),
        badges=held_badges.collect(officer, now) if situation.category == Category.OFFICER else [],
        moments=moments_of(officer, now)[:MOST_MOMENTS],
        changes=changes_of(officer),
        acts=acts_for(situation),
    )


def moments_of(officer: Officer, now: datetime) -> list[Moment]:
    """What happened, the latest first: what every floor has to say."""
    return sorted(timeline.collect(officer, now), key=lambda moment: moment.on, reverse=True)


def situation_of(officer: Officer, posts: Sequence[Appointment], now: datetime) -> Situation:
    """How he stands today."""
    status = _status(officer, now)
    held = {post.relation for post in posts if _is_present(post, now)}
    return Situation(
        status=Service(status.status) if status else None,
        category=Category(status.category) if status else None,
        established=bool(status and status.established),
        has_post=Relation.ESTABLISHED in held,
        has_other_posts=Relation.CONCURRENT in held,
        is_seconded=Relation.WORKING in held,
        has_legal_qualification=LegalQualification.objects.believed().filter(officer=officer).exists(),
        reviews=FirstReview.objects.believed().filter(officer=officer).exists(),
    )


def changes_of(officer: Officer) -> list[ChangeLine]:
    """Who changed what, when, by which document; the latest first."""
    changes = list(Change.objects.filter(officer=officer).order_by("-pk")[:MOST_CHANGES])
    undone = {change.params.get("change") for change in changes if change.reason_code == "officer.taken_back"}
    return [
        ChangeLine(
            change=change,
            words=words_of(change.reason_code),
            detail=_detail(change),
            may_be_taken_back=may_be_taken_back(change) and str(change.uuid) not in undone,
        )
        for change in changes
    ]


def _detail(change: Change) -> str:
    """Why, and for a correction what it was and is."""
    parts = [change.params["reason"]] if change.params.get("reason") else []
    if change.params.get("code"):
        parts.append(words_of(change.params["code"]))
    names = {
        "name": _("Name"),
        "sex": _("Sex"),
        "born_on": _("Born on"),
        "id_number": _("Identity number"),
        "joined_on": _("Joined on"),
    }
    for field, values in change.params.get("fields", {}).items():
        words = {"field": names.get(field, field), "before": values["before"], "after": values["after"]}
        parts.append(_("%(field)s: %(before)s → %(after)s") % words)
    return pgettext("between remarks", "; ").join(parts)


def _lines(posts: list[Appointment], now: datetime) -> list[PostLine]:
    names = names_at_their_time(posts)
    between = pgettext("between names", ", ")
    return [
        PostLine(
            post=post,
            unit_name=names.get(post.pk, ""),
            duties=between.join(str(PostDuty(duty).label) if duty in PostDuty else duty for duty in post.duties),
            is_present=_is_present(post, now),
        )
        for post in posts
    ]


def _is_present(post: Appointment, now: datetime) -> bool:
    return post.valid_from <= now and (post.valid_to is None or post.valid_to > now)


def _status(officer: Officer, now: datetime) -> ServiceStatus | None:
    return ServiceStatus.objects.believed().holding_at(now).filter(officer=officer).first()
