from tests.factories.organisations import join, make_organisation
from tests.guarantees.worlds import joins


def _staff_of(kind):
    def join_one(cast, member):
        join(cast.once(kind, lambda: make_organisation(kind)), member, role="owner")

    return join_one


for role, kind in {"founder": "firm", "host": "host", "commissioner": "agency"}.items():
    joins(role)(_staff_of(kind))
