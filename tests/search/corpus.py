"""A register of made-up dialogues with known subjects, so that what a query should find is known without searching."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from search import Document
from tests.search.conftest import PLACES


@dataclass(frozen=True, slots=True)
class Subject:
    """What a dialogue may be about: how people name it in Swedish, and in other languages."""

    code: str
    swedish: tuple[str, ...]
    other: dict[str, str]


def _subject(code: str, swedish: str, **other: str) -> Subject:
    return Subject(code, tuple(swedish.split("|")), other)


SUBJECTS = (
    _subject("playground", "lekplatsen|lekparken|parkleken", en="the playground", fi="leikkipuisto", ar="ملعب الأطفال", so="garoonka ciyaarta carruurta", es="el parque infantil"),
    _subject("park", "parken|stadsparken|stadsdelsparken", en="the park", fi="puisto", ar="الحديقة العامة", so="beerta", es="la zona verde"),
    _subject("pool", "simhallen|badhuset", en="the swimming pool", fi="uimahalli", ar="المسبح", so="barkadda dabaasha", es="la piscina"),
    _subject("bathing", "badplatsen|strandbadet|badbryggan", en="the beach", fi="uimaranta", ar="الشاطئ", so="xeebta", es="la playa"),
    _subject("library", "biblioteket|stadsdelsbiblioteket", en="the library", fi="kirjasto", ar="المكتبة", so="maktabadda", es="la biblioteca"),
    _subject("preschool", "förskolan|förskolorna", en="the preschool", fi="päiväkoti", ar="روضة الأطفال", so="xannaanada carruurta", es="la guardería"),
    _subject("schoolyard", "skolgården|skolgårdarna", en="the schoolyard", fi="koulunpiha", ar="ساحة المدرسة", so="barxadda dugsiga", es="el patio escolar"),
    _subject("bikes", "cykelbanan|cykelvägen|cykelstråket", en="the bike lane", fi="pyörätie", ar="مسار الدراجات", so="waddada baaskiilka", es="el carril bici"),
    _subject("walking", "gångvägen|trottoaren|gångbanan", en="the footpath", fi="kävelytie", ar="ممر المشاة", so="waddada lugta", es="la acera"),
    _subject("bus", "busslinjen|busshållplatsen|busstrafiken", en="the bus line", fi="bussilinja", ar="الحافلات", so="baska", es="el autobús"),
    _subject("metro", "tunnelbanan|tunnelbanestationen", en="the metro station", fi="metroasema", ar="محطة المترو", so="saldhigga tareenka", es="la estación de metro"),
    _subject("lights", "belysningen|gatubelysningen|parkbelysningen", en="the street lights", fi="katuvalaistus", ar="إنارة الشوارع", so="nalka waddooyinka", es="el alumbrado"),
    _subject("safety", "tryggheten|otryggheten", en="the feeling of safety", fi="turvallisuus", ar="الأمان", so="amniga", es="la seguridad"),
    _subject("drugs", "narkotikahandeln|droghandeln", en="the drug dealing", fi="huumekauppa", ar="المخدرات", so="daroogada", es="las drogas"),
    _subject("cars", "bilparkeringen|parkeringsplatserna", en="the car park", fi="pysäköinti", ar="موقف السيارات", so="baarkinka", es="el aparcamiento"),
    _subject("speed", "hastigheten på vägen|farthindren", en="the speed of cars", fi="ajonopeus", ar="سرعة السيارات", so="xawaaraha", es="la velocidad"),
    _subject("nursing", "äldreboendet|vårdboendet", en="the nursing home", fi="vanhainkoti", ar="دار رعاية المسنين", so="guriga waayeelka", es="la residencia de mayores"),
    _subject("homecare", "hemtjänsten|hemhjälpen", en="the home care", fi="kotihoito", ar="الرعاية المنزلية", so="daryeelka guriga", es="la ayuda a domicilio"),
    _subject("square", "torget|torgytan", en="the square", fi="tori", ar="الميدان", so="fagaaraha", es="la plaza"),
    _subject("market", "torghandeln|loppmarknaden", en="the market", fi="markkinat", ar="السوق", so="suuqa", es="el mercado"),
    _subject("housing", "bostäderna|bostadsbyggandet|hyreslägenheterna", en="the new housing", fi="asunnot", ar="السكن", so="guriyeynta", es="las viviendas"),
    _subject("pipes", "stambytet|stamrenoveringen", en="the plumbing renovation", fi="putkiremontti", ar="تجديد المباني", so="dayactirka guryaha", es="la reforma"),
    _subject("growing", "odlingslotterna|kolonilotterna|stadsodlingen", en="the allotments", fi="viljelypalsta", ar="الزراعة الحضرية", so="beeridda", es="los huertos urbanos"),
    _subject("dogs", "hundrastgården|hundparken", en="the dog park", fi="koirapuisto", ar="حديقة الكلاب", so="eeyaha", es="el parque canino"),
    _subject("club", "fritidsgården|ungdomsgården", en="the youth club", fi="nuorisotalo", ar="مركز الشباب", so="xarunta dhallinyarada", es="el centro juvenil"),
    _subject("skate", "skateparken|skaterampen", en="the skatepark", fi="skeittipuisto", ar="حديقة التزلج", so="isketbood", es="la pista de patinaje"),
    _subject("ice", "isbanan|skridskobanan|isrinken", en="the ice rink", fi="luistelukenttä", ar="حلبة الجليد", so="barafka", es="la pista de hielo"),
    _subject("football", "fotbollsplanen|bollplanen", en="the football pitch", fi="jalkapallokenttä", ar="ملعب كرة القدم", so="kubadda cagta", es="el campo de fútbol"),
    _subject("gym", "utegymmet|utomhusgymmet", en="the outdoor gym", fi="ulkokuntosali", ar="الصالة الرياضية الخارجية", so="jimicsiga bannaanka", es="el gimnasio al aire libre"),
    _subject("art", "konstverket|muralmålningen|gatukonsten", en="the public art", fi="julkinen taide", ar="الفن العام", so="farshaxanka", es="el mural"),
    _subject("culture", "kulturhuset|kulturcentret", en="the culture house", fi="kulttuuritalo", ar="المركز الثقافي", so="guriga dhaqanka", es="el centro cultural"),
    _subject("noise", "bullret|trafikbullret|bullerskyddet", en="the noise", fi="melu", ar="الضوضاء", so="buuqa", es="el ruido"),
    _subject("rain", "dagvattnet|översvämningarna", en="the flooding", fi="tulvat", ar="الفيضان", so="daadka", es="las inundaciones"),
    _subject("waste", "sopsorteringen|återvinningen|soprummet", en="the recycling", fi="kierrätys", ar="إعادة التدوير", so="qashinka", es="el reciclaje"),
    _subject("toilets", "toaletten|stadstoaletten", en="the public toilet", fi="yleisövessa", ar="المراحيض", so="musqusha", es="los aseos"),
    _subject("trees", "gatuträden|trädplanteringen", en="the trees", fi="puut", ar="الأشجار", so="geedaha", es="los árboles"),
    _subject("forest", "naturreservatet|närskogen", en="the forest", fi="metsä", ar="الغابة", so="kaynta", es="el bosque"),
    _subject("jobs", "sommarjobben|feriejobben", en="the summer jobs", fi="kesätyöt", ar="الوظائف الصيفية", so="shaqooyinka xagaaga", es="el trabajo de verano"),
    _subject("plan", "detaljplanen|planprogrammet", en="the zoning plan", fi="asemakaava", ar="المخطط التفصيلي", so="qorshaha", es="el plan urbanístico"),
    _subject("budget", "medborgarbudgeten", en="the participatory budget", fi="osallistuva budjetointi", ar="الميزانية التشاركية", so="miisaaniyadda", es="el presupuesto participativo"),
    _subject("lift", "hissen|hissarna", en="the lift", fi="hissi", ar="المصعد", so="wiishka", es="el ascensor"),
    _subject("snow", "snöröjningen|sandningen", en="the snow clearing", fi="lumityöt", ar="إزالة الثلج", so="barafka laga qaado", es="la nieve"),
    _subject("graves", "kyrkogården|begravningsplatsen", en="the cemetery", fi="hautausmaa", ar="المقبرة", so="xabaalaha", es="el cementerio"),
    _subject("charging", "laddstationen|laddstolparna", en="the charging station", fi="latausasema", ar="محطة الشحن", so="dallacaadda", es="el punto de carga"),
)  # fmt: skip

METHODS = {
    "survey": ("enkät", "survey"),
    "walk": ("trygghetsvandring", "safety walk"),
    "meeting": ("samrådsmöte", "consultation meeting"),
    "workshop": ("workshop", "workshop"),
    "residents": ("boendedialog", "residents' dialogue"),
    "panel": ("medborgarpanel", "citizens' panel"),
}
GROUPS = {
    "young": ("Unga", "young people"),
    "old": ("Äldre", "older people"),
    "children": ("Barn", "children"),
    "tenants": ("Hyresgäster", "tenants"),
    "disability": ("Personer med funktionsnedsättning", "people with disabilities"),
    "all": ("Alla", "everybody"),
}
_TITLES = (
    "Vad ska hända med {0} i {place}?",
    "{0} i {place} – kom och berätta",
    "Tillsammans om {0}",
    "{1}: dags att tycka till i {place}",
    "Nya tankar kring {0} i {place}",
)
_SUMMARIES = (
    "Nu samlar vi in tankar om {1} i {place} inför nästa års arbete.",
    "Alla som rör sig i {place} kan berätta hur {1} fungerar och vad som saknas.",
    "Förvaltningen vill förstå hur {0} används av dem som bor i {place}.",
    "Under tre veckor pratar vi om {1}. Vi ses i {place}.",
)
_FILLER = (
    "Mötet leds av två samtalsledare och det finns kaffe. Svaren sammanställs och läggs fram för nämnden.",
    "Förvaltningen återkommer med en sammanställning. Den som vill kan lämna synpunkter skriftligt efteråt.",
    "Frågan väcktes av föreningar i trakten. Pengar finns avsatta, men hur de används är inte bestämt.",
)
_OPENINGS = {
    "en": ("Let us talk about {0} in {place}", "We want to hear what you think about {0} in {place}."),
    "fi": ("Keskustellaan: {0}, {place}", "Kerro mielipiteesi. Aiheena {0}."),
    "ar": ("لنتحدث عن {0} في {place}", "نريد أن نسمع رأيكم حول {0}."),
    "so": ("Aan ka hadalno {0} ee {place}", "Waxaan rabnaa inaan ogaanno fikirkaaga {0}."),
    "es": ("Hablemos de {0} en {place}", "Queremos saber su opinión sobre {0}."),
}


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A made-up dialogue: what it is truly about, and the document that says so."""

    document: Document
    subjects: frozenset[str]
    method: str
    group: str
    areas: tuple[str, ...]
    languages: frozenset[str]


