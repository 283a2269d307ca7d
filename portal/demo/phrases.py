"""Words from which bulk data for benchmarks is put together; nobody is meant to read it for long."""

SUBJECTS = {
    "urban_environment/park": ("parken", "gräsmattan", "fruktträden", "hundrastgården", "parkbänkarna"),
    "urban_environment/street": ("gatan", "gångbanan", "cykelbanan", "busshållplatsen", "övergångsstället"),
    "urban_environment/square": ("torget", "torghandeln", "uteserveringarna", "fontänen"),
    "urban_environment/safety": ("belysningen", "gångtunneln", "trapporna", "tryggheten på kvällen"),
    "urban_environment/playground": ("lekplatsen", "parkleken", "klätterställningen", "sandlådorna"),
    "urban_environment/cleaning": ("städningen", "papperskorgarna", "snöröjningen"),
    "city_planning/detailed_plan": ("detaljplanen", "de nya kvarteren", "gårdarna", "byggrätten"),
    "city_planning/housing": ("bostäderna", "hyresrätterna", "studentlägenheterna", "stambytet"),
    "city_planning/traffic": ("trafiken", "hastigheten", "parkeringen", "tvärbanan"),
    "school_preschool": ("förskolan", "skolgården", "skolmaten", "skolvägen"),
    "culture_leisure/library": ("biblioteket", "läsesalen", "öppettiderna", "sagostunderna"),
    "culture_leisure/sports": ("idrottsplatsen", "simhallen", "utegymmet", "konstisen"),
    "culture_leisure/premises": ("samlingslokalen", "fritidsgården", "föreningshuset"),
    "care/elderly": ("äldreboendet", "träffpunkten", "hemtjänsten"),
    "care/disability": ("tillgängligheten", "hissen", "ramperna"),
    "democracy/participatory_budget": ("medborgarbudgeten", "förslagen", "omröstningen"),
    "democracy/civil_society": ("föreningslivet", "grannsamverkan", "nätverken"),
    "environment_climate": ("dagvattnet", "odlingarna", "återvinningen", "träden"),
}
TITLES = (
    "Hur ska {subject} i {place} bli bättre?",
    "Vad tycker du om {subject} i {place}?",
    "Dialog om {subject} i {place}",
    "{place} tycker till om {subject}",
    "Tillsammans om {subject} i {place}",
    "Framtiden för {subject} i {place}",
)
SUMMARIES = (
    "Vi vill veta hur {subject} i {place} fungerar i din vardag, vad som är bra och vad som borde ändras.",
    "Staden ska besluta om {subject} i {place}. Berätta vad som är viktigt för dig innan förslaget skrivs.",
    "Under några veckor samlar vi in tankar om {subject} i {place}, på plats och på webben, från alla åldrar.",
)
SENTENCES = (
    "Många har hört av sig om {subject} de senaste åren.",
    "Svaren läses av dem som skriver förslaget till beslut.",
    "Pengarna räcker inte till allt, därför behöver vi veta vad som är viktigast.",
    "Förra gången vi frågade var det få unga som svarade.",
    "Arbetet i {place} samordnas med det som andra förvaltningar planerar.",
    "Du kan svara på ditt eget språk.",
    "Det som är beslutat i detaljplanen går inte att ändra här.",
    "Efteråt berättar vi vad ni sa, vad nämnden beslutade och varför.",
)
FINDINGS = (
    "Många går en omväg på kvällen för att slippa {subject} i {place}.",
    "Äldre vill ha fler ställen att sitta nära {subject}.",
    "Barnen saknar något att göra vid {subject} efter skolan.",
    "De flesta är nöjda med {subject} men vill ha tätare skötsel.",
)
PROMISES = ("Vi rustar upp {subject} i {place}.", "Vi prövar nya tider för {subject} i {place} under ett halvår.")
