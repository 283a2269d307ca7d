"""Programmes, leaders and venues of the demonstration; the people are invented."""

from datetime import date

from sqlalchemy import select

from portal.db import db
from portal.domain.words import Independence
from portal.leaders.models import Leader
from portal.organisations.models import Organisation
from portal.places.models import Area, AreaLanguage
from portal.programmes.models import Programme
from portal.venues.models import Venue

CONSENTED = date(2026, 1, 15)

READ = {
    "jarva": ("ar", "so", "fa"),
    "skarholmen": ("ar", "so"),
    "hasselby-vallingby": ("ar", "fi"),
    "enskede-arsta-vantor": ("ar", "so", "es"),
    "farsta": ("so", "fi"),
}
"""Languages that many read in a district: an example, not figures."""

PROGRAMMES = (
    (
        "lokal-demokrati-jarva",
        "jarva",
        {"sv": "Lokal demokrati på Järva", "en": "Local democracy in Järva", "ar": "الديمقراطية المحلية في Järva"},
        {
            "sv": "Exempel: flera förvaltningar och bolag frågar tillsammans om vardagen i Husby, Rinkeby och "
            "Tensta, delar på det de får veta och svarar på samma ställe.",
            "en": "Example: several administrations and companies ask together about everyday life in Husby, Rinkeby "
            "and Tensta, share what they learn and answer in one place.",
            "ar": "مثال: تسأل عدة إدارات وشركات معًا عن الحياة اليومية في Husby وRinkeby وTensta، "
            "وتتشارك ما تعرفه وتجيب في مكان واحد.",
        },
    ),
    (
        "trygga-vagar-soderort",
        "enskede-arsta-vantor",
        {"sv": "Trygga vägar i Söderort", "en": "Safe ways in Söderort", "ar": "طرق آمنة في Söderort"},
        {
            "sv": "Exempel: gångvägar, gårdar och lekplatser i Rågsved, Bandhagen och Östberga ses över i ett "
            "svep, så att de som bor där inte får samma fråga fyra gånger.",
            "en": "Example: footpaths, courtyards and playgrounds in Rågsved, Bandhagen and Östberga are looked "
            "at in one go, so that people are not asked the same thing four times.",
            "ar": "مثال: تُراجع ممرات المشاة والأفنية والملاعب في Rågsved وBandhagen وÖstberga دفعة واحدة، "
            "حتى لا يُسأل السكان السؤال نفسه أربع مرات.",
        },
    ),
)
LEADERS = (
    ("Petra Holm", "jarva", True, False, Independence.EMPLOYEE, "Processledning, SKR 2024", ["sv", "en"]),
    ("Yusuf Ali", None, False, True, Independence.INDEPENDENT, "Samtalsledare, folkhögskola", ["sv", "so", "ar"]),
    ("Elin Strand", "enskede-arsta-vantor", True, True, Independence.CONSULTANT, "", ["sv", "fi"]),
)
VENUES = (
    ("Skärholmens bibliotek", "Bodholmsplan 2", "skarholmen-stadsdel", 59.2766, 17.9072, 60),
    ("Husby bibliotek", "", "husby", 59.4094, 17.9256, 40),
)


def load_registers() -> None:
    """Add them to the running transaction."""
    for slug, lead, names, summaries in PROGRAMMES:
        db.session.add(Programme(slug=slug, names=names, summaries=summaries, lead=_organisation(lead)))
    for name, body, leads, talks, independence, training, languages in LEADERS:
        db.session.add(
            Leader(
                name=name,
                organisation=_organisation(body) if body else None,
                process_leader=leads,
                facilitator=talks,
                independence=independence,
                training=training,
                languages=languages,
                consented_on=CONSENTED,
            )
        )
    areas = {one.slug: one.id for one in db.session.scalars(select(Area).where(Area.slug.in_(READ)))}
    db.session.add_all(
        AreaLanguage(area_id=areas[slug], language=code) for slug, codes in READ.items() for code in codes
    )
    for name, address, area, lat, lon, capacity in VENUES:
        db.session.add(
            Venue(
                name=name,
                address=address,
                area=db.session.scalars(select(Area).where(Area.slug == area)).one(),
                lat=lat,
                lon=lon,
                capacity=capacity,
                wheelchair=True,
                hearing_loop=True,
                accessible_toilet=True,
            )
        )
    db.session.flush()


def _organisation(slug: str) -> Organisation:
    return db.session.scalars(select(Organisation).where(Organisation.slug == slug)).one()


def programme(slug: str | None) -> Programme | None:
    """The programme of an entry."""
    return db.session.scalars(select(Programme).where(Programme.slug == slug)).one() if slug else None


def leader(name: str | None) -> Leader | None:
    """Somebody named in an entry."""
    return db.session.scalars(select(Leader).where(Leader.name == name)).one() if name else None


def venue(name: str | None) -> Venue | None:
    """The venue of an occasion of an entry."""
    return db.session.scalars(select(Venue).where(Venue.name == name)).one() if name else None
