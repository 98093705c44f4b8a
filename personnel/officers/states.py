"""Choices about officers and their posts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(TextChoices):
    """As on the identity card."""

    MALE = "male", _("male")
    FEMALE = "female", _("female")


class Category(TextChoices):
    """Auxiliary police take tests and courses and never hold a level."""

    OFFICER = "officer", pgettext_lazy("category", "officer")
    AUXILIARY = "auxiliary", _("auxiliary")


class Service(TextChoices):
    """Whether somebody serves."""

    IN_SERVICE = "in_service", _("in service")
    PROBATION = "probation", _("on probation")
    RETIRED = "retired", _("retired")
    RESIGNED = "resigned", _("resigned")
    DISMISSED = "dismissed", _("dismissed")
    DIED = "died", _("died")


SERVING = (Service.IN_SERVICE, Service.PROBATION)


class Relation(TextChoices):
    """How a post ties an officer to a unit; the 10 % and 20 % rules count the established ones."""

    ESTABLISHED = "established", _("established")
    WORKING = "working", _("working (seconded)")
    CONCURRENT = "concurrent", _("concurrent")


class Stream(TextChoices):
    """警种: the professional subject of an exam and the stream of a post; "" is the non-stream paper."""

    NONE = "", pgettext_lazy("stream", "general")
    CRIMINAL = "criminal", _("criminal investigation")
    ECONOMIC = "economic", _("economic crime")
    PUBLIC_ORDER = "public_order", _("public order")
    EXIT_ENTRY = "exit_entry", _("exit and entry")
    TRAFFIC = "traffic", _("traffic")
    NARCOTICS = "narcotics", _("narcotics")


# Who serves may leave; who left may come back, but for the dead. A wrongly recorded move is taken back instead.
SERVICE_MOVES: dict[Service, frozenset[Service]] = {
    Service.PROBATION: frozenset({Service.IN_SERVICE, Service.RESIGNED, Service.DISMISSED, Service.DIED}),
    Service.IN_SERVICE: frozenset({Service.RETIRED, Service.RESIGNED, Service.DISMISSED, Service.DIED}),
    Service.RETIRED: frozenset({Service.IN_SERVICE, Service.DIED}),
    Service.RESIGNED: frozenset({Service.IN_SERVICE, Service.DIED}),
    Service.DISMISSED: frozenset({Service.IN_SERVICE, Service.DIED}),
    Service.DIED: frozenset(),
}

# 人民警察警衔条例: the retired keep their rank; who resigns or is dismissed does not.
LOSING_RANK = frozenset({Service.RESIGNED, Service.DISMISSED})


class PostDuty(TextChoices):
    """What a post is charged with, as far as it matters who else may do it."""

    HANDLE_CASES = "handle_cases", pgettext_lazy("post duty", "handles cases")
    REVIEW_PENALTY = "review_penalty", pgettext_lazy("post duty", "reviews penalties")
    STATIONED_LEGAL = "stationed_legal", pgettext_lazy("post duty", "stationed legal officer")
    LEGAL_AFFAIRS = "legal_affairs", pgettext_lazy("post duty", "in charge of legal matters")
    APPROVE_CASES = "approve_cases", pgettext_lazy("post duty", "approves cases")
    COMMUNITY = "community", pgettext_lazy("post duty", "community policing")
    CLERK = "clerk", pgettext_lazy("post duty", "unit clerk")


# Duties of the police alone: an auxiliary assists and is charged with none of them.
POLICE_DUTIES = frozenset(
    {
        PostDuty.HANDLE_CASES,
        PostDuty.REVIEW_PENALTY,
        PostDuty.STATIONED_LEGAL,
        PostDuty.LEGAL_AFFAIRS,
        PostDuty.APPROVE_CASES,
    }
)

# 人民警察警衔条例: five classes with thirteen grades, the highest first.
RANK_CLASSES: tuple[tuple[str, ...], ...] = (
    ("总警监", "副总警监"),
    ("一级警监", "二级警监", "三级警监"),
    ("一级警督", "二级警督", "三级警督"),
    ("一级警司", "二级警司", "三级警司"),
    ("一级警员", "二级警员"),
)
RANKS: tuple[str, ...] = tuple(rank for ranks in RANK_CLASSES for rank in ranks)

# 职级 in two rows, the highest first.
GRADE_ROWS: dict[str, tuple[str, ...]] = {
    "执法勤务警员": (
        "一级警务专员",
        "二级警务专员",
        "一级高级警长",
        "二级高级警长",
        "三级高级警长",
        "四级高级警长",
        "一级警长",
        "二级警长",
        "三级警长",
        "四级警长",
        "一级警员",
        "二级警员",
    ),
    "警务技术": (
        "警务技术一级总监",
        "警务技术二级总监",
        "警务技术一级主任",
        "警务技术二级主任",
        "警务技术三级主任",
        "警务技术四级主任",
        "警务技术一级主管",
        "警务技术二级主管",
        "警务技术三级主管",
        "警务技术四级主管",
        "警务技术员",
    ),
}
GRADES: tuple[str, ...] = tuple(grade for row in GRADE_ROWS.values() for grade in row)


class Act(TextChoices):
    """What HR does to one person; its page asks, shows what it touches, and asks again."""

    TRANSFER = "transfer", pgettext_lazy("act", "transfer")
    SECOND = "second", pgettext_lazy("act", "second")
    END_SECONDMENT = "end-secondment", pgettext_lazy("act", "end the secondment")
    APPOINT = "appoint", pgettext_lazy("act", "give another post in the unit")
    CONCURRENT = "concurrent", pgettext_lazy("act", "give a concurrent post")
    END_POST = "end-post", pgettext_lazy("act", "end a post")
    END_PROBATION = "end-probation", pgettext_lazy("act", "end the probation")
    RETIRE = "retire", pgettext_lazy("act", "retire")
    RESIGN = "resign", pgettext_lazy("act", "record the resignation")
    DISMISS = "dismiss", pgettext_lazy("act", "dismiss")
    DIED = "died", pgettext_lazy("act", "record the death")
    REINSTATE = "reinstate", pgettext_lazy("act", "re-instate")
    ESTABLISH = "establish", pgettext_lazy("act", "put on the establishment")
    UNESTABLISH = "unestablish", pgettext_lazy("act", "take off the establishment")
    RANK = "rank", pgettext_lazy("act", "award a rank")
    NUMBER = "number", pgettext_lazy("act", "give another police number")
    LEGAL = "legal", pgettext_lazy("act", "record the legal qualification")
    FIRST_REVIEW = "first-review", pgettext_lazy("act", "record the first review")
    CORRECT = "correct", pgettext_lazy("act", "correct personal data")


LEAVING: dict[Act, Service] = {
    Act.RETIRE: Service.RETIRED,
    Act.RESIGN: Service.RESIGNED,
    Act.DISMISS: Service.DISMISSED,
    Act.DIED: Service.DIED,
}
