"""A call, a visit or a note as somebody types it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.sent_once import LONGEST, new_token
from customers.services.log_activity import LONGEST as LONGEST_TEXT
from customers.value_reasons import sentence
from customers.wording import ACTIVITY_LABELS


class ActivityForm(forms.Form):
    """Starts with a call today: most of the time that is what it is."""

    kind = forms.ChoiceField(label=_("What"), choices=list(ACTIVITY_LABELS.items()))
    happened_on = forms.CharField(label=_("Day"), required=False)
    text = forms.CharField(label=_("What was said or done"), widget=forms.Textarea)

    def __init__(self, typed: Mapping[str, Any] | None = None) -> None:
        super().__init__(typed, initial={"happened_on": timezone.localdate().isoformat()})
        self.token: str = (typed or {}).get("token", "")[:LONGEST] or new_token()
        self.fields["happened_on"].widget.input_type = "date"
        self.fields["text"].widget.attrs |= {"rows": 3, "maxlength": LONGEST_TEXT}
        self.fields["text"].error_messages["required"] = sentence("missing")

    @property
    def wrong(self) -> list[forms.BoundField]:
        """The fields that are to be mended."""
        return [self[name] for name in self.fields if name in self.errors]

    def refuse(self, codes: Mapping[str, str]) -> None:
        """Put the reasons to their fields."""
        found = self.errors
        for name, code in codes.items():
            if name not in found:
                self.add_error(name, sentence(code))
