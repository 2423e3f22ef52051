import hashlib
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ground.files import uploads


class SentInForm(forms.Form):
    """A file that may be the sealed PDF. It is read once and not kept."""

    file = forms.FileField(
        label=_("The PDF"),
        widget=forms.FileInput(attrs={"accept": "application/pdf", **uploads.BOUND}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        self.digest = hashlib.sha256(uploads.read(file)).hexdigest()
        return file

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.digest = ""
