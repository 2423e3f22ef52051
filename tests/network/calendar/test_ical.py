"""What we write is read back unchanged, by khal in a process of its own and by icalendar."""

import io
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil.tz import tzical
from icalendar.timezone import TZP

from ground.places import vtimezone
from ground.places.civil_time import turns
from ground.places.zones import zones
from network.calendar.queries import ical
from network.calendar.registry import Entry

CHANGED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ZONES = ["America/Toronto", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]
HARD = [
    'Comma, semicolon; back\\slash and "quotes"',
    "Two\nlines\n\nand a third",
    "مرحبا بكم في المعرض",
    "Families 👩‍👩‍👧‍👦 and 👋🏽",
    "x" * 300,
    "é" * 150,
    "BEGIN:VEVENT\r\nEND:VEVENT",
]


def entry(**changes):
    values = {
        "uid": "session-1",
        "summary": "Opening",
        "starts_at": datetime(2026, 6, 10, 15, tzinfo=UTC),
        "ends_at": datetime(2026, 6, 10, 15, 45, tzinfo=UTC),
        "changed_at": CHANGED,
    }
    return Entry(**{**values, **changes})


def read(*entries):
    return icalendar.Calendar.from_ical(ical.write("Harbour Days", entries))


def test_an_entry_is_written_whole():
    [event] = read(entry(zone="Europe/Berlin", location="Hall 1", url="/sessions/1/", sequence=3)).events
    assert str(event["uid"]) == "session-1@localhost"
    assert (event["sequence"], str(event["status"]), str(event["location"])) == (3, "CONFIRMED", "Hall 1")
    assert event["dtstamp"].dt == event["last-modified"].dt == CHANGED
    assert str(event["url"]) == "http://localhost:8000/sessions/1/"
    assert event["dtstart"].params["TZID"] == "Europe/Berlin"


def test_what_is_called_off_says_so_and_blocks_no_time():
    [event] = read(entry(cancelled=True, sequence=4)).events
    assert (str(event["status"]), str(event["transp"]), event["sequence"]) == ("CANCELLED", "TRANSPARENT", 4)


def test_a_day_ends_with_the_day_after():
    [event] = read(entry(starts_at=None, ends_at=None, on=date(2026, 6, 9), until_on=date(2026, 6, 11))).events
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 6, 9), date(2026, 6, 12))


def test_an_entry_needs_a_time_or_a_day():
    with pytest.raises(ValueError, match="session-1"):
        entry(starts_at=None)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("on", [date(2026, 3, 28), date(2026, 4, 5), date(2026, 10, 25), date(2026, 11, 1)])
def test_times_are_the_same_moments_in_every_zone_across_changes_of_the_clock(zone, on):
    """By the VTIMEZONE that we wrote, not by the reader's own tables."""
    starts_at = datetime(on.year, on.month, on.day, 0, 30, tzinfo=UTC)
    entries = [timed(f"h{hour}", starts_at + timedelta(hours=hour), zone=zone) for hour in range(0, 48, 3)]
    assert moments_by_our_rules(entries, zone, f"{on}") == {one.uid: one.starts_at for one in entries}


def moments_by_our_rules(entries, zone, ours):
    """Our name for the zone is one that the reader can't know; it remembers zones by their names."""
    written = ical.write("x", entries).decode().replace("\r\n ", "")
    named = f"Ours-{zone.replace('/', '-')}-{ours}"
    told = written.replace(f"TZID={zone}", f"TZID={named}").replace(f"TZID:{zone}", f"TZID:{named}")
    events = icalendar.Calendar.from_ical(told).events
    return {str(event["uid"]).split("@")[0]: event["dtstart"].dt.astimezone(UTC) for event in events}


def test_the_hour_that_comes_twice_is_told_apart():
    """In Berlin 02:30 comes at 00:30 UTC and again at 01:30 UTC."""
    starts = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    entries = [
        entry(uid=f"h{at.hour}", zone="Europe/Berlin", starts_at=at, ends_at=at + timedelta(minutes=15))
        for at in starts
    ]
    assert list(moments_by_our_rules(entries, "Europe/Berlin", "twice").values()) == starts


@pytest.mark.parametrize("text", HARD)
def test_words_come_back_unchanged(text):
    [event] = read(entry(summary=text, description=text, location=text)).events
    expected = text.replace("\r\n", "\n")
    assert [str(event[key]) for key in ("summary", "description", "location")] == [expected] * 3


def test_control_characters_are_left_out():
    [event] = read(entry(summary="a\x00b\x07c\x7f")).events
    assert str(event["summary"]) == "abc"


def test_lines_are_folded_at_75_octets_without_breaking_letters():
    raw = ical.write("x", [entry(summary=text, description=text) for text in HARD])
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert b"\n" not in raw.replace(b"\r\n", b"")
    for line in raw.split(b"\r\n"):
        line.decode()


def test_the_same_entries_in_any_order_give_the_same_bytes():
    entries = [entry(uid=f"s{n}", zone=zone) for n, zone in enumerate(ZONES)]
    assert ical.write("x", entries) == ical.write("x", reversed(entries))


