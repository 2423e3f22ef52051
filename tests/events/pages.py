"""What a page says, for tests."""


def text_of(answer, status=200):
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[-2000:])
    return answer.content.decode()


def assert_hidden(client, address, absent, method="get"):
    """Hidden answers like absent, byte for byte but for the address itself."""
    hidden, missing = getattr(client, method)(address), getattr(client, method)(absent)
    assert hidden.status_code == missing.status_code == 404
    assert len(hidden.content) == len(missing.content)
