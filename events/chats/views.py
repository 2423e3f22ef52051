from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from events.chats import actions, rooms, rules
from events.chats.forms import LineForm
from events.chats.live import line_piece
from events.chats.models import Line
from events.chats.rooms import Room
from network.members.models import Member
from realtime import replies
from realtime.receipts import KeyReused
from realtime.streams import Stream


def say(request: HttpRequest, room_id: int) -> HttpResponse:
    """A line said in the room of a stream. What is wrong is said with what was typed still there."""
    room = _room(request, get_object_or_404(Stream, pk=room_id))
    form = LineForm(request.POST)
    if form.is_valid():
        try:
            said = form.cleaned_data
            line = actions.say(room_id, body=said["body"], by=_me(request), key=said["key"], now=timezone.now())
        except KeyReused:
            return replies.key_reused(request, _("This was sent before with other words. Reload and send it again."))
        except ValidationError as error:
            form.add_error("body", error if not hasattr(error, "error_dict") else error.error_dict["body"])
        else:
            path = f"{room.get_absolute_url()}#line-{line.pk}"
            return replies.posted(request, id=f"line-{line.pk}", piece=line_piece(line), path=path)
    shown = {"form": form, "room": room, "show": room.show}
    return replies.refused(request, form) or render(request, "events/chats/say.html", shown, status=422)


def line(request: HttpRequest, line_id: int) -> HttpResponse:
    """What the one who asks may do with a line: a page, or the menu beside it."""
    found = get_object_or_404(Line.objects.select_related("stream", "author"), pk=line_id)
    room = _room(request, found.stream)
    shown = {
        "line": found,
        "room": room,
        "show": room.show,
        "may_take_back": rules.may_take_back(request.user, found),
        "may_hide": rules.may_hide(request.user, found, room),
    }
    return render(request, f"events/chats/{'_line_menu' if 'piece' in request.GET else 'line'}.html", shown)


def take_back(request: HttpRequest, line_id: int) -> HttpResponse:
    return _change(request, line_id, actions.take_back, _("Taken back. Its place stays, its words are gone."))


def hide(request: HttpRequest, line_id: int) -> HttpResponse:
    return _change(request, line_id, actions.hide, _("Hidden. You can show it again."))


def show_again(request: HttpRequest, line_id: int) -> HttpResponse:
    return _change(request, line_id, actions.show_again, _("Everybody sees it again."))


def _change(request: HttpRequest, line_id: int, act: Callable[..., Line], done: str) -> HttpResponse:
    line = get_object_or_404(Line.objects.select_related("stream"), pk=line_id)
    room = _room(request, line.stream)
    act(line.pk, by=_me(request), now=timezone.now())
    messages.success(request, done)
    return redirect(f"{room.get_absolute_url()}#line-{line.pk}")


def _room(request: HttpRequest, stream: Stream) -> Room:
    room = rooms.seen_by(request.user, stream)
    if room is None:
        raise Http404
    return room


def _me(request: HttpRequest) -> Member:
    if not isinstance(request.user, Member):
        raise PermissionDenied
    return request.user
