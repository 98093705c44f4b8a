"""The components that every page is made of: `{% load components %}`. Each one is shown on /components/.

KIND is a meaning, each with one mark: done no soon missing pending ahead absent running stopped odd added same
(see personnel/home/marks.py). TONE is info ok warn bad. Words come translated: `{% translate "…" as word %}`.

Marks and words
  {% badge KIND word %}                          mark and word: the state of something; never without a word
  {% mark KIND %}                                the mark alone; its word must stand beside it
  {% alert TONE title %}text{% endalert %}       what happened (bold), what was kept, what to do; two lines at most
  {% nothing title text %}buttons{% endnothing %}  an empty list: what would be here and how it gets here
  {% reasons items %}                            list of (KIND, text): why an answer is as it is, what is still missing
  {% facts items %}                              list of (term, value): read as a line; `css="two"` in two columns

Where one is
  {% crumbs url label url label … last %}        in block breadcrumbs; the last may stand without a link
  {% tab url label current %}                    in <nav class="tabs">: other content of the same thing
  {% chip param value label count=… kind=… %}    in <nav class="chips">: a filter in the address; value "" means all

Forms (write <form method="post" class="form" novalidate>{% csrf_token %})
  {% errors form %}                              what is wrong with the form as a whole, with links to its fields
  {% field form.name span="all" rows=2 %}        label, control, help or error; label= help= replace the form's,
                                                 other arguments go to the control
  {% filters form %}                             the filters of a list, kept in the address; folded on a phone
  {% dialog id title action verb keep tone="danger" %}text, fields{% enddialog %}
                                                 opened by <a data-dialog="id" href="the confirming page">…</a>
  a confirming page: render(request, "components/confirm.html", {title, text, form, verb, keep, back, tone});
                                                 <a data-confirm href="its address"> shows it as a dialog at once

Lists (<table class="dense cards">, first cell class="ttl", data-l="列名" on others, state class="top")
  {% sort key label css="r" %}                   the whole <th>; the view: listing.Sorting (context: sorting)
  {% pages page things %}                        "1–50 of 178 people", the pages, keeping the query; listing.paginate
  {% bulk things %}buttons{% endbulk %}          above the table in <form data-rows>; boxes: name="row", head: data-all

Figures (SVG, no inline style)
  {% stat label value unit=… note=… share=… tone=… url=… action=… %}   a card with one number and what it compares to
  {% bar share tone=… label=… %}                 a share of one as a bar; with a label it is read aloud
  {% lines share first second %}                 a share of one against two lines in per cent, as the policy has them
  {% lines_big share first second %}             the same, large, with the lines' words
  {% split parts %}                              parts of one whole: list of (KIND, label, count), with its legend
  {% progress title done total note=… %}         from two seconds on, with a figure
  {% histogram chart %}                          personnel.home.figures.Histogram, its table below

Answers and time
  {% answer TONE heading kind=… word=… asked=… %}reasons{% endanswer %}   TONE ok may, bad may not, info needs you
  {% steps items %}                              dicts {state: done|now|stop|"", title, note, note2}: how far
  {% timeline items %}                           {tone: ok|warn|bad|"", text, on, note, url} (Moment): what happened

Filters
  day|record_day      2026-11-24 (days and instants)     instant|record_moment   2026-11-24 08:31
  day|notice_day      12月6日（周日）                      instant|notice_moment   12月6日（周日）09:00
  instant|clock_time  08:31        instant|last_day   the last day of what ends before that instant
  number|figure:1     1,000.0      share|percent:1    0.1667 → 16.7%      id|masked   110105********1002
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from personnel.home import figures
from personnel.home.fields import render_field
from personnel.home.listing import PAGE, SORT, Sorting, with_query
from personnel.home.marks import ALERTS, mark_of
from personnel.templatetags import words
from records.decimals import plain

register = template.Library()
register.filters.update(words.register.filters)


# Marks and words


@register.simple_tag
def mark(kind: str) -> SafeString:
    """The shape of a meaning in its colour."""
    shape, tone = mark_of(kind)
    return format_html('<i class="mk {} c-{}"></i>', shape, tone or "ink")


@register.simple_tag
def badge(kind: str, word: object) -> SafeString:
    """A state: its mark and its word."""
    words = str(word).strip()
    if not words:
        raise ValueError("a badge needs a word beside its mark")
    shape, tone = mark_of(kind)
    css = f"badge {tone}" if tone else "badge"
    return format_html('<span class="{}"><i class="mk {}"></i>{}</span>', css, shape, words)


@register.simple_block_tag
def alert(content: SafeString, tone: str, title: object = "", **attrs: str) -> SafeString:
    """What happened, what was kept, what to do; `role=` overrides how urgently it is read aloud."""
    role = attrs.get("role") or ("alert" if tone == "bad" else "status")
    bold = format_html("<b>{}</b>", title) if title else ""
    css = "" if tone == "info" else f" {tone}"
    shape = ALERTS[tone].shape
    return format_html(
        '<div class="alert{}" role="{}"><i class="mk {}"></i><div>{}{}</div></div>', css, role, shape, bold, content
    )


@register.simple_block_tag
def nothing(content: SafeString, title: object, text: object = "") -> SafeString:
    """An empty list: what would be here and how it gets here, then what one can do."""
    words = format_html("<p>{}</p>", text) if text else ""
    deeds = format_html('<div class="row">{}</div>', content) if content.strip() else ""
    return format_html('<div class="empty"><b>{}</b>{}{}</div>', title, words, deeds)


@register.simple_tag
def reasons(items: Iterable[tuple[str, object]]) -> SafeString:
    """Reasons one under the other, each with its mark."""
    rows = format_html_join("", "<li>{}<span>{}</span></li>", ((mark(kind), text) for kind, text in items))
    return format_html('<ul class="why">{}</ul>', rows)


@register.simple_tag
def facts(items: Iterable[tuple[object, object]], css: str = "") -> SafeString:
    """Terms and their values, read as a line."""
    rows = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", items)
    return format_html('<dl class="facts {}">{}</dl>', css, rows)


# Where one is


@register.simple_tag
def crumbs(*parts: object) -> SafeString:
    """The way here: addresses and labels in turn, the last label without an address."""
    pairs = [*zip(parts[::2], parts[1::2], strict=False)]
    links = format_html_join("", '<li><a href="{}">{}</a></li>', pairs)
    here = format_html('<li aria-current="page">{}</li>', parts[-1]) if len(parts) % 2 else ""
    return format_html('<nav aria-label="{}"><ol class="crumbs">{}{}</ol></nav>', _("Where you are"), links, here)


@register.simple_tag
def tab(url: str, label: object, current: object = False) -> SafeString:
    """A tab that is an ordinary link."""
    here = mark_safe(' aria-current="page"') if current else ""
    return format_html('<a class="tab" href="{}"{}>{}</a>', url, here, label)


@register.simple_tag(takes_context=True)
def chip(
    context: Context, param: str, value: object, label: object, *, count: object = None, kind: str = ""
) -> SafeString:
    """A filter that lives in the address; the one in force is marked as current."""
    query = context["request"].GET
    wanted = "" if value is None else str(value)
    here = mark_safe(' aria-current="true"') if query.get(param, "") == wanted else ""
    link = with_query(query, **{param: wanted, PAGE: None})
    number = format_html(" <b>{}</b>", count) if count is not None else ""
    return format_html('<a class="chip" href="{}"{}>{}{}{}</a>', link, here, mark(kind) if kind else "", label, number)


# Forms


@register.simple_tag
def field(bound: BoundField, **attrs: Any) -> SafeString:
    """A whole field of a form."""
    return render_field(bound, {name.replace("_", "-"): value for name, value in attrs.items()})


@register.simple_tag
def errors(form: BaseForm) -> SafeString:
    """What is wrong with a form as a whole, and where in it."""
    if not form.errors:
        return SafeString("")
    shown = [bound for bound in form.visible_fields() if bound.errors]
    context = {"whole": form.non_field_errors(), "fields": shown}
    return render_to_string("components/errors.html", context)


@register.simple_tag(takes_context=True)
def filters(context: Context, form: BaseForm) -> SafeString:
    """The filters of a list: the first one, then the others, the order kept, and the way back to all."""
    query = context["request"].GET
    fields = form.visible_fields()
    applied = any(query.get(bound.html_name) for bound in fields)
    applied = applied or any(query.get(bound.html_name) for bound in form.hidden_fields())
    parts = {"first": fields[:1], "others": fields[1:], "sort": query.get(SORT, ""), "applied": applied}
    parts["hidden"] = [bound for bound in form.hidden_fields() if query.get(bound.html_name)]
    return render_to_string("components/filters.html", parts)


@register.simple_block_tag(takes_context=True)
def dialog(
    context: Context,
    content: SafeString,
    name: str,
    title: object,
    *,
    action: str,
    verb: object,
    keep: object = "",
    tone: str = "",
) -> SafeString:
    """A form in a dialog that names the consequence; its button repeats the verb."""
    parts = {"id": name, "title": title, "action": action, "verb": verb, "keep": keep, "tone": tone, "content": content}
    return render_to_string("components/dialog.html", parts, request=context["request"])


# Lists


@register.simple_tag(takes_context=True)
def sort(context: Context, key: str, label: object, css: str = "") -> SafeString:
    """A column's head as a link to the list in that order."""
    request: HttpRequest = context["request"]
    asked = request.GET.get(SORT, "")
    now = context.get("sorting") or Sorting(asked.removeprefix("-"), asked.startswith("-"), ())
    link = with_query(request.GET, **{SORT: now.next_for(key), PAGE: None})
    state = ""
    if now.key == key:
        state = format_html(' aria-sort="{}"', "descending" if now.descending else "ascending")
    shape = format_html(' class="{}"', css) if css else ""
    return format_html('<th scope="col"{}{}><a class="sort" href="{}">{}</a></th>', shape, state, link, label)


