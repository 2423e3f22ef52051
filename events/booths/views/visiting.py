from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from events.booths import queries, rules
from events.booths.models import Sheet
from events.booths.views.finding import me, seen_booth
from events.shows.rules import is_registered
from ground.files.keeping import attachment
from ground.web import page_keys
from network.conversations.forms import MessageForm
from network.conversations.queries import talk_at


def booth(request: HttpRequest, booth_id: int) -> HttpResponse:
    found, now = seen_booth(request, booth_id), timezone.now()
    talk = talk_at(found, me(request), before=page_keys.key_in(request))
    shown = {
        "booth": found,
        "show": found.show,
        "open_now": found.show.day_at(now),
        "company": queries.company_of(found, me(request), now),
        "sheets": found.sheets.all(),
        "rota": queries.rota_of(found, now),
        "neighbours": queries.neighbours_of(found),
        "talk": talk,
        "form": MessageForm(to=talk.conversation),
        "may_dress": rules.may_dress(me(request), found),
        "registered": is_registered(me(request), found.show),
    }
    return render(request, "events/booths/booth.html", shown)


def company(request: HttpRequest, booth_id: int) -> HttpResponse:
    """The piece that says who is here, as the one who asks may see it."""
    found = seen_booth(request, booth_id)
    there = queries.company_of(found, me(request), timezone.now())
    return render(request, "events/booths/_company.html", {"booth": found, "company": there, "show": found.show})


def sheet_file(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """The file of a sheet, as a download and never as a page."""
    sheet = get_object_or_404(Sheet.objects.visible_to(request.user), pk=sheet_id)
    return attachment(sheet.file, sheet.file_name)
