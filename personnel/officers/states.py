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