def test_another_reader_finds_each_entry_on_its_day():
    calendar = read(
        entry(zone="America/Toronto"), entry(uid="later", starts_at=CHANGED, ends_at=CHANGED.replace(hour=9))
    )
    found = recurring_ical_events.of(calendar).at(date(2026, 6, 10))
    assert [str(event["uid"]) for event in found] == ["session-1@localhost"]


def test_the_rules_of_every_zone_offered_agree_with_its_table_for_three_years_in_two_readers():
    """dateutil's own reader of VTIMEZONE, and icalendar's for pytz, which builds a table of turns."""
    for name in zones():
        if name == "UTC":
            continue
        zone, rules = ZoneInfo(name), vtimezone.write(name, 2026, 2028).to_ical().decode()
        of_dateutil = tzical(io.StringIO(rules)).get(name)
        of_pytz = icalendar.Timezone.from_ical(rules).to_tz(TZP("pytz"), lookup_tzid=False)
        for at in probes(zone):
            wall = at.astimezone(zone)
            assert at.astimezone(of_pytz).utcoffset() == wall.utcoffset(), (name, at)
            read = wall.replace(tzinfo=of_dateutil, fold=0)
            assert read.utcoffset() == wall.replace(fold=0).utcoffset(), (name, at)


def probes(zone):
    """A day of each month, and the hours around each turn of the clock."""
    yield from (datetime(year, month, 9, 11, 7, tzinfo=UTC) for year in (2026, 2027, 2028) for month in range(1, 13))
    for turn in turns(zone, datetime(2026, 1, 2, tzinfo=UTC), datetime(2028, 12, 31, tzinfo=UTC)):
        yield from (turn + timedelta(minutes=minutes) for minutes in (-90, -1, 0, 31, 61, 90))


def test_the_turns_of_morocco_are_told_and_read():
    """In 2027 its clock goes back on 7 February and forward on 14 March, for Ramadan."""
    written = ical.write("x", [timed("a", datetime(2027, 2, 10, 12, tzinfo=UTC), zone="Africa/Casablanca")]).decode()
    rules = written[written.index("BEGIN:VTIMEZONE") : written.index("END:VTIMEZONE")]
    assert "20270207T030000" in rules
    assert "20270314T020000" in rules
    assert moments_by_our_rules(
        [timed("a", datetime(2027, 2, 10, 12, tzinfo=UTC), zone="Africa/Casablanca")], "Africa/Casablanca", "moon"
    ) == {"a": datetime(2027, 2, 10, 12, tzinfo=UTC)}


@pytest.fixture
def khal(tmp_path):
    """khal with a configuration and a calendar of its own."""
    config = tmp_path / "khal.conf"
    (tmp_path / "cal").mkdir()
    config.write_text(
        f"[calendars]\n[[kontor]]\npath = {tmp_path}/cal\n[sqlite]\npath = {tmp_path}/khal.db\n"
        "[locale]\nlocal_timezone = Asia/Tokyo\ndefault_timezone = Asia/Tokyo\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    program = Path(sys.executable).with_name("khal")
    environ = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path),
               "XDG_DATA_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}  # fmt: skip

    def run(*words):
        command = [program, "-c", config, *words]
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


# khal goes by its own tables for zones it knows: these have not changed their rules for years.
SETTLED = ["America/Toronto", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC"]
FIELDS = "{uid}|{start-long-full}|{end-long-full}|{title}|{location}|{status}"


def test_khal_reads_it_back_unchanged(khal, tmp_path):
    """In Tokyo, where it is 9 hours later than UTC all year."""
    feed = tmp_path / "feed.ics"
    texts = ["a, b; c\\d", "مرحبا", "👋🏽 ok", "y" * 200, "plain", "é"]
    first = datetime(2026, 10, 24, 1, tzinfo=UTC)
    entries = [
        timed(f"e{n}", first + timedelta(days=n), zone=zone, summary=text, location="Hall; 1, “North”")
        for n, (zone, text) in enumerate(zip(SETTLED, texts, strict=True))
    ]
    entries.append(timed("off", first + timedelta(days=7), cancelled=True))
    feed.write_bytes(ical.write("Harbour Days", entries))
    khal("import", "--batch", str(feed))
    listed = khal("list", "--format", FIELDS, "--day-format", "", "2026-10-01", "60d").splitlines()
    tokyo = ZoneInfo("Asia/Tokyo")
    expected = {
        "|".join(
            [
                f"{one.uid}@localhost",
                f"{one.starts_at.astimezone(tokyo):%Y-%m-%d %H:%M}",
                f"{one.ends_at.astimezone(tokyo):%Y-%m-%d %H:%M}",
                one.summary,
                one.location,
                "CANCELLED" if one.cancelled else "CONFIRMED",
            ]
        )
        for one in entries
    }
    assert {_plain(line) for line in listed if line} == expected


def timed(uid, starts_at, **changes):
    return entry(uid=uid, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90), **changes)


def _plain(line):
    return re.sub(r"\x1b\[[0-9;]*m", "", line).strip()


def test_a_name_of_two_lines_from_before_the_rule_stands_in_one():
    assert b"X-WR-CALNAME:New Line\r\n" in ical.write("New\nLine", [])
