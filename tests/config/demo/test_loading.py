import pytest
from django.core.management import CommandError, call_command

from network.members.models import Member


@pytest.mark.django_db
def test_it_is_for_the_demo_only():
    with pytest.raises(CommandError):
        call_command("demo")
    assert not Member.objects.exists()
