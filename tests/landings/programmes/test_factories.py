"""What the factories make is what the house would accept."""

import pytest

from landings.programmes.rules.documents import faults_of
from tests.factories.landings_programmes import make_programme


@pytest.mark.django_db
def test_a_made_programme_is_a_sound_document():
    assert faults_of(make_programme().current.document) == []
