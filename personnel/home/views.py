"""The home page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from personnel.access.declared import requires
from personnel.accounts.request import Request
from personnel.home import contributions, menu
from personnel.home.reader import greeting, unit_of
from records.notices import latest_notices, words_of


@requires(None)
@require_safe
def home(request: Request) -> HttpResponse:
    """What I hold and what to do next; for somebody who is no officer, his pages."""
    officer = request.user.officer
    context: dict[str, object] = {
        "sections": menu.shown_to(request),
        "greeting": greeting(request.actor.name, request.now),
        "unit": unit_of(request.reader, request.user, request.now),
        "waiting": contributions.waiting_work.collect(request.actor, request.permissions, request.now),
        "notices": [(notice, words_of(notice)) for notice in latest_notices(request.actor)],
    }
    if officer is not None:
        now = request.now
        cards = sorted(contributions.cards.collect(officer, now), key=lambda card: card.order)
        context |= {
            "officer": officer,
            "held": contributions.held_badges.collect(officer, now),
            "steps": sorted(contributions.next_steps.collect(officer, now), key=contributions.urgency_of),
            "figures": sorted(contributions.figures.collect(officer, now), key=lambda figure: figure.order),
            "cards": cards,
            "wide": [card for card in cards if card.wide],
            "narrow": [card for card in cards if not card.wide],
        }
    return render(request, "personnel/home/home.html", context)
