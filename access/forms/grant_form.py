"""A grant as an administrator writes it into a draft."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.declared import Declared, declared
from access.draft_lines import GrantTerms
from access.field_groups import FIELD_GROUPS, VERB_LABELS
from access.forms.appointment_form import DAY
from access.masking import Level
from access.models import Purpose
from access.scopes import SCOPES


class GrantForm(forms.Form):
    """Verbs, scope, purposes, last day, a filter for each declared attribute (`only_...`), and a
    level for each field group (`level_...`)."""

    scope = forms.ChoiceField(
        label=_("On which customers"), choices=SCOPES, widget=forms.RadioSelect
    )
    verbs = forms.MultipleChoiceField(
        label=_("May do"), choices=VERB_LABELS.items, widget=forms.CheckboxSelectMultiple
    )
    purposes = forms.MultipleChoiceField(
        label=_("For these purposes"), widget=forms.CheckboxSelectMultiple
    )
    ends_on = forms.DateField(
        label=_("Last day"), widget=DAY, required=False, help_text=_("Empty: for good")
    )

    def __init__(self, *args: Any, terms: GrantTerms | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        purposes = [(purpose.code, purpose.name) for purpose in Purpose.objects.all()]
        self.fields["purposes"].choices = purposes  # type: ignore[attr-defined]
        self._declared = declared()
        for attribute in self._declared:
            self.fields[f"only_{attribute.code}"] = _narrowing_field(attribute)
        for group in FIELD_GROUPS:
            self.fields[f"level_{group.code}"] = forms.ChoiceField(
                label=str(group.label),
                choices=Level.choices,
                initial=Level.HIDDEN,
                widget=forms.RadioSelect,
            )
        if terms:
            self.initial = _said_by(terms, self._declared)

    @property
    def levels(self) -> list[forms.BoundField]:
        """The fields of the table of levels."""
        return [self[f"level_{group.code}"] for group in FIELD_GROUPS]

    @property
    def filters(self) -> list[forms.BoundField]:
        """The fields that narrow the grant."""
        return [self[f"only_{attribute.code}"] for attribute in self._declared]

    @property
    def is_narrowed(self) -> bool:
        """One of them says something, or needs mending."""
        return any(field.value() or field.errors for field in self.filters)

    def terms(self) -> GrantTerms:
        """What the form says, once it is valid."""
        given = self.cleaned_data
        levels = {group.code: given[f"level_{group.code}"] for group in FIELD_GROUPS}
        return GrantTerms(
            verbs=tuple(given["verbs"]),
            scope=given["scope"],
            filters={
                attribute.code: given[f"only_{attribute.code}"]
                for attribute in self._declared
                if given[f"only_{attribute.code}"]
            },
            levels={code: level for code, level in levels.items() if level != Level.HIDDEN},
            purposes=tuple(given["purposes"]),
            ends_on=given["ends_on"],
        )


class NamesField(forms.CharField):
    """Names typed one after the other, read as codes; the codes in a list."""

    def __init__(self, *args: Any, attribute: Declared, **options: Any) -> None:
        super().__init__(*args, **options)
        self._attribute = attribute

    def clean(self, value: Any) -> list[str]:
        """Read each name. Raises ValidationError for one that is not known."""
        text = super().clean(value)
        return list(dict.fromkeys(self._read(name) for name in _parted(text)))

    def _read(self, name: str) -> str:
        code = self._attribute.find(name) if self._attribute.find else ""
        if not code:
            raise forms.ValidationError(_("“%(name)s” is not known.") % {"name": name})
        return code


def _parted(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"[,，、;；\n]", text) if name.strip()]


def _narrowing_field(attribute: Declared) -> forms.Field:
    label = str(attribute.label)
    if attribute.find:
        help_text = _("Names of provinces, cities or countries, parted by commas")
        return NamesField(
            attribute=attribute, label=label, required=False, max_length=600, help_text=help_text
        )
    entries = [(code, attribute.name(code)) for code in attribute.entries]
    return forms.MultipleChoiceField(
        label=label, choices=entries, required=False, widget=forms.CheckboxSelectMultiple
    )


def _said_by(terms: GrantTerms, attributes: tuple[Declared, ...]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "scope": terms.scope,
        "verbs": list(terms.verbs),
        "purposes": list(terms.purposes),
        "ends_on": terms.ends_on,
    }
    for group in FIELD_GROUPS:
        said[f"level_{group.code}"] = terms.levels.get(group.code, Level.HIDDEN)
    for attribute in attributes:
        codes = terms.filters.get(attribute.code, ())
        names = ", ".join(attribute.name(code) for code in codes)
        said[f"only_{attribute.code}"] = names if attribute.find else list(codes)
    return said
