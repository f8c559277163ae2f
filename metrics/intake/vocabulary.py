"""Words that tell how a figure stands in its sentence, by language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metrics.statements.lexicon import words


@dataclass(frozen=True)
class Vocabulary:
    """One language's words, in small letters; the patterns look at the text before or after a place."""

    #: Whether a sentence has any number at all, in digits or words.
    numeral: re.Pattern[str]
    #: Determiners that make a small number point back to what was named: "the three centers".
    pointing: frozenset[str]
    #: Verbs and nouns of change, after which "from 12 to 45" is two figures.
    change: frozenset[str]
    #: What makes "one in four" a fraction.
    fraction: re.Pattern[str]
    #: Where a new statement begins inside a sentence.
    clause: re.Pattern[str]
    respectively: re.Pattern[str]
    #: "the three countries": the number is group 1.
    same_countries: re.Pattern[str]
    #: Words before a place that make it the one who pays.
    payer_before: re.Pattern[str]
    #: Words after a place that make it the one who pays.
    payer_after: re.Pattern[str]
    #: Verbs of paying right after a place, of whatever country.
    finances: re.Pattern[str]
    #: Words before a place that make it where people go to, or came from.
    away_before: re.Pattern[str]
    #: Prepositions right before the place where something happens.
    located: re.Pattern[str]
    #: The place stands at the head of its clause: "In Honduras, …".
    leading: re.Pattern[str]
    #: "Of these, 300 …": part of the figure before.
    of_these: re.Pattern[str]
    #: "390,000 are children": what the figure is said to be.
    copula: re.Pattern[str]
    #: "19 of them": the figure counts what the one before does.
    part_of: re.Pattern[str]
    #: A verb right after a figure that is its subject: "100 had left".
    acts: re.Pattern[str]
    #: A time that a figure is counted over, somewhere in its clause: "every day".
    every: re.Pattern[str]
    #: "Gave them 200": what is given was named before.
    giving: re.Pattern[str]
    same_period: re.Pattern[str]
    #: Words before a date that say when something else was made: "established in 2019".
    made_in: re.Pattern[str]
    #: "in three months", after a launch.
    within_months: re.Pattern[str]
    #: A start in time that cannot be dated: "since its restart".
    since_event: re.Pattern[str]
    #: Before a date: a start told by what happened then: "since the outbreak was declared on 2 October".
    since_when: re.Pattern[str]
    #: Between a date and a figure after it: the figure has a verb of its own, so that the date is not its.
    left_behind: re.Pattern[str]
    #: Before a percentage: a change against another time.
    change_of: re.Pattern[str]
    #: After such a percentage: the other time.
    against: re.Pattern[str]
    #: A sentence that says what time the document reports on.
    covers: re.Pattern[str]
    #: Back to a date said before: "since then".
    since_then: re.Pattern[str]
    #: The time that the whole document reports on: "during the month".
    reporting: re.Pattern[str]
    #: Words that announce a table.
    table_lead: re.Pattern[str]
    total: re.Pattern[str]
    #: Between two figures: the second is what the first is compared with.
    compared: re.Pattern[str]
    #: Right before a date: it is that of what a figure is compared with.
    than: re.Pattern[str]
    #: "today announced": the day of the announcement.
    announced: re.Pattern[str]
    #: A remark between commas, whose dates are its own.
    aside: re.Pattern[str]
    #: Between two figures: "and" with a verb of its own, so that a date after the second is not the first's.
    new_verb: re.Pattern[str]
    stopwords: frozenset[str]


_I = re.IGNORECASE

_NUMBER_WORDS_EN = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?"
    "|half|third|quarter|double|doubled|triple|tripled|scores|tens"
)
_NUMBER_WORDS_ES = (
    "dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|diecis[eé]is|diecisiete|dieciocho"
    "|diecinueve|veinte|veinti\\w+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|cientos?|\\w+cient[oa]s"
    "|quinient[oa]s|mil|miles|mill[oó]n|millones|docenas?|decenas|mitad|tercio|tercera|doble|triple|medio|centenares"
)

