"""Baseline: a stock Channels consumer on daphne, `group_send` in its own memory layer, as the tutorial has it.

With `KONTOR_BENCH_LOG_IN` the session is read and the member fetched, by Channels' own middleware.
"""

import asyncio
import os
import time

import django
from channels.auth import AuthMiddlewareStack
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.urls import path

LOGS_IN = bool(os.environ.get("KONTOR_BENCH_LOG_IN"))
LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 100_000}}}
if LOGS_IN:
    settings.CHANNEL_LAYERS = LAYERS
else:
    settings.configure(SECRET_KEY="for a benchmark", INSTALLED_APPS=["channels"], CHANNEL_LAYERS=LAYERS)
django.setup()
rooms = set()


class Room(AsyncWebsocketConsumer):
    async def connect(self):
        self.room = f"room{self.scope['query_string'].decode().rpartition('=')[2]}"
        rooms.add(self.room)
        await self.channel_layer.group_add(self.room, self.channel_name)
        await self.accept()
        if LOGS_IN:
            await self.send(text_data=f'{{"op":"welcome","member":{self.scope["user"].pk}}}')

    async def disconnect(self, code):
        await self.channel_layer.group_discard(self.room, self.channel_name)

    async def receive(self, text_data=None, bytes_data=None):
        _go, events, size, pause = text_data.split()
        for seq in range(int(events)):
            for room in rooms:
                text = f'{{"seq":{seq},"t":{time.monotonic()},"text":"{"x" * int(size)}"}}'
                await self.channel_layer.group_send(room, {"type": "said", "text": text})
            await asyncio.sleep(float(pause))

    async def said(self, event):
        await self.send(text_data=event["text"])


door = URLRouter([path("live/", Room.as_asgi())])
application = ProtocolTypeRouter({"websocket": AuthMiddlewareStack(door) if LOGS_IN else door})
