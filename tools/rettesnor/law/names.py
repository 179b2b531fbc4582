"""Titles of Danish and European acts as people write them after »om«, so that a text shows where a title ends.

This says nothing about what is in force: versions and dates are in the register (content/statutes/).
"""

_LAW_TITLES = """
en aktiv beskæftigelsesindsats
aktiv beskæftigelsesindsats
aktiv socialpolitik
sygedagpenge
dagpenge ved sygdom eller fødsel
retssikkerhed og administration på det sociale område
retssikkerhed og administration
social service
social bistand
social pension
social pension m.v.
højeste, mellemste, forhøjet almindelig og almindelig førtidspension m.v.
tidlig pension
ret til tidlig pension
delpension
fleksydelse
seniorjob
seniorpension
arbejdsløshedsforsikring m.v.
organisering og understøttelse af beskæftigelsesindsatsen m.v.
ansvaret for og styringen af den aktive beskæftigelsesindsats
en aktiv arbejdsmarkedspolitik
arbejdsformidling og arbejdsløshedsforsikring m.v.
kommunal aktivering
kommunal indsats for unge under 25 år
integration af udlændinge i Danmark
integration af udlændinge
kompensation til handicappede i erhverv m.v.
ret til orlov og dagpenge ved barsel
barselsudligning på det private arbejdsmarked
barselsorlov
børnepasningsorlov
orlov
ferie
individuel boligstøtte
boligstøtte
børnetilskud og forskudsvis udbetaling af børnebidrag
en børne- og ungeydelse
Udbetaling Danmark
Arbejdsmarkedets Tillægspension
Arbejdsmarkedets Erhvervssikring
Lønmodtagernes Dyrtidsfond
Lønmodtagernes Garantifond
den sociale pensionsfond
arbejdsskadesikring
sikring mod følger af arbejdsskade
arbejdsskadeforsikring
arbejdsmiljø
arbejdsmiljø m.v.
ligebehandling af mænd og kvinder med hensyn til beskæftigelse m.v.
ligebehandling af mænd og kvinder med hensyn til beskæftigelse og barselsorlov m.v.
forbud mod forskelsbehandling på arbejdsmarkedet m.v.
forbud mod forskelsbehandling på grund af handicap
ligeløn til mænd og kvinder
ligestilling af kvinder og mænd
ligestilling af kønnene
etnisk ligebehandling
Ligebehandlingsnævnet
retsforholdet mellem arbejdsgivere og funktionærer
varsling m.v. i forbindelse med afskedigelser af større omfang
lønmodtageres retsstilling ved virksomhedsoverdragelse
lønmodtageres ret til fravær fra arbejde af særlige familiemæssige årsager
brug af helbredsoplysninger m.v. på arbejdsmarkedet
gennemførelse af dele af arbejdstidsdirektivet
gennemførelse af deltidsdirektivet
tidsbegrænset ansættelse
vikarers retsstilling ved udsendelse af et vikarbureau m.v.
udstationering af lønmodtagere m.v.
ansættelsesbeviser og visse arbejdsvilkår
arbejdsgiverens pligt til at underrette lønmodtageren om vilkårene for ansættelsesforholdet
ansættelsesklausuler
søfarendes ansættelsesforhold m.v.
Arbejdsretten og faglige voldgiftsretter
mægling i arbejdsstridigheder
tjenestemænd
tjenestemandspension
medhjælpere
erhvervsuddannelser
erhvervsgrunduddannelse m.v.
produktionsskoler
arbejdsmarkedsuddannelser m.v.
forberedende grunduddannelse
institutioner for forberedende grunduddannelse
kommunal indsats for unge under 25 år m.v.
ungdomsuddannelse for unge med særlige behov
forberedende voksenundervisning
statens uddannelsesstøtte
statens voksenuddannelsesstøtte
befordringsrabat til uddannelsessøgende i ungdomsuddannelser m.v.
åben uddannelse
folkeskolen
folkeoplysning
dag-, fritids- og klubtilbud m.v. til børn og unge
danskuddannelse til voksne udlændinge m.fl.
specialundervisning for voksne
vejledning om uddannelse og erhverv samt pligt til uddannelse, beskæftigelse m.v.
Digital Post fra offentlige afsendere
Offentlig Digital Post
Digital Post
MitID og NemLog-in
offentlighed i forvaltningen
behandling af personoplysninger
offentlige myndigheders registre
supplerende bestemmelser til forordning om beskyttelse af fysiske personer i forbindelse med behandling af personoplysninger og om fri udveksling af sådanne oplysninger
retshåndhævende myndigheders behandling af personoplysninger
Det Centrale Personregister
Folketingets Ombudsmand
kommunernes styrelse
kommunale fællesskaber
regioner og om nedlæggelse af amtskommunerne, Hovedstadens Udviklingsråd og Hovedstadens Sygehusfællesskab
trafikselskaber
frikommuner m.v.
socialtilsyn
voksenansvar over for anbragte børn og unge
almene boliger m.v.
almene boliger samt støttede private andelsboliger m.v.
friplejeboliger
leje
leje af almene boliger
leje af erhvervslokaler m.v.
midlertidig regulering af boligforholdene
byfornyelse og udvikling af byer
inddrivelse af gæld til det offentlige
opkrævning af skatter og afgifter m.v.
gældsinddrivelse
renter ved forsinket betaling m.v.
forældelse af fordringer
inkassovirksomhed
et indkomstregister
arbejdsmarkedsbidrag
indkomstskat for personer m.v.
indkomst- og formueskat til staten
påligning af indkomstskat til staten
opkrævning af indkomstskat samt kommunal og amtskommunal indkomstskat for personer m.v.
opkrævning af indkomst- samt ejendomsværdiskat for personer m.v.
skattemæssige afskrivninger
beskatning af pensionsordninger m.v.
merværdiafgift
erstatningsansvar
klage- og erstatningsadgang inden for sundhedsvæsenet
patienters retsstilling
autorisation af sundhedspersoner og om sundhedsfaglig virksomhed
anvendelse af tvang i psykiatrien m.v.
fremtidsfuldmagter
ægteskabs indgåelse og opløsning
ægteskabets retsvirkninger
ægtefællers økonomiske forhold
børns forsørgelse
adoption
arv
arv og skifte
dansk indfødsret
repatriering
udlændinges adgang til Danmark
fuldbyrdelse af straf m.v.
rettens pleje
valg til Folketinget
kommunale og regionale valg
fremgangsmåden ved ekspropriation vedrørende fast ejendom
aftaler og andre retshandler på formuerettens område
køb
forbrugeraftaler
visse forbrugeraftaler
kreditaftaler
betalinger
forsikringsaftaler
forsikringsvirksomhed
finansiel virksomhed
kapitalmarkeder
forebyggende foranstaltninger mod hvidvask og finansiering af terrorisme
markedsføring
ophavsret
retten til fotografiske billeder
varemærker
design
patenter
bogføring
årsregnskaber
aktie- og anpartsselskaber
aktieselskaber
anpartsselskaber
visse erhvervsdrivende virksomheder
erhvervsdrivende fonde
fonde og visse foreninger
det centrale virksomhedsregister
godkendte revisorer og revisionsvirksomheder
elektroniske kommunikationsnet og -tjenester
radio- og fjernsynsvirksomhed
planlægning
miljøbeskyttelse
naturbeskyttelse
offentlig sygesikring
sygehusvæsenet
hjemmesygeplejerskeordninger
mål og vægt
tilgængelighed af offentlige organers websteder og mobilapplikationer
videreanvendelse af den offentlige sektors informationer
arkivvæsenet
offentlige arkiver
beskyttelse af whistleblowere
elektroniske signaturer
tv-overvågning
konsekvenser ved afskaffelsen af store bededag som helligdag
skyldneres ret til at frigøre sig ved deponering
medarbejderindflydelse i SE-selskaber
det europæiske selskab
det europæiske andelsselskab
gældsbreve
Færøernes og Grønlands ret
kommunal og regional udligning og generelle tilskud til kommuner og regioner
finansiering af visse offentlige ydelser udbetalt af kommunerne, Udbetaling Danmark og arbejdsløshedskasserne
selvforsørgelses- og hjemrejseydelse og overgangsydelse
hjemrejse for udlændinge uden lovligt ophold
danmarks statistik
produktionsskoler m.v.
forsøg på beskæftigelsesområdet
jobpræmie til langtidsledige
jobpræmie til enlige forsørgere
""".strip()
_EU_TITLES = """
udstationering af arbejdstagere som led i udveksling af tjenesteydelser
visse retlige aspekter af informationssamfundstjenester, navnlig elektronisk handel, i det indre marked
de generelle regler og principper for, hvordan medlemsstaterne skal kontrollere Kommissionens udøvelse af gennemførelsesbeføjelser
beskyttelse af fysiske personer i forbindelse med kompetente myndigheders behandling af personoplysninger med henblik på at forebygge, efterforske, afsløre eller retsforfølge strafbare handlinger eller fuldbyrde strafferetlige sanktioner og om fri udveksling af sådanne oplysninger
samordning af de sociale sikringsordninger
tilrettelæggelse af arbejdstiden
visse aspekter i forbindelse med tilrettelæggelse af arbejdstiden
generelle rammebestemmelser om ligebehandling med hensyn til beskæftigelse og erhverv
ligebehandling af mænd og kvinder med hensyn til social sikring
balance mellem arbejdsliv og privatliv for forældre og omsorgspersoner
arbejdskraftens frie bevægelighed inden for Unionen
beskyttelse af fysiske personer i forbindelse med behandling af personoplysninger og om fri udveksling af sådanne oplysninger og om ophævelse af direktiv 95/46/EF
beskyttelse af fysiske personer i forbindelse med behandling af personoplysninger og om fri udveksling af sådanne oplysninger
koordinering af de sociale sikringsordninger
anvendelse af internationale regnskabsstandarder
fastlæggelse af en ramme til fremme af bæredygtige investeringer
""".strip()
LAW_TITLES: tuple[str, ...] = tuple(_LAW_TITLES.splitlines())
EU_TITLES: tuple[str, ...] = tuple(_EU_TITLES.splitlines())
