"""How a form field is dressed: label above, control, then help or the error, tied together for screen readers."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop, ngettext_lazy

# Django's own messages that our catalogue says in a clerk's words.
TAKEN_OVER = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("This password is too common."),
    gettext_noop("This password is entirely numeric."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        10,
    ),
    gettext_noop("No file was submitted. Check the encoding type on the form."),
)

DAY, MOMENT, CLOCK = "%Y-%m-%d", "%Y-%m-%d %H:%M", "%H:%M"


def render_field(bound: BoundField, attrs: dict[str, Any]) -> SafeString:
    """The whole field. `attrs` go to the control (`rows=2`); `label` and `help` replace the form's own words and
    `span="all"` is the field's place in a grid.
    """
    bound.label = attrs.pop("label", bound.label)
    bound.help_text = attrs.pop("help", bound.help_text)
    ident = attrs.get("id", bound.auto_id)
    if bound.is_hidden:
        return bound.as_widget()
    css = " ".join(filter(None, ("field", "bad" if bound.errors else "", attrs.pop("span", ""))))
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return _choices(bound, css, ident)
    attrs = {**_described(bound, ident), **attrs}
    if isinstance(widget, forms.CheckboxInput):
        box = format_html('<label class="check">{}{}</label>', bound.as_widget(attrs=attrs), bound.label)
        return format_html('<div class="{}">{}{}</div>', css, box, _below(bound, ident))
    label = format_html('<label for="{}">{}</label>', attrs.get("id", bound.id_for_label), bound.label)
    return format_html('<div class="{}">{}{}{}</div>', css, label, _control(bound, attrs), _below(bound, ident))


def _control(bound: BoundField, attrs: dict[str, Any]) -> SafeString:
    """The control in its dressing: an arrow for a list of choices, a sheet for a day."""
    widget = bound.field.widget
    attrs["class"] = " ".join(filter(None, ("in", widget.attrs.get("class", ""), attrs.get("class", ""))))
    if isinstance(widget, forms.Select) and not widget.allow_multiple_selected:
        return format_html('<span class="sel">{}</span>', bound.as_widget(attrs=attrs))
    if isinstance(widget, forms.DateTimeInput):
        widget.format = widget.format or MOMENT
        return bound.as_widget(attrs={"autocomplete": "off", "maxlength": "16", **attrs})
    if isinstance(widget, forms.DateInput):
        widget.format = widget.format or DAY
        day = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "10", **attrs}
        return format_html('<span class="date">{}</span>', bound.as_widget(attrs=day))
    if isinstance(widget, forms.TimeInput):
        widget.format = widget.format or CLOCK
    return bound.as_widget(attrs=attrs)


def _choices(bound: BoundField, css: str, ident: str) -> SafeString:
    """Radio buttons or boxes in one row, the question as their legend."""
    boxes = format_html_join(
        "", '<label class="check">{}{}</label>', ((option.tag(), option.choice_label) for option in bound)
    )
    described = _described(bound, ident).get("aria-describedby", "")
    return format_html(
        '<fieldset class="{}"{}><legend>{}</legend><div class="opts">{}</div>{}</fieldset>',
        css,
        format_html(' aria-describedby="{}"', described) if described else "",
        bound.label,
        boxes,
        _below(bound, ident),
    )


def _described(bound: BoundField, ident: str) -> dict[str, str]:
    """What tells a screen reader where help or error stand."""
    if bound.errors:
        return {"aria-invalid": "true", "aria-describedby": f"{ident}_error"}
    if bound.help_text:
        return {"aria-describedby": f"{ident}_help"}
    return {}


def _below(bound: BoundField, ident: str) -> SafeString:
    """The error where there is one, else the help."""
    if bound.errors:
        words = " ".join(str(error) for error in bound.errors)
        return format_html('<span class="err" id="{}_error"><i class="mk x"></i><span>{}</span></span>', ident, words)
    if bound.help_text:
        return format_html('<span class="help" id="{}_help">{}</span>', ident, bound.help_text)
    return SafeString("")