@register.simple_tag(takes_context=True)
def pages(context: Context, page: "Page[Any]", things: object = "") -> SafeString:
    """Which rows these are, and the way to the others."""
    query = context["request"].GET
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [
        {"number": number, "url": with_query(query, page=number) if isinstance(number, int) else ""}
        for number in numbers
    ]
    parts = {"page": page, "things": things or _("rows"), "links": links}
    if page.has_next():
        parts["next"] = with_query(query, page=page.next_page_number())
    if page.has_previous():
        parts["previous"] = with_query(query, page=page.previous_page_number())
    return render_to_string("components/pages.html", parts)


@register.simple_block_tag
def bulk(content: SafeString, things: object = "") -> SafeString:
    """What can be done with the chosen rows; its place is kept, so that nothing jumps."""
    return render_to_string("components/bulk.html", {"content": content, "things": things or _("rows")})


# Figures


@register.inclusion_tag("components/stat.html")
def stat(label: object, value: object, **parts: object) -> dict[str, object]:
    """A card with one number: unit, note, share and tone of its bar, url and action of its link."""
    return {"label": label, "value": value, **parts}


@register.simple_tag
def bar(share: Decimal | float, tone: str = "", label: object = "") -> SafeString:
    """A share of one."""
    wide = figures.width(share)
    read = mark_safe('aria-hidden="true"')
    if label:
        read = format_html('role="img" aria-label="{} {}"', label, wide)
    return format_html('<svg class="bar" {}><rect class="{}" width="{}"/></svg>', read, tone, wide)


