from tests.factories.landings_programmes import make_officer, make_programme
from tests.guarantees.worlds import joins


@joins("officer")
def run_a_programme(cast, member):
    programme = cast.once("programme", make_programme)
    if not programme.officers.filter(member=member).exists():
        make_officer(programme, member)
