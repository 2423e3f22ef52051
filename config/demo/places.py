"""Chapter two: the programme, its people, the houses' sites and their desks."""

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from config.demo import names
from config.demo.people import SECTORS
from config.demo.story import Story
from landings.hosts.models import Site, SlotOffer
from landings.programmes.actions import publishing
from landings.programmes.models import Officer
from landings.programmes.rules import documents
from network.organisations.models import Organisation
from realtime.streams import open_stream

SERVICES = "mentoring introductions legal tax bank translation visa-letter market-research investors".split()
FILE = Path("landings/programmes/data/cdmn.json")


def tell(story: Story) -> None:
    document = documents.load((settings.BASE_DIR / FILE).read_bytes())
    publishing.load(document, by=None, note="First version", now=story.ago(1100))
    for role in ("officer", "reviewer", "finance"):
        Officer.objects.create(programme=story.programme, member=story.cast[role], role=role, since=story.ago(900))
    second = story.firms[40][1]
    Officer.objects.create(programme=story.programme, member=second, role="reviewer", since=story.ago(800))
    for house, _manager in story.hosts:
        story.offers.append(_offer(story, _site(story, house)))


def _site(story: Story, house: Organisation) -> Site:
    rng = story.rng
    country, zone, latitude, longitude, languages = names.CITIES[house.city]
    services = rng.sample(SERVICES, 4)
    return Site.objects.create(
        stream=open_stream("site"),
        host=house,
        name=house.name,
        address=f"{rng.randint(2, 180)} Harbour Street",
        city=house.city,
        country=country,
        latitude=round(latitude + rng.uniform(-0.02, 0.02), 4),
        longitude=round(longitude + rng.uniform(-0.02, 0.02), 4),
        time_zone=zone,
        languages=languages,
        sectors=sorted(rng.sample(SECTORS, 5)),
        services=[{"key": "desk", "lead_days": 0}, *({"key": key, "lead_days": 5} for key in services)],
        mentor_hours=rng.choice([4, 6, 8, 10, 12]),
        verified_at=story.ago(700),
        facts_reviewed_on=story.ago(rng.randint(20, 160)).date(),
        created_at=story.ago(880),
    )


def _offer(story: Story, site: Site) -> SlotOffer:
    return SlotOffer.objects.create(
        stream=open_stream("offer"),
        site=site,
        programme=story.programme,
        title=f"Desks at {site.name}",
        starts_on=date(2024, 1, 1),
        ends_on=story.now.date() + timedelta(days=300),
        desks=story.rng.randint(2, 5),
        shortest_stay=5,
        longest_stay=60,
        sectors=[],
        price_per_desk_day=0,
        currency="CAD",
        published_at=story.ago(850),
        created_at=story.ago(860),
    )
