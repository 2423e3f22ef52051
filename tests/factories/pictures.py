"""Pictures as a browser sends them."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def make_picture(width=900, height=600, kind="JPEG", name="me.jpg", mode="RGB", **options):
    drawn = io.BytesIO()
    Image.new(mode, (width, height), 120).save(drawn, kind, **options)
    return SimpleUploadedFile(name, drawn.getvalue(), content_type=f"image/{kind.lower()}")
