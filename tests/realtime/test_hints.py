"""The process's own client for Redis, which all of its threads share."""

import gc

from realtime.streams import hints


def test_a_client_that_makes_way_for_another_hangs_up_on_nobody():
    """Two threads that are the first to ask make one each; one of the two is dropped while its maker still talks."""
    hints.client.cache_clear()
    pool = hints.client().connection_pool
    line = pool.get_connection()
    line.send_command("PING")
    hints.client.cache_clear()
    gc.collect()
    assert line.read_response() == "PONG"
    pool.release(line)
    pool.disconnect()
