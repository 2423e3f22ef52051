from collections.abc import Mapping

from django import template

from landings.letters.models import Measure
from network.followups.kinds import TEXT, Question

register = template.Library()


@register.filter
def question_in(measure: Measure, questions: Mapping[str, Question]) -> Question:
    """`{{ measure|question_in:questions }}`: what was asked; by its key, where the programme asks it no more."""
    return questions.get(measure.key) or Question(measure.key, TEXT, measure.key)