ENGLISH = Vocabulary(
    numeral=re.compile(rf"\d|\b(?:{_NUMBER_WORDS_EN})\b", _I),
    pointing=words("the these those both its our their all your my his her such"),
    change=words(
        "rose rise risen rising increased increase increasing grew grow grown "
        "fell fall fallen declined decline dropped "
        "drop decreased decrease went jumped climbed expanded expanding reduced cut up down raising raised doubled "
        "tripled soared slipped shrank scaled"
    ),
    fraction=re.compile(
        r"\b(?:one|two|three|four|five|six|seven|eight|nine|\d{1,2}) (?:(?:in|out of) (?:every )?|of every )"
        r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\b(?![,.]\d|-)(?= |[.,;)]|$)",
        _I,
    ),
    clause=re.compile(r";|, (?:while|whereas|but|and that)\b|\bwhile\b|\bwhereas\b"),
    respectively=re.compile(r"\brespectively\b", _I),
    same_countries=re.compile(
        r"\b(?:the|these|those|all|both|your|our|its|each of the|across the|all of the)\s"
        r"(two|three|four|five|six|seven|\d)?\s?(?:participating |partner |target |northern triangle )?"
        r"(?:countries|nations|governments)\b",
        _I,
    ),
    payer_before=re.compile(
        r"(?:(?:funded|financed|donated|provided|supported|contributed|paid|sponsored|backed|given|co-funded) by"
        r"|(?:funding|contributions?|support|funds|assistance|grants?|donations?|aid|money|financing|pledges?|resources"
        r"|help|backing|partnership) (?:from|of|by)"
        r"|thanks to|on behalf of|together with|in partnership with|(?:in )?(?:coordination|collaboration"
        r"|cooperation) with"
        r"|embassy of|embassies of|donors?,? (?:such as|including)|ambassador of)"
        r"(?: the)?(?: (?:government|governments|people|embassy|kingdom)(?: of)?)?(?: the)?\s?$",
        _I,
    ),
    payer_after=re.compile(
        r"(?:'s)?(?: government| embassy| foreign ministry| people)?,?"
        r"(?: (?:has|have|had|will|also|today|recently|alone|is|are|then|which|who|that|together|jointly|each))*"
        r" (?:contributed|donated|pledged|funded|financed|disbursed|is funding|finances|funds|donates|pledges|announced"
        r"|announces|provided|provides|providing|committed|allocated|invested|granted us|gave|awarded|supported|helped"
        r"|approved)\b",
        _I,
    ),
    finances=re.compile(
        r"(?:'s)?(?: government)?(?: (?:has|have|had|will|also|alone))* (?:funds?|funded|finances?|financed"
        r"|donates?|donated"
        r"|contributes?|contributed|pays?|paid)\b",
        _I,
    ),
    away_before=re.compile(
        r"(?:bound for|(?:come|comes|are|were|is|was|originat\w+|originally) from|destined for|(?:on )?(?:their"
        r"|the) way to|towards?|en route to|head(?:ing|ed) (?:to|for)"
        r"|border with|borders with|(?:meetings?|dialogues?|talks|information|forum|consultations) (?:with"
        r"|between)(?: the)?|(?:returned|returning|deported|repatriated|removed|expelled|returnees|coming|arriving"
        r"|arrived|came|arrivals|traveling|travelling|fled|fleeing|flown|deportees|deportations|back|flights|migrants"
        r"|imports?|migrated|nationals)(?: [\w.,]+){0,4} from)(?: the)?\s?$",
        _I,
    ),
    located=re.compile(
        r"\b(?:in|across|throughout|within|inside|for|of|on|at|through|along|around|serving|entering|crossing|into|to"
        r"|from|by)(?: (?:the|both|northern|southern|western|eastern|central|rural|all of|parts of|mainly"
        r"|particularly))*"
        r"(?: (?:government|governments|people|republic|city|cities|department|departments|state|nationals|citizens"
        r"|municipality|municipalities|province|borders?)(?: of)?)?(?: the)?\s?$",
        _I,
    ),
    leading=re.compile(
        r"^\W*(?:(?:and|meanwhile|also|similarly|finally|additionally),? )?(?:in|across|throughout|for)\s?"
        r"(?:the |northern |southern |western |eastern |neighboring |both )*$",
        _I,
    ),
    of_these=re.compile(
        r"^\W*(?:of|among) (?:these|those|them|that|this|the(?:se)? (?:total|\d))\b|\bof (?:whom|which)\b"
        r"|\bof (?:these|those|them)\b",
        _I,
    ),
    copula=re.compile(r"\s(?:of them |of whom |of these )?(?:are|were|is|was|will be|have been)\s(?:either )?", _I),
    part_of=re.compile(r"\s(?:more )?of (?:them|these|those|which|whom)\b", _I),
    acts=re.compile(
        r",?\s(?:still |already |now |also |later |never |have |has |had |were |was |are |is |will |then )*"
        r"(?:have|has|had|were|was|are|is|will|did|do|can|could|left|went|came|died|found|got|live|lived|held|hold|said"
        r"|work|worked|[a-z]+ed)\b",
        _I,
    ),
    every=re.compile(r"\b(?:every|each|per) (?P<time>day|week|month)\b|\b(?P<daily>daily)\b", _I),
    giving=re.compile(
        r"\b(?:gave|given|give|granted|issued|offered|awarded) (?:[A-Z]\w+|them|us|him|her)\s[^,;]{0,20}$"
    ),
    same_period=re.compile(
        r"\b(?:during|in|over) (?:the same|that(?: same)?|this(?: same)?) (?:period|time|year|month|quarter)\b", _I
    ),
    made_in=re.compile(
        r"\b(?:established|founded|created|signed|adopted|enacted|built|opened|began|begun|started|inaugurated|approved"
        r"|launched|elected|born|passed|ratified|issued|published|dated|updated|held)(?: (?:back|first|originally|and"
        r" signed|anew))?$",
        _I,
    ),
    within_months=re.compile(
        r"\bin (?:just |only |its first |under |the first )?(\w+) (months?|weeks?|days?|years?)\b(?! of\b)", _I
    ),
    since_event=re.compile(r"\bsince (?:its|their|the|his|her|our)\s[a-z-]+(?:\s(?:of|in)\s[^,;.]{2,60})?", _I),
    total=re.compile(r"\b(?:total|totals|totaling|totalling|in all|altogether|combined|overall|sum)\b", _I),
    since_when=re.compile(r"\bsince (?!then\b)(?:[\w'-]+ ){2,9}$", _I),
    left_behind=re.compile(
        r",? (?:in |for |from )?\b(?<!of )(?:which|who|whose|where)\b"
        r"|\b(?:and|but) (?:(?:[\w'-]+ ){0,3}[a-z]+ed"
        r"|(?:[\w'-]+ ){1,4}(?:has|have|had|will|was|were|is|are|gave|took)) "
    ),
    change_of=re.compile(
        r"\b(?:increase|rise|jump|growth|drop|fall|decline|decrease|reduction) of (?:(?:about|over|nearly|almost) )?$",
        _I,
    ),
    against=re.compile(r"^[^.;]{0,30}\b(?:from|over|compared|than|on|against|relative to) ", _I),
    covers=re.compile(r"\b(?:covers|covering|reporting period|period covered|reports on)\b", _I),
    since_then=re.compile(r"\bsince (?:then|that (?:time|date|day))\b", _I),
    reporting=re.compile(
        r"\b(?:during|in|over|for|throughout) (?:the|this) (?:reporting )?(?:month|period|quarter)\b", _I
    ),
    table_lead=re.compile(r"\b(?:table|figures|following|below|shows?)\b|:$", _I),
    compared=re.compile(r"\b(?:compared|up from|down from|versus|vs|against|rather than|than)\b|→", _I),
    than=re.compile(r"\b(?:than|as|that of|those of|the (?:number|figure|level)s? (?:of|in))$", _I),
    announced=re.compile(r"^[^.;]{0,40}\b(?:announc|releas|pledg|approv|launch|unveil|sign)", _I),
    aside=re.compile(r", (?:who|which|whose|where|when)\b[^,;()]*,"),
    new_verb=re.compile(
        r"\b(?:that|which|who) (?:have |has |had |will )*[a-z]+"
        r"|\b(?:and|to) (?:then |also |has |have |had |will |would )*(?!the\b|a\b|an\b|another|about|over"
        r"|nearly|almost|some|more|at\b"
        r"|up\b|additional|an\b|of\b|in\b|for\b|to\b|by\b|from\b|with\b)[a-z]+(?:ed|e|n|d|t|s|p)?\s(?:[a-z]+ ){0,3}$"
    ),
    stopwords=words("the of and to in for with has have from by that are was were its on this as is"),
)