def corpus() -> list[Dialogue]:
    """Several dialogues per subject in every kind of words, places, methods, groups and languages; always the same."""
    return list(_corpus())


def _corpus() -> Iterator[Dialogue]:
    places = [place for place in PLACES if place.kind == "neighbourhood"]
    methods, groups = list(METHODS), list(GROUPS)
    number = 0
    for index, subject in enumerate(SUBJECTS):
        for turn in range(9):
            number += 1
            place = places[(index * 5 + turn * 3) % len(places)]
            district = next((p for p in PLACES if p.slug == place.parent), place)
            also = SUBJECTS[(index * 7 + turn * 11 + 3) % len(SUBJECTS)] if turn % 4 == 3 else None
            noise = SUBJECTS[(index * 3 + turn * 13 + 5) % len(SUBJECTS)]
            method, group = methods[(index + turn) % len(methods)], groups[(index * 2 + turn) % len(groups)]
            one = subject.swedish[turn % len(subject.swedish)]
            other = subject.swedish[(turn + 1) % len(subject.swedish)]
            title = _TITLES[turn % len(_TITLES)].format(one, one.capitalize(), place=place.name)
            summary = _SUMMARIES[turn % len(_SUMMARIES)].format(one, other, place=place.name)
            if also is not None:
                summary += f" Samtalet gäller också {also.swedish[0]}."
            body = f"{_FILLER[turn % len(_FILLER)]} Frågor om {noise.swedish[-1]} hör inte hit."
            titles, summaries = {"sv": title[0].upper() + title[1:]}, {"sv": summary}
            spoken = [code for step, code in enumerate(_OPENINGS) if (turn + step + index) % 3 == 0]
            for code in spoken:
                heading, text = _OPENINGS[code]
                said = subject.other[code]
                titles[code] = heading.format(said, place=place.name)
                summaries[code] = text.format(said, place=place.name)
                if also is not None and code == "en":
                    summaries[code] += f" It is also about {also.other[code]}."
            day = date(2024, 1, 1) + timedelta(days=(number * 37) % 700)
            areas = (district.slug, place.slug)
            yield Dialogue(
                document=Document(
                    id=f"d{number}",
                    version=number,
                    kind="dialogue",
                    titles=titles,
                    summaries=summaries,
                    bodies={"sv": body},
                    labels={
                        "sv": f"{METHODS[method][0]} {GROUPS[group][0]}",
                        "en": f"{METHODS[method][1]} {GROUPS[group][1]}",
                    },
                    place=f"{place.name} {district.name}",
                    facets={"kind": ("dialogue",), "district": (district.slug,), "area": areas, "group": (group,)},
                    starts=day.toordinal(),
                    ends=day.toordinal() + 21,
                ),
                subjects=frozenset({subject.code} | ({also.code} if also else set())),
                method=method,
                group=group,
                areas=areas,
                languages=frozenset({"sv", *spoken}),
            )
