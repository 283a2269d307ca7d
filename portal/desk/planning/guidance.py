"""A good example for each question a clerk may hesitate over, in Swedish as the texts themselves."""

EXAMPLES = {
    "title": "Tryggare gångvägar i Rågsved",
    "summary": (
        "Vi vill veta var du känner dig otrygg när du går i Rågsved på kvällen, och vad som skulle hjälpa. "
        "Dialogen är för alla som bor eller rör sig i området."
    ),
    "contact_function": "Demokratisamordnare, Farsta stadsdelsförvaltning",
    "partners": "Hyresgästföreningen Rågsved\nRågsveds ungdomsråd",
    "purpose": "Nämnden har pengar till ny belysning. Vi behöver veta var den gör mest nytta.",
    "can_influence": "Vilka gångvägar som får ny belysning först, och vilken sorts lampor det blir.",
    "cannot_influence": "Summan, två miljoner kronor, är redan beslutad i budgeten. Bolagens vägar omfattas inte.",
    "frame_in": "Gångvägar, trappor och tunnlar på stadens mark i Rågsved.",
    "frame_out": "Parkeringsplatser och innergårdar. Dem svarar bostadsbolagen för.",
    "questions": "Var känner du dig otrygg när det är mörkt? Vad skulle få dig att gå dit ändå?",
    "decisions": "Enskede-Årsta-Vantörs stadsdelsnämnd, juni 2027, 1.1-245/2026",
    "goals": "Hälften har inte varit med i en dialog förut. Mäts med kort vid dörren. Minst 50 procent.",
    "targets": (
        "Unga 16–19 år. De går mest på kvällen men kommer sällan till möten. Hinder: tiden och att det känns stelt. "
        "Nås genom fritidsgården och skolan. Vi vill att de är minst 20 procent."
    ),
    "checklist_method": "En kvällsvandring: då ser alla samma platser, och den som inte gillar möten kan vara med.",
    "checklist_place": "Start vid tunnelbanan, där många ändå passerar. Sträckan går att köra med rullstol.",
    "checklist_room": "Grupper om sex med en samtalsledare. Alla får skriva en lapp innan någon tar ordet.",
    "checklist_recruitment": "Brev till alla hushåll, affischer i tvättstugor, medborgarvärdar vid torget.",
    "easy_read": "Vi ska sätta upp nya lampor i Rågsved.\nVar är det mörkt?\nKom och visa oss.",
    "accessibility_note": "Hela sträckan är asfalterad. Det finns bänkar var tvåhundrade meter.",
    "overlap_reason": "Trafikkontoret frågar om trafiken samma vecka. Vi delar kväll och lokal.",
}
