from tests.factories.landings_programmes import make_officer, make_programme
from tests.guarantees.worlds import joins


@joins("finance")
def pay_for_a_programme(cast, member):
    """The one that the cast's officer runs."""
    make_officer(cast.once("programme", make_programme), member, role="finance")


@joins("officer")
def run_a_programme(cast, member):
    programme = cast.once("programme", make_programme)
    if not programme.officers.filter(member=member).exists():
        make_officer(programme, member)
