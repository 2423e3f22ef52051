import smtplib
import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMessage, get_connection


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


class Kept:
    def __init__(self):
        self.envelopes = []

    async def handle_DATA(self, server, session, envelope):
        self.envelopes.append(envelope)
        return "250 OK"


@pytest.fixture(params=[True, False], ids=["smtputf8", "plain"])
def server(request):
    kept = Kept()
    controller = Controller(kept, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=request.param)
    controller.start()
    kept.port = controller.port
    kept.speaks_utf8 = request.param
    yield kept
    controller.stop()


def send(server, to):
    line = get_connection("realtime.jobs.smtp.SmtpBackend", host="127.0.0.1", port=server.port)
    EmailMessage("Grüße", "Hello", "Kontor <hello@kontor.example>", [to], connection=line).send()


def test_an_address_of_another_script_is_written_as_it_is(server):
    if not server.speaks_utf8:
        with pytest.raises(smtplib.SMTPNotSupportedError):
            send(server, "zoë@bücher.example")
        return

    send(server, "zoë@bücher.example")

    (envelope,) = server.envelopes
    message = message_from_bytes(envelope.content, policy=policy.SMTPUTF8)
    assert envelope.rcpt_tos == ["zoë@xn--bcher-kva.example"]
    assert message["To"] == "zoë@xn--bcher-kva.example"
    assert message["Subject"] == "Grüße"


def test_any_other_needs_no_more_than_before(server):
    send(server, "zoe@bücher.example")

    assert [one.rcpt_tos for one in server.envelopes] == [["zoe@xn--bcher-kva.example"]]
