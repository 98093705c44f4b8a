"""The home page."""

from django.http import HttpResponse
from django.shortcuts import render

from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home import contributions, menu


@requires(None)
def home(request: Request) -> HttpResponse:
    """What I hold and what to do next; for somebody who is no officer, his pages."""
    officer = request.user.officer
    context: dict[str, object] = {"sections": menu.shown_to(request)}
    if officer is not None:
        now = request.now
        context |= {
            "officer": officer,
            "held": contributions.held_badges.collect(officer, now),
            "steps": sorted(contributions.next_steps.collect(officer, now), key=lambda step: step.urgency),
            "figures": sorted(contributions.figures.collect(officer, now), key=lambda figure: figure.order),
            "cards": sorted(contributions.cards.collect(officer, now), key=lambda card: card.order),
        }
    return render(request, "personnel/home/home.html", context)
