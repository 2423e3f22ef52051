"""What conversations are called, for who reads: `{% load talks %}`."""

from django import template
from django.template import Context

from network.conversations.models import Conversation
from network.conversations.rules import name_of

register = template.Library()


@register.simple_tag(takes_context=True)
def talk_name(context: Context, conversation: Conversation) -> str:
    """`{% talk_name message.conversation %}`, with its participants and their members loaded."""
    return name_of(conversation, context["user"])
