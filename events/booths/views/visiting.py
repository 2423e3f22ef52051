from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from events.booths import queries, rules
from events.booths.models import Sheet
from events.booths.views.finding import me, seen_booth
from events.chats.forms import LineForm
from events.chats.queries import chat_of
from events.shows.rules import is_registered
from ground.web import page_keys


def booth(request: HttpRequest, booth_id: int) -> HttpResponse:
    found, now = seen_booth(request, booth_id), timezone.now()
    shown = {
        "booth": found,
        "show": found.show,
        "open_now": found.show.day_at(now),
        "company": queries.company_of(found, me(request), now),
        "sheets": found.sheets.all(),
        "rota": queries.rota_of(found, now),
        "neighbours": queries.neighbours_of(found),
        "chat": chat_of(found, me(request), before=page_keys.key_in(request)),
        "line_form": LineForm(),
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
    """The file of a sheet, as a download and never as a page. It has 5 MB at most, so it is sent in one piece."""
    sheet = get_object_or_404(Sheet.objects.visible_to(request.user), pk=sheet_id)
    if not sheet.file.name or not sheet.file.storage.exists(sheet.file.name):
        raise Http404
    with sheet.file.open() as file:
        answer = HttpResponse(file.read(), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, sheet.file_name) or "attachment"
    return answer
