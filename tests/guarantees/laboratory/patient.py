"""A Redis of a test's own, to which anything may be done."""

import os
import shutil
import signal

from django.conf import settings
from redis import Redis

from config.serve import children, private_redis


class Patient:
    """It is always at the same address, however often it dies. Paused, it takes every connection and answers none."""

    def __init__(self):
        self.room = private_redis.make_room()
        self.url = private_redis.url(self.room)
        self.start()

    def start(self):
        command = private_redis.command(private_redis.find_server(os.environ.get("PATH")), self.room)
        self.process = children.start(command, environ=os.environ, quiet=True)
        private_redis.wait_for(self.process, self.room)

    def kill(self):
        children.sweep(self.process)

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def resume(self):
        self.process.send_signal(signal.SIGCONT)

    def forget(self):
        with Redis.from_url(self.url) as talk:
            talk.flushall()
            talk.script_flush()

    def hang_up(self):
        """Every line is cut, subscriptions too."""
        with Redis.from_url(self.url) as talk:
            talk.client_kill_filter(_type="pubsub")
            talk.client_kill_filter(_type="normal", skipme=True)

    def words_to_the_worker(self):
        """How often it was told that there is work. Nobody takes that away here."""
        with Redis.from_url(self.url) as talk:
            return talk.llen(settings.CELERY_TASK_DEFAULT_QUEUE)

    def recover(self):
        if self.process.poll() is None:
            self.resume()
        else:
            self.start()

    def close(self):
        self.kill()
        shutil.rmtree(self.room)
