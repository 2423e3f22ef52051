import io
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from ground.files import pictures
from ground.files.kinds import GIF, JPEG, PNG, WEBP, kind_of

MIB = 1024 * 1024
MOST = 150 * MIB
ROOT = Path(__file__).parents[3]


def encoded(picture, form, **options):
    made = io.BytesIO()
    picture.save(made, form, **options)
    return made.getvalue()


def noisy(width, height, mode="RGB"):
    """Cheap to make, and not so even that nothing needs to be unfolded."""
    tile = Image.frombytes("RGB", (64, 64), random.Random(1).randbytes(64 * 64 * 3))
    return tile.resize((width, height), Image.Resampling.NEAREST).convert(mode)


def refusal(content, draw=lambda content, kind: pictures.square(content, kind, 512)):
    with pytest.raises(ValidationError) as refused:
        draw(content, kind_of(content))
    return refused.value.code


def shown(content):
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        *((JPEG, mode) for mode in ("RGB", "L", "CMYK")),
        *((PNG, mode) for mode in ("RGB", "RGBA", "P", "L", "LA", "1", "I;16")),
        *((WEBP, mode) for mode in ("RGB", "RGBA")),
        (GIF, "P"),
    ],
    ids=lambda one: getattr(one, "name", one),
)
def test_every_kind_of_picture_becomes_a_square(form, mode):
    content = encoded(Image.new(mode, (900, 600), 0), form.name)
    drawn = shown(pictures.square(content, kind_of(content), 512))
    assert (drawn.format, drawn.size, drawn.mode) == ("WEBP", (512, 512), "RGB")


@pytest.mark.parametrize("form", [JPEG, PNG, WEBP], ids=lambda kind: kind.name)
def test_a_whole_picture_keeps_its_kind_and_its_shape(form):
    content = encoded(noisy(3000, 2000), form.name)
    drawn = shown(pictures.bounded(content, form, 1_000_000))
    assert drawn.format == form.name
    assert 950_000 < drawn.width * drawn.height <= 1_000_000
    assert abs(drawn.width / drawn.height - 1.5) < 0.01


@given(st.integers(1, 700), st.integers(1, 700), st.integers(1, 400), st.sampled_from(["RGB", "RGBA", "L", "P"]))
def test_what_is_drawn_in_bands_is_the_picture(width, height, pixels, mode):
    """A slope from left to right and from top to bottom is still one, and of the same brightness."""
    slope = Image.linear_gradient("L").resize((width, height)).convert(mode)
    content = encoded(slope, "PNG")
    drawn = shown(pictures.bounded(content, PNG, pixels * 100)).convert("L")
    if drawn.size == slope.size:
        assert drawn.tobytes() == slope.convert("RGB").convert("L").tobytes()
    wanted = slope.convert("RGB").convert("L").resize(drawn.size, Image.Resampling.BOX)
    worst = max(abs(one - other) for one, other in zip(drawn.tobytes(), wanted.tobytes(), strict=True))
    assert worst <= 3


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_upright_as_its_camera_meant(form, orientation):
    exif = Image.Exif()
    exif[pictures.ORIENTATION] = orientation
    picture = Image.new("RGB", (64, 32), "white")
    picture.paste("red", (0, 0, 32, 16))
    content = encoded(picture, form, exif=exif.tobytes(), **({"lossless": True} if form == "WEBP" else {}))
    meant = ImageOps.exif_transpose(shown(content)).convert("RGB")
    drawn = shown(pictures.bounded(content, kind_of(content), 10_000)).convert("RGB")
    assert drawn.size == meant.size
    corners = [(4, 4), (drawn.width - 4, 4), (4, drawn.height - 4), (drawn.width - 4, drawn.height - 4)]
    assert [drawn.getpixel(at)[1] > 128 for at in corners] == [meant.getpixel(at)[1] > 128 for at in corners]


def test_what_is_clear_lies_on_white():
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert shown(pictures.bounded(encoded(clear, "PNG"), PNG, 10_000)).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("width", "height", "form", "code"),
    [
        (4000, 4000, PNG, None),
        (4001, 4000, PNG, "pixels"),
        (7000, 7000, PNG, "pixels"),
        (1, 16_000_001, PNG, "pixels"),
        (1, 16_000_000, PNG, "pixels"),
        (16_000_000, 1, PNG, "pixels"),
        (500, 32_000, PNG, None),
        (32_000, 500, PNG, None),
        (32_001, 1, PNG, "pixels"),
        (20_000, 20_000, PNG, "pixels"),
        (4000, 2000, WEBP, None),
        (4000, 2001, WEBP, "pixels"),
        (16_383, 16_383, WEBP, "pixels"),
    ],
    ids=str,
)
def test_at_most_16_megapixels_told_from_the_header(width, height, form, code):
    if form is PNG:
        content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", width.to_bytes(4) + height.to_bytes(4) + b"\1\0\0\0\0")
        content += chunk(b"IDAT", b"")
    else:
        bits = (width - 1) | (height - 1) << 14
        content = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f" + bits.to_bytes(4, "little") + bytes(8)
    # Nothing follows the header: what is within bounds is damaged, what is not was never unfolded.
    assert refusal(content) == (code or "damaged")


