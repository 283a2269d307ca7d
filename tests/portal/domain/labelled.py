"""Sentences as residents write them; what a moderator should be shown is marked [kind:text]."""

WITH_TRACES = """
Hej, jag heter Anna och mitt personnummer är [personal_number:811228-9874].
Min son ([personal_number:19811228-9874]) vill också svara.
pnr [personal_number:8112289874] tack
Jag är född [personal_number:198112289874] och bor här sedan dess
Samordningsnummer: [personal_number:811288-9871].
Mormor är [personal_number:811228+9874], gammal alltså!
[personal_number:811228 9874] är mitt nummer
My personal number is [personal_number:811228-9874] if you need it
رقمي الشخصي [personal_number:811228-9874] شكرا
Lambarkaygu waa [personal_number:811228–9874]
nr:[personal_number:8112289874],ring mig
Det står [personal_number:19811228 9874] på lappen
Ring mig på [telephone:070-123 45 67] efter fem.
Telefon [telephone:0701234567]
Mitt nummer är [telephone:070 123 45 67] eller [telephone:08-508 25 000]
nås på [telephone:+46 70 123 45 67]
[telephone:+46701234567] kvällar
Sms till [telephone:0046 70 123 45 67] går bra
Call me: [telephone:+46 (0)70-123 45 67]
Soita minulle [telephone:073-987 65 43]
اتصل بي على [telephone:0739876543]
Kontoret har [telephone:08-50825000]
min mans mobil [telephone:076 - 555 12 34]
Tel:[telephone:0498-12 34 56], fråga efter Bo
Numret hem är [telephone:08-600 12 34]
WhatsApp [telephone:0762345678]!!
nummer [telephone:070/123 45 67] fungerar
[telephone:070.123.45.67] är mitt
Skriv till [email:anna@example.org].
Mejla mig: [email:anna.svensson@example.com], tack
<[email:bo_1@example.se]>
Min adress är [email:ÅSA@example.se]
Contact [email:first.last+dialog@sub.example.org] please
بريدي [email:amina@example.org]
e-post:[email:x@mail.example.org]
skriv (inte ring!) [email:kalle-pelle@example.org]
[email:INFO@EXAMPLE.ORG] svarar aldrig
Jag har [email:a.b.c.d@example.org] och [telephone:070-111 22 33]
Sähköposti [email:matti.meikalainen@example.org]
Hon bor på [address:Storgatan 12].
Grannen på [address:Rågsvedsvägen 4 B] röker
[address:Magelungsvägen 120], tre trappor
vi flyttade från [address:Kung Eriks väg 7]
He lives at [address:Drottninggatan 55A]
Barnen i [address:Skärholmsgången 18] leker där
adressen är [address:Olof Palmes gata 9]
porten till [address:Bäckvägen 33] står öppen
ägaren i [address:Ekholmsvägen 201] svarar inte
أسكن في [address:Tenstagången 14]
"""

WITHOUT = """
Trappan vid torget är mörk och farlig på vintern.
Vi är 120 familjer i Rågsved som vill ha en lekpark.
Dnr 325-463/2012 och KS 2018/911 handlar om samma sak.
Bussen 172 går klockan 08:15 och 08:45 men inte 09:15.
Öppet 08-16 alla dagar, lördagar 10-14.
Beslutet togs den 2026-10-15 och gäller till 2027-10-15.
Det kostar 1 200 000 kronor, kanske 1 350 000.
Postnumret är 124 65 Bandhagen.
Jag har bott här i 25 år, sedan 1998.
Organisationsnummer 212000-0142 tillhör staden.
Barn 0-6 år och ungdomar 13-19 år.
Mellan 2010 och 2020 byggdes 1 500 lägenheter.
Koordinaterna är 59.2545, 18.0324.
Enligt § 12 i ordningsstadgan får man inte elda.
Vägen är 70 meter lång och 3 meter bred.
På gatan står 14 bilar varje dag.
Vi vill ha 30 km/h på Magelungsvägen.
Kan man inte öppna Rågsvedsvägen för cyklar?
The park needs 12 new benches and 3 bins.
Is there a plan for 2026 or 2027?
Trains leave at 07.15, 07.30 and 07.45.
I counted 1234567 steps, just kidding.
Vi var 64 personer, 34 kvinnor och 28 män.
Ringvägen borde bli en gågata.
Skriv @stockholm på sociala medier.
Kostnad: 12 345 678 kr.
Årets budget är 100 000 000 kronor.
ISBN 978-91-7000-150-5 finns på biblioteket.
Version 1.2.3.4 av appen fungerar inte.
Ärende 2018-08123-54 är inte besvarat.
Nämnden hade möte 12-13 maj 2026 kl 18-20.
Träd nummer 811 till 9874 ska fällas.
Linje 14, 17, 18 och 19 går till Gullmarsplan.
Vi bor på tredje våningen och hissen är trasig.
Min dotter är 7 år och rädd för hundar.
Det luktar rök från 22 till 04 varje natt.
حديقة الأطفال قديمة منذ 15 سنة.
هناك 3 مقاعد فقط و 40 طفلاً.
Puisto on ollut kiinni 2 vuotta.
Waxaan rabnaa 5 nal oo cusub.
Skolan har 650 elever och 2 gympasalar.
Avstånd 1,5 km till närmaste vårdcentral.
Klass 7B och 8A vill vara med.
Jag föreslår 20 procent fler bänkar.
Det finns 4 grillplatser, 2 är trasiga.
Från 1 januari 2027 gäller nya regler.
Sammanlagt 9 900 kr per år och hushåll.
Fotbollsplan 3 är stängd sedan i våras.
Allén har 42 lindar och 3 ekar.
Vi har frågat 1 034 personer, 812 svarade.
"""
