from collections.abc import Callable
from typing import Any, TypeVar
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.web.idempotency import KeyReused
from ground.words import oneline
from ground.words.markdown import LONGEST
from network.forums.models import Board, Report, Thread
from network.forums.queries import Search
from network.members.models import Viewer

T = TypeVar("T")


class Words(forms.CharField):
    """Markdown as it was typed, with the line ends of our own; how long and whether blank, the action says."""

    def __init__(self, **options: Any) -> None:
        attrs = {"rows": 6, "data-count": LONGEST, "dir": "auto", **options.pop("attrs", {})}
        options.setdefault("error_messages", {"required": gettext_lazy("Write something first.")})
        super().__init__(strip=False, widget=forms.Textarea(attrs=attrs), **options)

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).replace("\r\n", "\n").replace("\r", "\n")


class Keyed(forms.Form):
    """A form that a browser may send more than once: `key` makes it count once."""

    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].initial = uuid4


class Drafted(Keyed):
    """One whose words are kept as a draft while they are typed: `draft` is the version that the page knows."""

    draft = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 2, initial=0, widget=forms.HiddenInput)


class ReplyForm(Drafted):
    body = Words(label=gettext_lazy("Your reply"), attrs={"rows": 2})
    quoted = forms.IntegerField(required=False, widget=forms.HiddenInput)


class StartForm(Drafted):
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=Thread.Kind.choices[::-1], widget=forms.RadioSelect
    )
    title = oneline.OneLine(
        label=gettext_lazy("Title"),
        error_messages={"required": gettext_lazy("Give the thread a title that says what it is about.")},
        help_text=gettext_lazy("What it is about, in one line. Others decide by it whether to read on."),
        widget=forms.TextInput(attrs={"maxlength": Thread.TITLE_LENGTH, "dir": "auto"}),
    )
    body = Words(
        label=gettext_lazy("Message"),
        help_text=gettext_lazy("Say what you have tried and what you need. @ and a name tells that person."),
        attrs={"rows": 9},
    )


class EditForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    draft = forms.IntegerField(required=False, initial=0, widget=forms.HiddenInput)
    body = Words(label=gettext_lazy("Message"), attrs={"rows": 9})


class TitleForm(forms.Form):
    title = oneline.OneLine(
        label=gettext_lazy("Title"),
        error_messages={"required": gettext_lazy("Give the thread a title that says what it is about.")},
        widget=forms.TextInput(attrs={"maxlength": Thread.TITLE_LENGTH, "dir": "auto"}),
    )


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what is wrong, so that the moderators know what to look for.")},
    )
    words = forms.CharField(
        label=gettext_lazy("In your words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Only the moderators of the board read it."),
    )


def name_people_of(form: forms.Form, board: Board, thread: Thread | None = None) -> None:
    """Let the message offer the names of the board's readers after an @, the thread's own people first."""
    where = reverse("network:board-people", args=[board.slug])
    form.fields["body"].widget.attrs["data-mentions"] = f"{where}?thread={thread.pk}" if thread else where


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if it was nothing; None while the form is only looked at."""
    return request.POST if request.method == "POST" else None


def attempt(form: forms.Form, do: Callable[[dict[str, Any]], T], *, at: str = "body") -> T | None:
    """Do it with what was typed. What is refused is said on the form, at field `at`; then the answer is None."""
    if not form.is_valid():
        return None
    try:
        return do(form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None if hasattr(refusal, "error_dict") else at, refusal)
    except KeyReused:
        words = _("This was sent before with other words. Copy it, reload the page and send it again.")
        form.add_error(at, ValidationError(words, code="key_reused"))
    return None


def status_of(form: forms.Form) -> int:
    """409 where the key was used for something else, 422 for whatever else is wrong with the form."""
    return 409 if codes_of(form) & {"key_reused", "stale"} else 422


def codes_of(form: forms.Form) -> set[str | None]:
    """The codes of what is wrong with the form."""
    return {error.code for errors in form.errors.as_data().values() for error in errors}


class SearchForm(forms.Form):
    """What is looked for, by address. A board or thread that the reader does not see is none that is looked in."""

    q = forms.CharField(label=gettext_lazy("Words"), max_length=200, required=False)
    author = forms.CharField(label=gettext_lazy("Said by"), max_length=120, required=False)
    board = forms.ModelChoiceField(
        label=gettext_lazy("On the board"), queryset=Board.objects.none(), required=False, to_field_name="slug"
    )
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=forms.DateInput({"type": "date"}))
    thread = forms.ModelChoiceField(queryset=Thread.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, asked: QueryDict, viewer: Viewer) -> None:
        super().__init__(asked)
        self.fields["q"].widget = forms.TextInput({"type": "search", "dir": "auto"})
        boards, threads = self.fields["board"], self.fields["thread"]
        assert isinstance(boards, forms.ModelChoiceField)
        assert isinstance(threads, forms.ModelChoiceField)
        boards.queryset = Board.objects.visible_to(viewer).order_by("place", "folded_name", "pk")
        boards.empty_label = _("Any")
        threads.queryset = Thread.objects.visible_to(viewer)

    @property
    def asked(self) -> Search | None:
        """Nothing where a field cannot be understood."""
        if not self.is_valid():
            return None
        said = self.cleaned_data
        where = {name: said[name] for name in ("author", "board", "since", "until", "thread")}
        return Search(words=said["q"], **where)

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in ("author", "board", "since", "until", "thread"))
