"""The words that tell where an act's title ends: what no title holds, and what holds one together."""

from rettesnor.law.vocabulary import word_set

# What begins the rest of the sentence: finite verbs, conjunctions, pronouns, places in an act.
STOPS = word_set("""
    er var bliver blev kan kunne skal skulle vil ville må måtte bør burde har havde får fik gør gjorde gælder gjaldt giver gav
    finder fandt fastsætter fastsatte indeholder indeholdt siger sagde står stod træder trådte ophæves ophævet ændres ændredes
    foretages indsættes udgår affattes fremgår følger fulgte bestemmer bestemte kræver krævede betyder betød omfatter omfattede
    regulerer regulerede beskriver bruges brugte anvendes anvendte nævner nævnte henviser viser sætter satte tager tog
    kommer kom går gik ligger lå lader lod hører hørte tillader forbyder pålægger beskytter sikrer sikrede stiller afløser
    afløste erstatter erstattede ændrer ændrede ophæver ophævede tilføjer forlænges forlænger nedsættes beregnes udbetales
    stoppes bevilges gives findes vedtages vedtaget udløber udløb virker betaler mener synes ønsker søger skriver oplyser afgør
    forbliver beslutte tilsvarende straffes implementerer implementeret gennemfører gennemført udstedt
    træffer bygger hviler handler drejer vedrører knytter tilkommer administreres håndhæves tolkes fortolkes læses skelner
    som der at hvis når fordi idet da mens men jf jfr ifølge hvorefter hvorved hvoraf hvornår hvordan hvad hvem hvor hvilke hvilket
    ikke også kun dog altså desuden endvidere således derfor dermed herunder herom hermed fortsat stadig nu her senest især
    først indtil siden inden før medmindre selv selvom uanset sammenholdt du din dit dine vi os vores jeg mig min mit
    mine han hun hans hendes de dem deres jer jeres man sig det denne dette disse
    paragraf paragrafferne kapitel kapitlerne kap artikel artiklerne art stk nr litra pkt afsnit bilag
    nævnt omtalt beskrevet fastsat anført indført gældende
    ingen intet nogen noget
    """)
# A preposition that a title may hold, but not before one of these.
PREPOSITIONS = word_set("i på til for af ved med under mod over mellem fra hos uden efter inden")
AFTER_PREPOSITION = word_set(
    "dag går morgen år forhold henhold medfør stedet øvrigt praksis denne dette disse dig os jer mig ham hende dem din dit dine "
    "sin sit sine vores jeres deres hele perioden stk nr at sagen brevet afgørelsen mandag tirsdag onsdag torsdag fredag lov loven "
    "virkning senere strid følgende"
)
AFTER_DETERMINER = word_set(
    "omfang tilfælde tidspunkt øjeblik følgende år foregående efterfølgende ændringer enhver"
)
DETERMINERS = frozenset(("den", "det", "de"))
INDECLINABLE = frozenset(("fælles", "indre", "ydre"))
JOINING = frozenset({"og", "eller", "samt"})
# What comes after »og« when the sentence, and not the title, goes on.
NOT_AFTER_AND = (
    STOPS
    | PREPOSITIONS
    | word_set(
        "lov loven lovens lovbekendtgørelse bekendtgørelse vejledning anordning lbk bek "
        "reglerne regler bestemmelserne bestemmelsen kravene vejledningen forarbejderne praksis kommunens kommunen"
    )
)
NOT_FIRST = STOPS | word_set(
    "mandag mandagen tirsdag tirsdagen onsdag onsdagen torsdag torsdagen fredag fredagen lørdag lørdagen søndag søndagen "
    "morgenen aftenen formiddagen eftermiddagen natten dagen sommeren vinteren foråret efteråret ugen året noget alt"
)
LOOSE_ENDS = PREPOSITIONS | JOINING | word_set("om den det en et pr. vedr. inkl. ekskl. vedrørende")
YEAR_BEFORE = frozenset(("for", "i", "finansåret", "indkomståret", "kalenderåret", "året"))
# Acts of the European Union that another title names: »om ændring af direktiv 96/9/EF«.
EU_ACTS = ("forordning", "direktiv", "afgørelse", "henstilling")  # also »gennemførelsesforordning«

# Nouns that an infinitive may follow: »pligt til at stå til rådighed«, »betingelser for at få tilskud«.
BEFORE_TIL_AT = (
    "ret", "retten", "pligt", "pligten", "adgang", "adgangen", "mulighed", "muligheder", "muligheden", "forpligtelse", "forpligtelser",
    "forpligtelsen", "tilladelse", "bemyndigelse", "beføjelse", "beføjelser", "kompetence", "tilskud", "støtte", "dispensation", "fuldmagt",
    "hjælp", "bistand", "bidrag", "godtgørelse",
)  # fmt: skip
BEFORE_FOR_AT = (
    "betingelser", "betingelserne", "krav", "kravene", "vilkår", "vilkårene", "foranstaltninger", "tiltag", "frist", "fristen", "frister",
    "forudsætninger", "forudsætningerne", "rammer", "rammerne", "ramme", "procedurer", "muligheder", "gebyr", "betaling", "tilskud",
)  # fmt: skip
AUXILIARIES = frozenset(("kunne", "skulle", "ville", "måtte", "blive", "få", "have", "være", "lade"))

# »..., der« tells something about the act, and not about the persons or things of its title, before these verbs
RELATIVES = frozenset(("der", "som", "hvis"))
OF_AN_ACT = word_set("""
    træder trådte gælder gjaldt fastsætter fastsatte ændrer ændrede ophæver ophævede regulerer regulerede indeholder indeholdt
    afløser afløste erstatter erstattede giver gav siger sagde bestemmer bestemte kræver krævede betyder betød gennemfører
    gennemførte implementerer implementerede udløber udløb udgår findes følger fremgår finder fandt står bortfalder bortfaldt
    pålægger forbyder tillader udmønter indfører indførte vedrører handler supplerer ændres ophæves
    """)
# ... and before one of these after »er« or »blev«.
HAPPENS_TO_AN_ACT = word_set("""
    ophævet ændret trådt vedtaget udstedt nævnt omtalt gældende afløst erstattet udløbet fastsat bekendtgjort kundgjort sat
    offentliggjort indført gennemført den det en et stadig nu også ikke senest
    """)
BE = frozenset(("er", "var", "blev", "bliver"))
