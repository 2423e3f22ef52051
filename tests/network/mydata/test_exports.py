"""An export: asked for, made in the background, fetched by its owner alone, deleted after a week."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from ground.files.loose import LooseFile
from network.connections import actions as connections
from network.connections.models import MemberConnection
from network.mydata import actions, queries, rules
from network.mydata.models import KEPT_FOR, Export
from network.mydata.queries import Entry, TooLarge, packed
from network.mydata.tasks import sweep
from realtime.jobs import mail
from realtime.jobs.queue import run_all
from realtime.notices import Notice
from realtime.streams import broken_links
from tests.factories.connections import connect
from tests.factories.forums import make_thread
from tests.factories.members import make_member
from tests.factories.mydata import kept_export, make_export
from tests.factories.tokens import program_of

NOW = timezone.now()
DAY = timedelta(days=1)


def contents(member):
    return {one.path: one.content for one in queries.entries_of(member, now=NOW)}


def rows(member, feature, name):
    return json.loads(contents(member)[f"{feature}.json"])[name]


@pytest.mark.django_db
def test_one_at_once_and_three_within_a_week():
    ada = make_member()
    for n in range(rules.MOST_A_WEEK):
        kept_export(ada, now=NOW + n * DAY)
    with pytest.raises(ValidationError, match="within a week") as often:
        actions.ask(by=ada, now=NOW + 3 * DAY)
    assert often.value.code == "often"
    asked = actions.ask(by=ada, now=NOW + 7 * DAY)
    assert asked.state == "waits"
    with pytest.raises(ValidationError) as waits:
        actions.ask(by=ada, now=NOW + 7 * DAY)
    assert waits.value.code == "waits"


@pytest.mark.django_db
def test_the_same_key_asks_once():
    ada = make_member()
    first = actions.ask(by=ada, key="k1", now=NOW)
    assert actions.ask(by=ada, key="k1", now=NOW) == first
    assert Export.objects.count() == 1


@pytest.mark.django_db
def test_what_failed_does_not_count_and_what_was_never_made_is_given_up():
    ada = make_member()
    asked = actions.ask(by=ada, now=NOW)
    assert actions.give_up_due(now=NOW + timedelta(hours=23)) == 0
    assert actions.give_up_due(now=NOW + DAY) == 1
    asked.refresh_from_db()
    assert (asked.state, asked.why) == ("failed", "broken")
    # A worker that comes back after that makes nothing of it.
    actions.finish(asked.pk, [("exports/late.zip", 2)], now=NOW + DAY)
    asked.refresh_from_db()
    assert asked.state == "failed"
    assert actions.ask(by=ada, now=NOW + DAY).state == "waits"
    assert broken_links(asked.stream) == []


@pytest.mark.django_db(transaction=True)
def test_it_is_made_in_the_background_told_fetched_and_deleted_after_a_week(log_in):
    ada = make_member(name="Ada Sørensen", headline="Ships <pilots>")
    thread = make_thread(by=ada, body="What I say in public.")
    export = make_export(ada, now=NOW)
    assert (export.state, export.expires_at) == ("made", export.made_at + KEPT_FOR)
    part = export.parts.get()
    browser = log_in(ada)
    answer = browser.get(f"/me/data/{export.pk}/1/")
    assert answer["Content-Disposition"] == f'attachment; filename="kontor-{export.pk}-1.zip"'
    assert answer["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        profile = json.loads(archive.read("profile.json"))
        assert (profile["format"], profile["member"][0]["name"]) == (1, "Ada Sørensen")
        said = json.loads(archive.read("forums.json"))["posts"]
        assert [(one["thread_id"], one["body"]) for one in said] == [(thread.pk, "What I say in public.")]
        assert "forums.json" in archive.read("README.txt").decode()
    export.refresh_from_db()
    assert export.fetched_at is not None
    assert log_in(make_member()).get(f"/me/data/{export.pk}/1/").status_code == 404
    actions.delete_due(now=export.expires_at - timedelta(seconds=1))
    assert default_storage.exists(part.file.name)
    actions.delete_due(now=export.expires_at)
    assert not default_storage.exists(part.file.name)
    assert browser.get(f"/me/data/{export.pk}/1/").status_code == 404
    assert Export.objects.get().state == "gone"
    assert broken_links(export.stream) == []
    sweep()


@pytest.mark.django_db
def test_its_owner_is_told_once_by_tray_and_by_mail():
    ada = make_member(language="fr")
    export = kept_export(ada)
    run_all()
    run_all()
    notice = Notice.objects.get(recipient=ada.pk)
    assert (notice.kind, notice.path) == ("export.ready", "/me/data/")
    sent = mail.Mail.objects.get(member=ada.pk)
    assert sent.to == ada.email and "/me/data/" in sent.text
    actions.delete(export.pk, by=ada, now=timezone.now())
    run_all()
    assert not Notice.objects.of(ada.pk).exists()


@pytest.mark.django_db
def test_nobody_deletes_anothers_nor_twice():
    ada, bo = make_member(), make_member()
    export = kept_export(ada)
    with pytest.raises(PermissionDenied):
        actions.delete(export.pk, by=bo, now=NOW)
    actions.delete(export.pk, by=ada, now=NOW)
    with pytest.raises(ValidationError):
        actions.delete(export.pk, by=ada, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_what_is_too_much_is_refused_in_words_and_leaves_nothing(monkeypatch):
    ada = make_member()
    monkeypatch.setattr("network.mydata.queries.archives.MOST_PARTS", 1)
    monkeypatch.setattr(packed, "__kwdefaults__", {"largest": 10, "most": 1})
    export = make_export(ada, now=NOW)
    assert (export.state, export.why, export.parts.count()) == ("failed", "large", 0)
    assert LooseFile.objects.filter(name__startswith="exports/").count() == 1, "the sweep of files takes it"


def test_an_archive_is_bounded_and_no_file_is_cut():
    files = [Entry(f"{n}.json", bytes([n]) * 40) for n in range(5)]
    parts = list(packed(files, NOW, largest=100, most=3))
    names = [zipfile.ZipFile(io.BytesIO(one)).namelist() for one in parts]
    assert names == [["0.json", "1.json"], ["2.json", "3.json"], ["4.json"]]
    with pytest.raises(TooLarge):
        list(packed(files, NOW, largest=100, most=2))


def test_more_is_never_read_than_one_archive_holds():
    read = []

    def files():
        for n in range(6):
            read.append(n)
            yield Entry(f"{n}", b"x" * 60)

    parts = packed(files(), NOW, largest=100, most=9)
    next(parts)
    assert read == [0, 1]


@pytest.mark.django_db
def test_a_long_feature_goes_on_in_the_next_file(monkeypatch):
    ada = make_member()
    for n in range(4):
        make_thread(by=ada, body=f"{n} " + "word " * 20)
    monkeypatch.setattr("network.mydata.queries.contents.LARGEST_FILE", 300)
    monkeypatch.setattr("network.mydata.queries.contents.BATCH", 2)
    found = contents(ada)
    parts = [json.loads(found[name]) for name in found if name.startswith("forums")]
    assert [one["part"] for one in parts] == list(range(1, len(parts) + 1)) and len(parts) > 1
    bodies = [post["body"][0] for one in parts for post in one.get("posts", [])]
    assert bodies == ["0", "1", "2", "3"]


@pytest.mark.django_db
def test_a_no_is_quiet_in_an_export_too():
    ada, bo = make_member(), make_member()
    connections.ask(bo.pk, by=ada, reason="Pilots", met="not_yet", now=NOW)
    connections.decline(ada.pk, by=bo, now=NOW)
    assert MemberConnection.objects.get().declined_at is not None
    (row,) = rows(ada, "connections", "connections")
    assert row["reason"] == "Pilots" and not {key for key in row if "declined" in key}


@pytest.mark.django_db
def test_only_ones_own_is_given():
    ada, bo, cy = make_member(name="Ada"), make_member(name="Bo Private"), make_member(name="Cy Private")
    connect(bo, cy)
    make_thread(by=bo, body="Theirs")
    whole = b"".join(contents(ada).values())
    assert b"Private" not in whole and b"Theirs" not in whole


@pytest.mark.django_db
def test_the_page_asks_for_it_and_says_what_is_there(log_in, django_assert_num_queries):
    ada = make_member()
    browser = log_in(ada)
    assert browser.post("/me/data/").status_code == 302
    page = browser.get("/me/data/")
    assert b"Being put together" in page.content and b"forums" in page.content
    again = browser.post("/me/data/")
    assert again.status_code == 422
    assert browser.get("/me/data/exports/").status_code == 200


@pytest.mark.django_db
def test_the_page_asks_the_database_alike_for_one_and_three(log_in, count_queries):
    ada = make_member()
    browser = log_in(ada)
    kept_export(ada)
    one = count_queries(lambda: browser.get("/me/data/"))
    kept_export(ada), kept_export(ada)
    assert count_queries(lambda: browser.get("/me/data/")) == one


@pytest.mark.django_db
def test_it_is_asked_for_and_fetched_by_programs():
    ada, bo = make_member(), make_member()
    program = program_of(ada, "mydata:read", "mydata:write")
    asked = program.post("/api/v1/me/exports")
    assert (asked.status_code, asked.json()["state"], asked.json()["parts"]) == (201, "waits", [])
    assert program.post("/api/v1/me/exports").status_code == 422
    Export.objects.update(failed_at=NOW)
    export = kept_export(ada)
    default_storage.save(export.parts.get().file.name, ContentFile(b"PK"))
    told, _failed = program.get("/api/v1/me/exports").json()
    assert told["parts"][0]["url"] == f"/api/v1/me/exports/{export.pk}/parts/1"
    assert program.get(told["parts"][0]["url"]).content == b"PK"
    other = program_of(bo, "mydata:read")
    assert other.get(told["parts"][0]["url"]).status_code == 404
    assert other.get(f"/api/v1/me/exports/{export.pk}").status_code == 404
