"""Speaks to nchan's rooms by HTTP, as its publishers do.

python -m tests.bench.publish PORT ROOMS EVENTS SIZE PAUSE
"""

import socket
import sys
import time

MOST = 64
"""Requests on their way at once."""


def main():
    port, rooms, events, size = map(int, sys.argv[1:5])
    pause = float(sys.argv[5])
    with socket.create_connection(("127.0.0.1", port)) as line:
        answers = line.makefile("rb")
        waiting = 0
        for seq in range(events):
            for room in range(rooms):
                line.sendall(request(room, seq, size))
                waiting += 1
                if waiting >= MOST or pause:
                    hear(answers, waiting)
                    waiting = 0
            time.sleep(pause)
        hear(answers, waiting)


def request(room, seq, size):
    body = f'{{"seq":{seq},"t":{time.monotonic()},"text":"{"x" * size}"}}'.encode()
    head = f"POST /say?room={room} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def hear(answers, count):
    for _ in range(count):
        assert answers.readline().split()[1].startswith(b"20")
        length = 0
        while (line := answers.readline()) != b"\r\n":
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        answers.read(length)


if __name__ == "__main__":
    main()
