"""Choosing among things that have a name in each language."""

from django import forms


class NamedChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Shows names: `__str__` is an id here, because it reaches logs."""

    def label_from_instance(self, obj: object) -> str:
        """The name in the reader's language."""
        return str(obj.name)  # type: ignore[attr-defined]
