"""Chapter one: members, firms, the twenty-nine partner houses, and the agencies."""

from datetime import date

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from config.demo import names
from config.demo.story import Story
from ground.words.slugs import slug_of
from network.members.models import Member, SpokenLanguage
from network.organisations.models import Market, Membership, Organisation, ServiceLine, WorkingLanguage
from realtime.streams import open_stream

SECTORS = "software digital-media consulting engineering fintech health education cleantech creative research".split()
LINES = {
    "software": ("SI2", "Software development", "Small teams that build and run software for others."),
    "digital-media": ("SJ2", "Campaigns and content", "Campaigns in two languages, measured weekly."),
    "consulting": ("SJ2", "Market entry advice", "Plans that fit on two pages and survive the first meeting."),
    "engineering": ("SJ3", "Survey and geomatics", "Drone survey, point clouds and drawings to local standards."),
    "fintech": ("SI2", "Payments software", "Reconciliation for small lenders and co-operatives."),
    "health": ("SI2", "Clinic scheduling", "Scheduling and triage software for rural clinics."),
    "education": ("SK2", "Language learning", "Courses for nurses and trades, in nine languages."),
    "cleantech": ("SJ3", "Energy audits", "Remote energy audits from meter data."),
    "creative": ("SK1", "Games and animation", "Animation and small games for museums."),
    "research": ("SJ3", "Ocean data services", "Buoy data, cleaned and served by the hour."),
}
ROLES = [
    ("founder", "Amélie Tremblay-Okafor", "CA", "Halifax", "Founder of Lanternfish Analytics"),
    ("host", "Jonas Verhoeven", "NL", "Rotterdam", "Manager of Kadehuis"),
    ("commissioner", "Priti Llewelyn-Rao", "NL", "Rotterdam", "Trade commissioner, digital services"),
    ("officer", "Olivier MacIsaac", "CA", "Ottawa", "Programme officer, CDMN Soft Landing"),
    ("exhibitor", "Hessa Haddad-Lind", "CA", "Toronto", "Partnerships at Bluenose Signals"),
    ("reviewer", "Rosalie Cardinal", "CA", "Winnipeg", "Reviewer, former founder"),
    ("finance", "Hamid Singh-Leblanc", "CA", "Ottawa", "Finance officer"),
    ("operator", "Runa Eskildsen", "CA", "Halifax", "Keeps Kontor running"),
]


WAYS = [
    "Every contract starts with a pilot of six weeks, at a price that is written down on the first day.",
    "Whoever signs the offer also does the work, and answers the telephone in the customer’s morning.",
    "Reports are in plain words and come every second Friday; what went wrong stands on the first page.",
    "Half of the customers came by way of another customer, which is how the next market is to be opened too.",
    "Data stays in the country where it was made, and the customer keeps the keys.",
]


def tell(story: Story) -> None:
    _cast(story)
    _agencies(story)
    for number in range(64):
        _firm(story, number)
    for house, city in names.HOUSES:
        _house(story, house, city)


def _cast(story: Story) -> None:
    password = make_password(settings.DEMO_LOG_INS[0][2])
    for role, name, country, city, headline in ROLES:
        story.used.add(name)
        member = new_member(story, name, country, city, headline, email=f"{role}@kontor.example", days=900)
        Member.objects.filter(pk=member.pk).update(password=password, is_staff=role == "operator")
        story.cast[role] = member


def new_member(
    story: Story, name: str, country: str, city: str, headline: str, *, email: str = "", days: float = 400
) -> Member:
    zone = names.HOMES.get(city) or names.CITIES[city][1]
    member = Member(
        email=email or f"{slug_of(name, most=60, otherwise='someone')}@kontor.example",
        name=name,
        headline=headline,
        country=country,
        city=city,
        time_zone=zone,
        joined_at=story.ago(days),
        password="!",
    )
    member.save()
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    spoken = ["en", "fr"] if country == "CA" else names.CITIES[city][4]
    rows = [SpokenLanguage(member=member, language=code, level="C1") for code in spoken]
    SpokenLanguage.objects.bulk_create(rows)
    return member


