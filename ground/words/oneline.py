"""Fields of one line: in forms, where they say what is wrong, and in models, where nothing wrong is ever kept.

A name goes through the same rule whichever door it comes by: a form, an action, a programme's file, the staff's pages.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from ground.words import names

Rule = Callable[[str], None]
if TYPE_CHECKING:
    Chars = models.CharField[str, str]
else:
    Chars = models.CharField


class OneLine(forms.CharField):
    """One line of plain words."""

    default_validators = [names.plain_words]


class Title(OneLine):
    """What a thing is called."""

    default_validators = [names.honest_title]


class Name(OneLine):
    """What somebody is called."""

    default_validators = [names.honest_name]


class Headline(OneLine):
    """What somebody says of themselves."""

    default_validators = [names.honest_line]


class LineField(Chars):
    """A column of one line. To the database, and to migrations, it is a CharField.

    What breaks its rule is refused as it is written, but for what stands there already: a row from before the rule
    may be changed elsewhere.
    """

    form: type[OneLine] = OneLine
    default_validators = [names.plain_words]

    def deconstruct(self) -> Any:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": self.form, **options})

    def pre_save(self, row: models.Model, add: bool) -> Any:
        value = super().pre_save(row, add)
        if value and isinstance(value, str):
            self._must_hold(value, row, add)
        return value

    def _must_hold(self, value: str, row: models.Model, add: bool) -> None:
        for rule in self.default_validators:
            try:
                rule(value)
            except ValidationError:
                if add or not type(row)._base_manager.filter(pk=row.pk, **{self.attname: value}).exists():
                    raise


class TitleField(LineField):
    form = Title
    default_validators = [names.honest_title]


class NameField(LineField):
    form = Name
    default_validators = [names.honest_name]


class HeadlineField(LineField):
    form = Headline
    default_validators = [names.honest_line]