def chunk(name, content):
    import zlib

    return len(content).to_bytes(4) + name + content + zlib.crc32(name + content).to_bytes(4)


@pytest.mark.parametrize("form", ["lossy", "lossless", "extended"])
def test_the_header_of_every_webp_tells_its_size(form):
    picture = noisy(301, 203, "RGBA" if form == "extended" else "RGB")
    options = {"lossless": form == "lossless", "exif": b"Exif\0\0" if form == "extended" else b""}
    content = encoded(picture, "WEBP", **{name: value for name, value in options.items() if value})
    assert pictures._size_in_header(content, WEBP) == (301, 203)


def test_a_picture_of_thousands_of_scans_is_not_gone_over_thousands_of_times():
    content = encoded(noisy(64, 64), "JPEG", progressive=True)
    assert refusal(content[:-2] + b"\xff\xda" * 200 + content[-2:]) == "damaged"


def test_one_picture_is_drawn_at_a_time(monkeypatch):
    at_once, most, lock = 0, 0, threading.Lock()
    draw = pictures._in_bands

    def slow(*words):
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.01)
        with lock:
            at_once -= 1
        return draw(*words)

    monkeypatch.setattr(pictures, "_in_bands", slow)
    content = encoded(noisy(50, 50), "GIF")
    with ThreadPoolExecutor(4) as pool:
        assert len(list(pool.map(lambda _n: pictures.square(content, GIF, 20), range(8)))) == 8
    assert most == 1


def test_who_waits_too_long_for_a_turn_is_told(monkeypatch):
    monkeypatch.setattr(pictures, "PATIENCE", 0.01)
    content = encoded(noisy(50, 50), "PNG")
    with pictures._one:
        assert refusal(content) == "busy"
    assert pictures.square(content, PNG, 20)


@given(st.data(), st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]))
def test_whatever_is_broken_in_a_picture_it_is_refused_in_words(data, form):
    content = bytearray(encoded(noisy(80, 60), form))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(8, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(12, len(content)))
    try:
        pictures.square(bytes(content[:cut]), kind_of(bytes(content)) or JPEG, 40)
    except ValidationError as refused:
        assert refused.code in ("damaged", "pixels")


# One process each: what was once taken from the system stays taken.
MEASURED = """
import resource, sys
from django.conf import settings
settings.configure(USE_I18N=False)
from ground.files import pictures
from ground.files.kinds import kind_of
from django.core.exceptions import ValidationError
content = open(sys.argv[1], "rb").read()
pictures.Image.init()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    if sys.argv[2] == "square":
        pictures.square(content, kind_of(content), 512)
    else:
        pictures.bounded(content, kind_of(content), 4_000_000)
except ValidationError as refused:
    print(refused.code, end=" ")
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""


def worst_cases():
    turned = Image.Exif()
    turned[pictures.ORIENTATION] = 6
    yield "png of 49 megapixels", "pixels", encoded(Image.new("RGB", (7000, 7000)), "PNG")
    yield "turned jpeg of 49 megapixels", "pixels", encoded(Image.new("RGB", (7000, 7000)), "JPEG", exif=turned)
    yield "png", "", encoded(Image.new("RGB", (4000, 4000)), "PNG")
    yield "clear png", "", encoded(Image.new("RGBA", (4000, 4000)), "PNG")
    yield "long clear png", "", encoded(Image.new("RGBA", (1000, 16000)), "PNG")
    yield "wide png", "", encoded(Image.new("RGB", (32_000, 500)), "PNG")
    yield "wide clear png", "", encoded(Image.new("RGBA", (32_000, 500)), "PNG")
    yield "palette", "", encoded(Image.new("P", (4000, 4000)), "PNG", transparency=0)
    yield "turned png", "", encoded(Image.new("RGB", (4000, 4000)), "PNG", exif=turned)
    yield "gif", "", encoded(Image.new("P", (4000, 4000)), "GIF")
    yield "turned jpeg", "", encoded(Image.new("RGB", (4000, 4000)), "JPEG", exif=turned)
    yield "jpeg in scans", "", encoded(noisy(4000, 4000), "JPEG", progressive=True, subsampling=0)
    yield "cmyk in scans", "pixels", encoded(Image.new("CMYK", (4000, 4000)), "JPEG", progressive=True)
    yield "webp", "", encoded(Image.new("RGBA", (4000, 2000)), "WEBP", lossless=True)


@pytest.mark.parametrize("how", ["square", "bounded"])
def test_no_picture_costs_150_mb(how, tmp_path):
    costs = {}
    for name, code, content in worst_cases():
        if how == "bounded" and name == "gif":
            continue
        (tmp_path / "picture").write_bytes(content)
        words = [sys.executable, "-c", MEASURED, str(tmp_path / "picture"), how]
        said = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
        assert said[:-1] == ([code] if code else []), name
        costs[name] = int(said[-1]) // MIB
    assert {name: cost for name, cost in costs.items() if cost >= MOST // MIB} == {}
    assert max(cost for name, cost in costs.items() if name.endswith("49 megapixels")) < 5
