"""Whatever is handed in goes to the storage of the settings, and only a view hands it out again."""

import hashlib
import re
import threading
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from config import files
from events.booths import actions as booths
from events.booths.models import Sheet
from ground.files import keeping
from ground.files.loose import LooseFile
from ground.tables.commits import InTransaction
from landings.grants import actions as claims
from landings.grants.actions.claims import RECEIPT
from landings.grants.forms import receipt_from
from network.members import actions as members
from network.members.models import Member
from realtime.jobs.outside import attempts
from realtime.jobs.outside.models import OutsideJob
from tests.factories.documents import make_ooxml
from tests.factories.events import exhibitor_of, make_booth
from tests.factories.landings_grants import a_cost, a_pdf, make_claim
from tests.factories.members import make_member
from tests.factories.pictures import make_picture

MEMORY = "django.core.files.storage.InMemoryStorage"


@pytest.fixture(autouse=True)
def elsewhere(settings, tmp_path):
    """No file system: what touches it would leave something in the directory."""
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {**site.STORAGES, "default": {"BACKEND": MEMORY}}
    assert isinstance(storages["default"], InMemoryStorage)
    yield
    assert list(tmp_path.rglob("*")) == []


def a_photo():
    member = members.show_photo(by=make_member(), file=make_picture(), size=10)
    return member.photo, member.photo_url, member


def a_receipt():
    claim = make_claim(costs=[100_000])
    line = claim.lines.get()
    return line.receipt, f"/landings/claims/{claim.pk}/lines/{line.pk}/receipt/", claim.claimant


def a_sheet():
    booth = make_booth()
    by = exhibitor_of(booth)
    file = make_ooxml_file()
    made = booths.add_sheet(booth.pk, title="A", text="", file=file, by=by, key="", now=timezone.now())
    return made.file, reverse("events:sheet-file", args=[made.pk]), by


def make_ooxml_file(name="offer.docx"):
    return SimpleUploadedFile(name, make_ooxml("docx"))


@pytest.mark.django_db
@pytest.mark.parametrize("handed_in", [a_photo, a_receipt, a_sheet])
def test_it_is_kept_where_the_settings_say_handed_out_and_missed_with_404(log_in, handed_in):
    file, address, member = handed_in()
    assert default_storage.exists(file.name)
    with default_storage.open(file.name) as kept:
        content = kept.read()

    answer = log_in(member).get(address)
    assert (answer.status_code, answer.content) == (200, content)

    default_storage.delete(file.name)
    assert log_in(member).get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("handed_in", [a_receipt, a_sheet])
def test_what_others_sent_is_saved_never_shown(log_in, handed_in):
    _file, address, member = handed_in()

    answer = log_in(member).get(address)

    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")


@pytest.mark.django_db(transaction=True)
def test_what_is_replaced_or_taken_away_is_kept_no_longer():
    photo, _address, member = a_photo()
    members.show_photo(by=member, file=make_picture(), size=10)
    assert not default_storage.exists(photo.name)
    last = Member.objects.get(pk=member.pk).photo
    members.drop_photo(by=member)
    assert not default_storage.exists(last.name)

    sheet, _address, by = a_sheet()
    row = Sheet.objects.get(file=sheet.name)
    said = {"title": "A", "text": "", "by": by, "now": timezone.now()}
    newer = booths.change_sheet(row.pk, file=make_ooxml_file("newer.docx"), **said).file
    assert (default_storage.exists(sheet.name), default_storage.exists(newer.name)) == (False, True)
    booths.change_sheet(row.pk, file=None, **{**said, "title": "B"})
    assert default_storage.exists(newer.name)
    booths.remove_sheet(row.booth_id, sheet_id=row.pk, by=by, now=timezone.now())
    assert not default_storage.exists(newer.name)


@pytest.mark.django_db(transaction=True)
def test_what_a_transaction_undoes_is_kept():
    photo, _address, member = a_photo()
    with transaction.atomic():
        members.drop_photo(by=member)
        transaction.set_rollback(True)
    assert default_storage.exists(photo.name)