SPANISH = Vocabulary(
    numeral=re.compile(rf"\d|\b(?:{_NUMBER_WORDS_ES})\b", _I),
    pointing=words("los las estos estas esos esas sus ambos ambas nuestros nuestras dichos dichas"),
    change=words(
        "aumentó aumentaron aumento aumentar pasó pasaron subió subieron creció crecieron bajó bajaron disminuyó "
        "disminuyeron redujo redujeron cayó cayeron incremento incrementó incrementaron ascendió amplió ampliaron "
        "reducción descendió descendieron pasando elevó elevaron"
    ),
    fraction=re.compile(
        r"\b(?:uno|una|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|\d{1,2}) de cada "
        r"(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|\d{1,3})\b",
        _I,
    ),
    clause=re.compile(r";|,? (?:mientras(?: que)?|pero|en tanto(?: que)?)\b|, en cambio\b|, y que\b"),
    respectively=re.compile(r"\brespectivamente\b", _I),
    same_countries=re.compile(
        r"\b(?:los|estos|esos|ambos|dichos|sus|nuestros|cada uno de los)\s(dos|tres|cuatro|cinco|seis|siete"
        r"|\d)?\s?(?:países|naciones)\b",
        _I,
    ),
    payer_before=re.compile(
        r"(?:(?:financiad|donad|aportad|apoyad|otorgad|entregad|contribuid|auspiciad|patrocinad)[oa]s? por"
        r"|(?:fondos|apoyo|contribuci[oó]n|contribuciones|aportes?|donaci[oó]n|donaciones|financiamiento"
        r"|financiaci[oó]n"
        r"|asistencia|cooperación|ayuda|recursos|respaldo|colaboración|subvención|alianza|coordinación)"
        r"(?: \w+)? (?:del?|por|con)"
        r"|gracias a|junto con|en nombre del?|embajadas? del?)"
        r"(?: (?:los|la|el))?(?: (?:gobierno|gobiernos|pueblo|reino|embajada)(?: de(?:l)?)?)?(?: (?:los|la|el))?\s?$",
        _I,
    ),
    payer_after=re.compile(
        r",?(?: (?:ha|han|había|hoy|también|recientemente|que|juntos|conjuntamente))* "
        r"(?:aport[óa]|aportado|aportaron|don[óa]|donado|donaron|financi[óa]|financiado|financiaron|contribuy[óe]"
        r"|contribuido|desembols[óa]|destin[óa]|destinado|anunci[óa]|anunciado|anunciaron|invirti[óo]|invertido"
        r"|comprometi[óo]|comprometido|otorg[óa]|otorgado|proporcion[óa]|proporcionado|entreg[óa]|entregado|brind[óa]"
        r"|brindado|apoy[óa]|apoyado|asign[óa]|asignado|aprobó)\b",
        _I,
    ),
    finances=re.compile(
        r"(?: (?:ha|han|también))* (?:financi(?:a|ó|ará|an|aron|ado)|don(?:a|ó|ará|an|aron|ado)|aport(?:a|ó|ará"
        r"|an|aron|ado)"
        r"|contribuy(?:e|ó|en|eron)|pag(?:a|ó|ará|an|aron))\b",
        _I,
    ),
    away_before=re.compile(
        r"(?:rumbo a|hacia|con destino a|camino a(?:l)?|en ruta a|frontera(?: \w+)? con"
        r"|(?:provien|provin|proced|originari|oriund)\w* del?|(?:retornad|deportad|repatriad|expulsad|devuelt"
        r"|procedente|proveniente|llegad|venid|salid|retorn"
        r"|deportacion|"
        r"vuelo)\w*(?: [\w.,]+){0,4} (?:desde|del?))"
        r"(?: (?:los|la|el))?\s?$",
        _I,
    ),
    located=re.compile(
        r"\b(?:en|para|del?|a|al|por|dentro de|a través de|desde|hacia)"
        r"(?: (?:los|la|el|las|todo|toda|norte|sur|occidente|oriente|de|del|principalmente))*"
        r"(?: (?:gobierno|gobiernos|pueblo|república|ciudad|ciudades|departamento|departamentos|estado"
        r"|municipio|municipios"
        r"|provincia|frontera|fronteras|nacionales|ciudadanos)(?: de(?:l)?)?)?(?: (?:los|la|el))?\s?$",
        _I,
    ),
    leading=re.compile(
        r"^\W*(?:(?:y|además|también|asimismo|finalmente|por su parte),? )?(?:en|para|por su parte, en)\s?"
        r"(?:el |la |todo |toda |norte de |sur de |occidente de )*$",
        _I,
    ),
    of_these=re.compile(
        r"^\W*(?:de|entre) (?:est[ao]s|es[ao]s|ell[ao]s|dich[ao]s|las cuales|los cuales)\b"
        r"|\bde (?:l[ao]s cuales|l[ao]s que|ell[ao]s|est[ao]s|es[ao]s)\b",
        _I,
    ),
    copula=re.compile(r"\s(?:de ell[ao]s |de est[ao]s )?(?:son|eran|fueron|serán|han sido)\s(?:l[ao]s )?", _I),
    part_of=re.compile(r"\s(?:más )?de (?:ell[ao]s|est[ao]s|es[ao]s|l[ao]s cuales)\b", _I),
    acts=re.compile(
        r",?\s(?:ya |aún |todavía |también |no |hoy |ahora |se |les |le |los |las |lo |nunca )*"
        r"(?:tienen|tenían|tuvieron|han|habían|están|estaban|son|eran|fueron|siguen|viven|trabajan|pueden|esperan"
        r"|[a-záéíóúñ]+(?:aron|ieron|aban|ían|arán|erán|irán|ó|amos|imos|emos))\b",
        _I,
    ),
    every=re.compile(
        r"\b(?:cada|por) (?P<time>día|semana|mes)\b|\b(?P<daily>a diario|diariamente|todos los días)\b", _I
    ),
    giving=re.compile(r"\b(?:dio|dimos|dieron|otorg\w+|entreg\w+|conced\w+) a (?:los |las )?\w+\s[^,;]{0,20}$", _I),
    same_period=re.compile(
        r"\b(?:durante|en) (?:el mismo|ese(?: mismo)?|este(?: mismo)?|dicho)"
        r" (?:período|periodo|lapso|tiempo|año|mes)\b",
        _I,
    ),
    made_in=re.compile(
        r"\b(?:establecid|fundad|cread|firmad|suscrit|adoptad|aprobad|construid|inaugurad|lanzad|abiert"
        r"|publicad|promulgad"
        r"|iniciad|realizad|celebrad|emitid|actualizad)[oa]s?$",
        _I,
    ),
    within_months=re.compile(
        r"\ben (?:solo |sólo |apenas |sus primeros |los primeros |menos de )?(\w+)"
        r" (mes|meses|semanas?|días?|años?)\b(?! de)",
        _I,
    ),
    since_event=re.compile(r"\bdesde (?:su|sus|la|el)\s[a-záéíóúñ]+(?:\sde(?:l)?\s[^,;.]{2,60})?", _I),
    total=re.compile(r"\b(?:total|totales|en total|en conjunto|suma|suman|sumaron|totaliza\w*|acumulado)\b", _I),
    since_when=re.compile(r"\bdesde (?:que|la|el|su)\s(?:[\wáéíóúñ]+ ){1,9}$", _I),
    left_behind=re.compile(
        r",? (?:por |en |a )?\b(?:donde|quien|quienes|cuy[oa]s?)\b|, que\b"
        r"|\b(?:y|e|pero) (?:\w+ ){0,3}(?:ha|han|\w+(?:ó|aron|ieron|ará|arán|erá|irá)) "
    ),
    change_of=re.compile(
        r"\b(?:aumento|incremento|alza|crecimiento|caída|disminución|reducción|descenso|baja) (?:de(?:l)?|de un)\s$", _I
    ),
    against=re.compile(r"^[^.;]{0,30}\b(?:respecto|frente|comparad|en comparación|en relación|con relación|que) ", _I),
    covers=re.compile(r"\b(?:cubre|abarca|comprende|período reportado|periodo reportado|corresponde al)\b", _I),
    since_then=re.compile(r"\b(?:desde|a partir de) (?:entonces|esa fecha|ese (?:día|año|mes))\b", _I),
    reporting=re.compile(
        r"\b(?:durante|en) (?:el|este) (?:mes|período|periodo|trimestre)(?: (?:reportado|informado))?\b(?! de| que)", _I
    ),
    table_lead=re.compile(r"\b(?:tabla|cuadro|cifras|siguientes?|muestra)\b|:$", _I),
    compared=re.compile(r"\b(?:frente a|comparad[oa]s?|en comparación|respecto|contra|en lugar de|que en)\b|→", _I),
    than=re.compile(r"\b(?:que|l[ao]s de|que el de|que las de|nivel de|cifra de)$", _I),
    announced=re.compile(r"^[^.;]{0,40}\b(?:anunci|public|aprob|firm|lanz|compromet)", _I),
    aside=re.compile(
        r", (?:que|quien|quienes|cuy[oa]s?|donde|cuando|lanzad[oa]s?|dañad[oa]s?|fundad[oa]s?|cread[oa]s?)\b[^,;()]*,"
    ),
    new_verb=re.compile(
        r"\bque (?:se |ha |han )?[a-záéíóúñ]+"
        r"|\b(?:y|e|para) (?:se |ha |han )?[a-záéíóúñ]+(?:ó|aron|ieron|ará|arán|rá|rán|ar|er|ir|a|n)\s(?:a )?$"
    ),
    stopwords=words("el la los las de del y en para con que por se una un su al es fueron ha han como"),
)

VOCABULARIES = {"en": ENGLISH, "es": SPANISH}


def language_of(text: str) -> str:
    """``"en"`` or ``"es"``, whichever's commonest words ``text`` holds more of; English where it holds none."""
    found = re.findall(r"[^\W\d_]+", text[:40_000].lower())
    english = sum(word in ENGLISH.stopwords for word in found)
    return "es" if sum(word in SPANISH.stopwords for word in found) > english else "en"