def _agencies(story: Story) -> None:
    for name, city, country in (("Trade Office North", "Rotterdam", "NL"), ("Canada Desk Asia", "Singapore", "SG")):
        agency = new_organisation(story, "agency", name, city, country, about="A fictional trade office.")
        story.agencies.append(agency)
    join(story.agencies[0], story.cast["commissioner"], "owner", "Trade commissioner")
    colleague = new_member(story, story.name("SG"), "SG", "Singapore", "Trade commissioner, Asia")
    join(story.agencies[1], colleague, "owner", "Trade commissioner")


def _firm(story: Story, number: int) -> None:
    rng, founder = story.rng, None
    name = f"{names.FIRST[number % len(names.FIRST)]} {names.SECOND[(number * 5) % len(names.SECOND)]}"
    city = rng.choice(list(names.HOMES))
    sector = SECTORS[number % len(SECTORS)]
    if number == 0:
        name, city, sector, founder = "Lanternfish Analytics", "Halifax", "research", story.cast["founder"]
    elif number == 1:
        name, city, sector, founder = "Bluenose Signals", "Toronto", "software", story.cast["exhibitor"]
    elif Organisation.objects.filter(name=name).exists():
        name = f"{name} {city}"
    if founder is None:
        founder = new_member(story, story.name("CA"), "CA", city, f"Founder of {name}", days=rng.randint(60, 1100))
    code, title, about = LINES[sector]
    firm = new_organisation(story, "firm", name, city, "CA", about=about, sector=sector)
    firm.founded_on = date(rng.randint(2008, 2023), rng.randint(1, 12), 1)
    firm.employees, firm.revenue = rng.randint(2, 48), rng.randint(12, 460) * 1_000_000
    team = f"A team of {firm.employees} in {city} since {firm.founded_on.year}."
    firm.about = f"{about} {team} {WAYS[number % len(WAYS)]}"
    firm.save()
    join(firm, founder, "owner", "Founder")
    ServiceLine.objects.create(organisation=firm, category=code, title=title, description=about)
    sought = rng.sample(["NL", "DE", "GB", "FR", "US", "JP", "SG", "BR", "MX", "KE", "IN"], 2)
    Market.objects.bulk_create(
        [Market(organisation=firm, country=c, relation="sought") for c in sought]
        + [Market(organisation=firm, country="US", relation="served")] * (number % 3 == 0)
    )
    story.firms.append((firm, founder))


def _house(story: Story, name: str, city: str) -> None:
    country = names.CITIES[city][0]
    manager = story.cast["host"] if name == "Kadehuis" else None
    if manager is None:
        manager = new_member(story, story.name(country), country, city, f"Runs {name}, {city}", days=800)
    about = f"Desks, mentors and a kettle in {city}. A fictional house."
    house = new_organisation(story, "host", name, city, country, about=about)
    join(house, manager, "owner", "Manager")
    story.hosts.append((house, manager))


def new_organisation(
    story: Story, kind: str, name: str, city: str, country: str, *, about: str, sector: str = ""
) -> Organisation:
    zone = names.HOMES.get(city) or names.CITIES[city][1]
    spoken = ["en", "fr"] if country == "CA" else names.CITIES[city][4]
    organisation = Organisation.objects.create(
        stream=open_stream("organisation"),
        kind=kind,
        name=name,
        slug=slug_of(name, most=60, otherwise=kind),
        headline=about.split(".")[0] + ".",
        about=about,
        country=country,
        city=city,
        time_zone=zone,
        sector=sector,
        created_at=story.ago(900),
    )
    WorkingLanguage.objects.bulk_create([WorkingLanguage(organisation=organisation, language=code) for code in spoken])
    return organisation


def join(organisation: Organisation, member: Member, role: str, title: str) -> None:
    Membership.objects.create(organisation=organisation, member=member, role=role, title=title)