@pytest.mark.django_db
def test_a_receipt_is_kept_under_a_name_that_tells_nothing_and_known_again_by_its_content():
    file = a_pdf("hotel")
    upload = receipt_from(file)
    file.seek(0)
    name = keeping.keep(RECEIPT, upload.content, upload.kind.ending)
    assert upload.digest == hashlib.sha256(file.read()).hexdigest()
    assert re.fullmatch(r"receipts/\d{4}/\w{24}\.pdf", name)
    with default_storage.open(name) as kept:
        assert kept.read() == upload.content


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("handed_in", [a_photo, a_receipt, a_sheet])
def test_what_is_referred_to_is_not_loose(handed_in):
    handed_in()
    assert not LooseFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_an_action_refuses_is_deleted_at_once():
    claim = make_claim(costs=[100_000])
    before = names()
    with pytest.raises(PermissionDenied):
        claims.add_line(claim.pk, cost=a_cost(amount=5), by=make_member(), now=timezone.now())
    assert (names(), LooseFile.objects.count()) == (before, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dies_at", ["before the bytes", "after the bytes"])
def test_what_a_process_leaves_behind_is_swept_after_a_day(monkeypatch, dies_at):
    plain = default_storage.save

    class Killed(BaseException): ...

    def save(name, content, **words):
        if dies_at == "after the bytes":
            plain(name, content, **words)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "save", save)
        with pytest.raises(Killed):
            keeping.keep(RECEIPT, b"%PDF-", "pdf")
    now = timezone.now()
    assert keeping.sweep(now=now + timedelta(hours=23)) == 0
    assert len(names()) == (dies_at == "after the bytes")
    assert keeping.sweep(now=now + timedelta(hours=25)) == 1
    assert (names(), LooseFile.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_what_was_taken_up_is_never_swept_and_what_is_rolled_back_is():
    kept, lost = (keeping.keep(RECEIPT, b"%PDF-", "pdf") for _ in range(2))
    with transaction.atomic():
        keeping.take_up(kept)
    with transaction.atomic():
        keeping.take_up(lost)
        transaction.set_rollback(True)
    keeping.sweep(now=timezone.now() + timedelta(days=2))
    assert names() == [kept.rpartition("/")[2]]


@pytest.mark.django_db(transaction=True)
def test_who_comes_too_late_is_told_so_and_refers_to_nothing():
    name = keeping.keep(RECEIPT, b"%PDF-", "pdf")
    keeping.sweep(now=timezone.now() + timedelta(days=2))
    with transaction.atomic(), pytest.raises(ValidationError) as refusal:
        keeping.take_up(name)
    assert refusal.value.code == "gone"


@pytest.mark.django_db(transaction=True)
def test_a_storage_that_is_away_is_asked_again(monkeypatch):
    photo, _address, member = a_photo()

    def away(name):
        raise OSError("away")

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "delete", away)
        members.drop_photo(by=member)
        assert keeping.sweep(now=timezone.now()) == 0
    assert default_storage.exists(photo.name)
    assert keeping.sweep(now=timezone.now()) == 1
    assert not default_storage.exists(photo.name)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["taken up", "swept"])
def test_of_a_sweep_and_who_takes_it_up_at_the_same_time_one_wins(first):
    """On PostgreSQL the second waits for the first at the row; on SQLite for the whole database."""
    name = keeping.keep(RECEIPT, b"%PDF-", "pdf")
    later, said = timezone.now() + timedelta(days=2), []

    def take():
        try:
            with transaction.atomic():
                keeping.take_up(name)
                said.append("taken up")
                if first == "taken up":
                    sweeper.start()
                    wait_until_it_waits(sweeper)
        except ValidationError:
            said.append("refused")
        finally:
            connection.close()

    def clean():
        try:
            keeping.sweep(now=later)
        finally:
            connection.close()

    sweeper = threading.Thread(target=clean)
    taker = threading.Thread(target=take)
    if first == "taken up":
        taker.start()
    else:
        sweeper.start()
        sweeper.join()
        taker.start()
    taker.join()
    sweeper.join()
    assert said == (["taken up"] if first == "taken up" else ["refused"])
    assert default_storage.exists(name) == (first == "taken up")


def wait_until_it_waits(thread):
    """It has come as far as it can while we hold the row: then only the commit lets it go on."""
    thread.join(0.3)
    assert thread.is_alive()


def test_the_clock_has_it_swept_as_outside_work(db):
    keeping.keep(RECEIPT, b"%PDF-", "pdf")
    files.sweep()
    files.sweep()
    assert OutsideJob.objects.get().kind == files.KIND
    LooseFile.objects.update(due_at=timezone.now())
    assert attempts.run_due(now=timezone.now(), only=[files.KIND]) == 1
    assert names() == []


@pytest.mark.django_db
def test_within_a_transaction_nothing_is_written_deleted_or_drawn():
    with transaction.atomic():
        for wait in (
            lambda: keeping.keep(RECEIPT, b"%PDF-", "pdf"),
            lambda: keeping.sweep(now=timezone.now()),
            lambda: members.show_photo(by=make_member(), file=make_picture(), size=10),
            lambda: default_storage.save("a", ContentFile(b"b")),
        ):
            with pytest.raises(InTransaction):
                wait()


def names():
    return sorted(name for year in folders() for name in default_storage.listdir(f"receipts/{year}")[1])


def folders():
    return default_storage.listdir("receipts")[0] if default_storage.exists("receipts") else []