@register.inclusion_tag("components/lines.html")
def lines(share: Decimal | float, first: Decimal, second: Decimal) -> dict[str, object]:
    """A share of people against two lines, for a table's cell."""
    return {"share": share, **figures.lines_parts(share, first, second)}


@register.inclusion_tag("components/lines.html")
def lines_big(share: Decimal | float, first: Decimal, second: Decimal) -> dict[str, object]:
    """The same, large, with the words of the lines."""
    words = {"first": plain(first), "second": plain(second)}
    return {"share": share, "words": words, **figures.lines_parts(share, first, second)}


@register.inclusion_tag("components/split.html")
def split(parts: Sequence[tuple[str, object, int]]) -> dict[str, Any]:
    """Parts of one whole with their legend."""
    placed = figures.split_parts([(mark_of(kind).tone or "rest", count) for kind, _label, count in parts])
    return {"bars": placed, "parts": parts}


@register.inclusion_tag("components/progress.html")
def progress(title: object, done: int, total: int, note: object = "") -> dict[str, Any]:
    """How far a long act is."""
    share = done / total if total else 0
    return {"title": title, "done": done, "total": total, "note": note, "share": share, "percent": round(share * 100)}


@register.inclusion_tag("components/histogram.html")
def histogram(chart: figures.Histogram) -> dict[str, Any]:
    """A distribution with its table."""
    return {"chart": chart, **figures.histogram_parts(chart)}


# Answers and time


@register.simple_block_tag
def answer(
    content: SafeString, tone: str, heading: object, *, kind: str = "", word: object = "", asked: object = ""
) -> SafeString:
    """One sentence that answers, then its reasons."""
    parts = {"heading": heading, "kind": kind, "word": word, "asked": asked, "content": content}
    return render_to_string("components/answer.html", {"css": {"ok": "", "bad": "no", "info": "ask"}[tone], **parts})


@register.inclusion_tag("components/steps.html")
def steps(items: Iterable[dict[str, object]]) -> dict[str, object]:
    """How far something is."""
    return {"items": items}


@register.inclusion_tag("components/timeline.html")
def timeline(items: Iterable[dict[str, object]]) -> dict[str, object]:
    """What happened."""
    return {"items": items}
