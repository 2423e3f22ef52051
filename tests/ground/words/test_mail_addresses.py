import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ground.words.mail_addresses import is_foreign, with_plain_domain

TAKEN = ["zoë@bücher.example", "用户@例子.example", "संपर्क@डाटा.example", "ada.lind+x@kontor.example"]
REFUSED = [
    *("zoë", "@bücher.example", "zoë @bücher.example", "zo\u200be@kontor.example", "zoë..x@kontor.example"),
    *(".zoë@kontor.example", "zoe\u0308@kontor.example", "\u0301zo@kontor.example", "zoë\u202e@kontor.example"),
    *("a@b@kontor.example", "zoë“x”@kontor.example", "zoë\n@kontor.example"),
]


@pytest.mark.parametrize("address", TAKEN)
def test_an_address_of_any_script_is_taken(address):
    validate_email(address)

    assert forms.EmailField().clean(address) == address


@pytest.mark.parametrize("address", REFUSED)
def test_what_no_server_delivers_is_refused(address):
    with pytest.raises(ValidationError):
        validate_email(address)


def test_only_what_stands_before_the_at_needs_smtputf8():
    assert [is_foreign(address) for address in ("zoë@kontor.example", "zoe@bücher.example")] == [True, False]


def test_a_domain_is_written_as_the_name_service_knows_it():
    assert with_plain_domain("zoë@bücher.example") == "zoë@xn--bcher-kva.example"
