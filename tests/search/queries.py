"""Queries as residents type them, and what each should find: kind | language | query | subjects | place | method, group."""

from dataclasses import dataclass

from tests.search.corpus import Dialogue

_TABLE = """
plain | sv | lekplats | playground
plain | sv | simhall | pool
plain | sv | bibliotek | library
plain | sv | utegym | gym
plain | sv | buller | noise
plain | sv | skatepark | skate
plain | sv | torg | square market
plain | sv | hiss | lift
plain | sv | kulturhus | culture
plain | sv | kyrkogård | graves
plain | sv | enkät | | | survey
plain | sv | snöröjning | snow
inflected | sv | parkerna | park
inflected | sv | biblioteken | library
inflected | sv | skolgårdar | schoolyard
inflected | sv | cykelbanornas | bikes
inflected | sv | hissar | lift
inflected | sv | detaljplaner | plan
inflected | sv | förskolor | preschool
inflected | sv | hundrastgårdarna | dogs
inflected | sv | fotbollsplaner | football
inflected | sv | isbanor | ice
inflected | sv | bullrets | noise
inflected | sv | träden | trees
inflected | sv | kulturhusen | culture
inflected | sv | trygghetsvandringar | | | walk
inflected | sv | konstverken | art
compound | sv | belysning | lights
compound | sv | hund | dogs
compound | sv | träd | trees
compound | sv | odling | growing
compound | sv | cykel | bikes
compound | sv | toalett | toilets
compound | sv | handel | market drugs
compound | sv | skog | forest
compound | sv | buss | bus
compound | sv | panel | | | panel
compound | sv | vandring | | | walk
compound | sv | laddning | charging
compound | sv | kyrka | graves
compound | sv | jobb | jobs
compound | sv | konst | art
compound | sv | fotboll | football
split | sv | lek park | playground
split | sv | cykel väg | bikes
split | sv | buss hållplats | bus
split | sv | skol gård | schoolyard
split | sv | fritids gård | club
split | sv | gatu belysning | lights
split | sv | trygghets vandring | | | walk
split | sv | medborgar budget | budget
split | sv | kultur hus | culture
split | sv | is bana | ice
split | sv | äldre boende | nursing
split | sv | snö röjning | snow
diacritics | sv | forskola | preschool
diacritics | sv | skolgard | schoolyard
diacritics | sv | gangvag | walking
diacritics | sv | aldreboende | nursing
diacritics | sv | hemtjanst | homecare
diacritics | sv | tradplantering | trees
diacritics | sv | snorojning | snow
diacritics | sv | Hokarangen | | hokarangen
diacritics | sv | kyrkogard | graves
diacritics | sv | bostader | housing
diacritics | sv | atervinning | waste
diacritics | sv | lekplats Ragsved | playground | ragsved
typo | sv | bibloteket | library
typo | sv | lekplast | playground
typo | sv | simhalen | pool
typo | sv | belysnig | lights
typo | sv | tunelbana | metro
typo | sv | försskola | preschool
typo | sv | kultuhus | culture
typo | sv | hundrasgård | dogs
typo | sv | fotbolsplan | football
typo | sv | medborgarbuget | budget
typo | sv | detajlplan | plan
typo | sv | laddstasion | charging
typo | sv | rinkby | | rinkeby
typo | sv | hökarengen torg | square market | hokarangen
typo | sv | trygghetsvanding | | | walk
multi | sv | torg och handel | square market
multi | sv | enkät om parken | park | | survey
multi | sv | lekplats workshop | playground | | workshop
multi | sv | unga fritidsgård | club | | young
multi | sv | boendedialog stambyte | pipes | | residents
multi | sv | samråd detaljplan | plan | | meeting
multi | sv | trygghetsvandring belysning | lights | | walk
multi | sv | äldre hemtjänst | homecare | | old
multi | sv | barn simhall | pool | | children
multi | sv | medborgarpanel bostäder | housing | | panel
multi | sv | hyresgäster soprum | waste | | tenants
multi | sv | workshop konst | art | | workshop
place | sv | lekplats Rinkeby | playground | rinkeby
place | sv | bibliotek i Tensta | library | tensta
place | sv | parker i Järva | park | jarva
place | sv | simhall Hökarängen | pool | hokarangen
place | sv | torget i Farsta | square market | farsta
place | sv | Rågsveds cykelbanor | bikes | ragsved
place | sv | Husby | | husby
place | sv | bredäng belysning | lights | bredang
place | sv | enskede gård hundar | dogs | enskede-gard
place | sv | vällingby utegym | gym | vallingby
place | sv | parkering skärholmen | cars | skarholmen
place | sv | buller i gärdet | noise | gardet
place | sv | skolgård i Hässelby | schoolyard | hasselby-vallingby
question | sv | vad händer med biblioteket i Rinkeby? | library | rinkeby
question | sv | hur blev det med lekparken | playground
question | sv | när ska torget i Husby byggas om | square market | husby
question | sv | kan man få bättre belysning här | lights
question | sv | var kan jag tycka till om skolgården | schoolyard
question | sv | jag vill ha fler cykelvägar i Tensta | bikes | tensta
question | sv | vem bestämmer om detaljplanen | plan
question | sv | finns det någon dialog för unga i Farsta | | farsta | young
question | sv | varför bullrar det så mycket från trafiken | noise
question | sv | hur går det med stambytet | pipes
question | sv | vad har ni lovat om hissen vid tunnelbanan | lift
question | sv | får vi en ny simhall i Järva eller inte | pool | jarva
question | sv | vad tycker de boende om parkeringen | cars
question | sv | är det någon som vet något om sommarjobb för ungdomar | jobs
question | sv | varför är det så mörkt på vägen hem | lights
question | sv | hur kan man få en odlingslott | growing
question | sv | vad gör staden åt narkotikan i Bredäng | drugs | bredang
synonym | sv | badhus | pool
synonym | sv | t-bana | metro
synonym | sv | dagis | preschool
synonym | sv | pensionärer | | | old
synonym | sv | tonåringar | | | young
synonym | sv | trottoar | walking
synonym | sv | gatlampor | lights
synonym | sv | sopor | waste
synonym | sv | kolonilott | growing
synonym | sv | fritidsgård | club
synonym | sv | skridskor | ice
synonym | sv | lägenhet | housing
synonym | sv | knark | drugs
synonym | sv | handikapp | | | disability
synonym | sv | ålderdomshem | nursing
synonym | sv | översvämning | rain
synonym | sv | bibblan | library
synonym | sv | toa | toilets
synonym | sv | graffiti | art
synonym | sv | feriejobb | jobs
prefix | sv | bibl | library
prefix | sv | lekp | playground
prefix | sv | medborgarb | budget
prefix | sv | detaljp | plan
prefix | sv | skridsk | ice
prefix | sv | kulturh | culture
prefix | sv | laddst | charging
prefix | sv | hemtj | homecare
prefix | sv | stambyt | pipes
prefix | sv | tunnelb | metro
lang | en | playground | playground
lang | en | libraries | library
lang | en | bike lanes | bikes
lang | en | swimming pool in Tensta | pool | tensta
lang | en | street lights | lights
lang | en | what happens with the skatepark? | skate
lang | en | nursing homes | nursing
lang | en | safety walk | | | walk
lang | en | noise | noise
lang | en | dog park | dogs
lang | fi | kirjasto | library
lang | fi | leikkipuistot | playground
lang | fi | uimahalli | pool
lang | fi | pyörätiet | bikes
lang | fi | metroasemat | metro
lang | fi | koirapuisto Farsta | dogs | farsta
lang | fi | kulttuuritalo | culture
lang | ar | مكتبة | library
lang | ar | المكتبات العامة مكتبة | library
lang | ar | ملعب الأطفال | playground
lang | ar | الحافلات | bus
lang | ar | حديقة الكلاب | dogs
lang | ar | الضوضاء | noise
lang | ar | موقف السيارات | cars
lang | so | maktabadda | library
lang | so | baska | bus
lang | so | barkadda dabaasha | pool
lang | so | amniga | safety
lang | so | waddada baaskiilka | bikes
lang | es | biblioteca | library
lang | es | parque infantil | playground
lang | es | piscinas | pool
lang | es | ruido | noise
lang | es | centro cultural | culture
"""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A query, its kind, and the test by which a dialogue answers it."""

    kind: str
    language: str
    text: str
    subjects: frozenset[str]
    place: str
    who: str

    def answered_by(self, dialogue: Dialogue) -> bool:
        """Whether a dialogue is what is asked for; a question in another language is asked of all that say it."""
        if self.subjects and not self.subjects & dialogue.subjects:
            return False
        if self.place and self.place not in dialogue.areas:
            return False
        return not self.who or self.who in (dialogue.method, dialogue.group)


def queries() -> list[Labelled]:
    """All labelled queries."""
    found = []
    for line in _TABLE.strip().splitlines():
        kind, language, text, subjects, place, who = (*(cell.strip() for cell in line.split("|")), "", "", "")[:6]
        found.append(Labelled(kind, language, text, frozenset(subjects.split()), place, who))
    return found
