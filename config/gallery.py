"""Every piece of the house on one page, with made-up content: for those who build, in the demo only."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ground.ui.map import Arc, Port

TORONTO, BERLIN, LIMA, SINGAPORE = (43.7, -79.4), (52.5, 13.4), (-12.0, -77.0), (1.35, 103.8)


class Sample(forms.Form):
    email = forms.EmailField(label="E-mail", help_text="Where the host can reach you.")
    country = forms.ChoiceField(label="Country", choices=[("CA", "Canada"), ("DE", "Germany")])
    amount = forms.DecimalField(label="Amount", help_text="What you ask for, up to 4,000.", max_value=4000)
    note = forms.CharField(label="Why this market", widget=forms.Textarea, max_length=200, required=False)
    pace = forms.ChoiceField(
        label="Pace", choices=[("week", "One week"), ("month", "A month")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="I have not yet committed", help_text="Costs from before are not covered.")


def design(request: HttpRequest) -> HttpResponse:
    return render(request, "design/gallery.html", _pieces())


def _pieces() -> dict[str, Any]:
    return {
        "form": Sample(initial={"note": "Two clients in Berlin asked us to open there. " * 3}),
        "wrong": Sample({"email": "rosa@", "amount": "9000"}),
        "people": [_person(at, *who) for at, who in enumerate(PEOPLE)],
        "verdicts": VERDICTS,
        "rows": _rows(),
        "steps": [
            {"label": "Apply", "state": "done"},
            {"label": "Match", "state": "done"},
            {"label": "Land", "state": "now"},
            {"label": "Letter", "state": "next"},
        ],
        "parts": [
            {"label": "Services", "start": 0, "value": 32, "why": "4 of 5 wanted are offered"},
            {"label": "Shared hours", "start": 32, "value": 18, "why": "3 of 8 hours"},
            {"label": "Language", "start": 50, "value": 20, "why": "English at C1"},
            {"label": "Distance", "start": 70, "value": 12, "why": "6 km from the wanted place"},
        ],
        "bars": [("Germany", 31), ("Singapore", 24), ("France", 19), ("Japan", 7)],
        "arcs": [Arc(TORONTO, BERLIN), Arc(TORONTO, SINGAPORE, "soft"), Arc(LIMA, TORONTO, "cool")],
        "ports": [
            Port(*TORONTO, "Toronto", "start"),
            Port(*BERLIN, "Berlin"),
            Port(*SINGAPORE, "Singapore"),
            Port(*LIMA, "Lima", "start", "cool"),
        ],
        "shades": {"CA": "home", "DE": "l3", "FR": "l2", "SG": "l3", "JP": "l1"},
        "days": [(3, "free", "6"), (4, "part", "2"), (5, "full", "0"), (6, "mine", ""), (7, "closed", ""), (8, "", "")],
        "spark": [4, 6, 5, 9, 12, 11, 16],
        "hour_ago": timezone.now() - timedelta(hours=1),
        "soon": timezone.now() + timedelta(days=3, hours=2),
    }


def _person(at: int, name: str, country: str, headline: str) -> SimpleNamespace:
    return SimpleNamespace(pk=at + 3, name=name, country=country, headline=headline)


def _rows() -> list[dict[str, Any]]:
    now = timezone.now()
    return [
        {"at": now - timedelta(days=20), "text": "Application sent", "icon": "send", "by": "Rosa Quispe"},
        {"at": now - timedelta(days=9), "text": "Accepted, CA$3,200 committed", "icon": "check", "tone": "good"},
        {"at": now - timedelta(hours=3), "text": "The host asks about dates", "icon": "message-square", "tone": "hot"},
    ]


PEOPLE = [
    ("Rosa Quispe", "PE", "Founder, Chaska Software"),
    ("Joost de Wit", "NL", "Host, Waalhaven Works"),
    ("فاطمة الزهراء", "MA", "Trade commissioner"),
    ("Nguyễn Thị Ánh", "VN", "Co-owner, Mekong Design"),
]
VERDICTS = [
    {"answer": "pass", "rule": "Canadian firm", "reason": "Registered in Ontario since 2019."},
    {
        "answer": "fail",
        "rule": "Revenue under 5 million",
        "reason": "6.2 million last year.",
        "referral": "The Trade Commissioner Service helps firms of your size.",
    },
    {"answer": "unknown", "rule": "Lead time of 30 days", "needs": "your start date"},
]
