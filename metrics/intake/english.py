"""How figures stand in English sentences."""

from __future__ import annotations

import re

from metrics.intake.vocabulary import Vocabulary
from metrics.statements.lexicon import words

_I = re.IGNORECASE

_NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?"
    "|half|third|quarter|double|doubled|triple|tripled|scores|tens"
)

ENGLISH = Vocabulary(
    numeral=re.compile(rf"\d|\b(?:{_NUMBER_WORDS})\b", _I),
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
    clause=re.compile(r";|, (?:while|whereas|but|and that|so that)\b|\bwhile\b|\bwhereas\b"),
    respectively=re.compile(r"\brespectively\b", _I),
    same_countries=re.compile(
        r"\b(?:the|these|those|all|both|your|our|its|each of the|across the|all of the)\s"
        r"(two|three|four|five|six|seven|\d)?\s?(?:participating |partner |target |northern triangle )?"
        r"(?:countries|nations|governments|states|republics)\b"
        r"|\bboth (?:operations|missions|programs|programmes|appeals|operations)\b"
        r"|\b(?:the |a |our |its |this )?(?P<joint>two|three|four|five)-(?:country|nation)\b",
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
        r"(?:'s)?(?: government)?,?(?: (?:has|have|had|will|also|alone|which|who|is|are|kindly))*"
        r" (?:giv(?:es|ing) us|gave us|lends? us|donating|lending us|funds?|funded|finances?|financed"
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
        r"|imports?|migrated|nationals)(?: [\w.,]+){0,4} from"
        r"|(?:most|many|all|some|half|\d+) of (?:them|whom) from)(?: the)?\s?$",
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
    part_of=re.compile(
        r"\s(?:more )?of (?:them|these|those(?! who\b| that\b)|which"
        r"|whom|it\b(?! of)|(?:that|this) (?:[\w-]+ )?(?:amount|sum|total"
        r"|number|figure"
        r"|set-aside|quota|pledge"
        r"|budget|request|grant|appeal|funding))\b",
        _I,
    ),
    acts=re.compile(
        r",?\s(?:still |already |now |also |later |never |have |has |had |were |was |are |is |will |then )*"
        r"(?:have|has|had|were|was|are|is|will|did|do|can|could|left|went|came|died|found|got|live|lived|held|hold|said"
        r"|work|worked|[a-z]+ed)\b",
        _I,
    ),
    every=re.compile(
        r"\b(?:every|each|per|(?<!\bin )(?<!once )(?<!within )a) (?P<time>hour|day|week|month"
        r"|morning)\b(?! (?:after|before"
        r"|earlier|later|of|in|ago))"
        r"|\b(?P<daily>daily)\b",
        _I,
    ),
    handles=re.compile(
        r"\b(?:issued|granted|approved|processed|delivered|distributed|registered|recorded|counted|adjudicated|resolved"
        r"|handled|installed|awarded|reviewed|decided|closed|opened)(?: (?:only|just|some|about|nearly|almost|over"
        r"|around|more"
        r" than|at least|up to|another|a further))*\s?$",
        _I,
    ),
    humans=re.compile(
        r"\s(?:(?:do not|don't|now|still|also|will) )*(?:know|need|require|face|lack|live|survive|suffer|fled|go hungry"
        r"|are (?:hungry|displaced|in need|homeless|at risk|living|facing)|have (?:fled|been displaced)"
        r"|were (?:displaced|killed|injured|evacuated|arrested|detained))\b",
        _I,
    ),
    giving=re.compile(
        r"\b(?:gave|given|give|granted|issued|offered|awarded) (?:[A-Z]\w+|them|us|him|her)\s[^,;]{0,20}$"
    ),
    same_period=re.compile(
        r"\b(?:during|in|over|for|of|throughout|within) (?:the same|that(?: same)?|this same|those|these|the)(?: \w+)?"
        r" (?:months|weeks|quarters)\b(?! (?:of|to|before|after|since|from|between|ended|ending|through)\b)"
        r"|\b(?:during|in|over|for|of|throughout|within) (?:the same|that(?: same)?|this same)"
        r" (?:period|time|year|month|quarter|half|week|fiscal year)\b(?! (?:of|in|last)\b)"
        r"|\bthat (?:month|quarter|year|week)\b(?! (?:of|in|last|before|after|when|the|he|she|they)\b)"
        r"|\b(?:of|in|over) the period\b(?! (?:of|from|between|to|since|before|after|under|covered|when)\b)",
        _I,
    ),
    year_before=re.compile(
        r"\b(?:the|a) (?:(?:previous|preceding|prior) (?:fiscal )?(?:year|quarter|month)|(?:year|quarter"
        r"|month) (?:before|earlier))\b",
        _I,
    ),
    goes_on=re.compile(
        r",?\s(?:of (?:them|these|those|whom)\s)?(?:were|was|came|went|had|have|are|is|did|left|remained)\b", _I
    ),
    most=re.compile(
        r"(?:most|the (?:majority|rest|remainder|others))(?: of (?:them|these|those))?(?! of\b| [a-z]+s\b)", _I
    ),
    also=re.compile(
        r"(?:in addition|additionally|moreover|furthermore|likewise|(?:they|it|she|he|we|the [\w-]+"
        r"|[A-Z][\w-]+) also|also)\b",
        _I,
    ),
    rate_was=re.compile(
        r"(?P<pointing>that|this|it) (?:is|was|represents?|means|meant)\b|(?:the|its|their"
        r"|our) (?:[\w-]+ ){0,3}(?:rate|share"
        r"|average|percentage|proportion)(?: of [\w -]{2,30})? (?:was|were|stood at|reached|averaged)\b"
        r"|[A-Z][\w-]+ averaged\b",
        _I,
    ),
    capacity=re.compile(
        r"\b(?:(?:built|designed|meant|equipped|licensed|room|space|beds|places|capacity) (?:for|of)|(?:built"
        r"|designed|meant) to (?:hold|house|host|serve|sleep))"
        r"(?: (?:only|just|some|about|around|nearly|almost|up to|at most|no more than|more than|over|at least"
        r"|fewer than))*\s?$",
        _I,
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
    since_when=re.compile(r"\bsince (?!then\b)(?:[\w'-]+,? ){2,9}$", _I),
    left_behind=re.compile(
        r",? (?:in |for |from )?\b(?<!of )(?:which|who|whose|where)\b"
        r"|\b(?:and|but) (?:(?:[\w'-]+ ){0,3}[a-z]+ed"
        r"|(?:[\w'-]+ ){1,4}(?:has|have|had|will|was|were|is|are|gave|took)) "
        r"|\band (?:now |still )?(?:has|have|employs?|runs?|operates?|maintains?) (?!been\b|[a-z]+ed\b)"
    ),
    change_of=re.compile(
        r"\b(?:increase|rise|jump|growth|drop|fall|decline|decrease|reduction) of (?:(?:about|over|nearly|almost) )?$",
        _I,
    ),
    against=re.compile(r"^[^.;]{0,30}\b(?:from|over|compared|than|on|against|relative to) ", _I),
    covers=re.compile(r"\b(?:covers|covering|reporting period|period covered|reports on)\b", _I),
    since_then=re.compile(r"\bsince (?:then|that (?:time|date|day))\b|\b(?:has|have) since (?=[a-z]+ed\b)", _I),
    reporting=re.compile(
        r"\b(?:during|in|over|for|throughout) (?:the|this) (?:reporting )?(?:month|period|quarter)\b", _I
    ),
    table_lead=re.compile(r"\b(?:table|figures|following|below|shows?)\b|:$", _I),
    compared=re.compile(r"\b(?:compared|up from|down from|versus|vs|against|rather than|than)\b|→", _I),
    than=re.compile(
        r"\b(?:(?:twice|double|triple|half|times) what [^,;.]{2,30}"
        r"|than|as|that of|those of|the (?:number|figure|level)s? (?:of|in)|than (?:in )?all of"
        r"|(?:exceed|surpass|eclips|outstrip|outpac)\w*\b[^,;]{0,40})$",
        _I,
    ),
    announced=re.compile(
        r"^[^.;]{0,40}\b(?:announc|releas|pledg|approv|launch|unveil|sign|deliver|handed|hands over|donat|inaugurat"
        r"|opened"
        r"|present(?:ed|s)\b|award|transferr|dispatch|arrived|landed|met\b|reported|recorded|arrested|rescued|returned)",
        _I,
    ),
    aside=re.compile(
        r", (?:who|which|whose|where|when|in office|in power|in force|in operation|in place|open|closed|active"
        r"|operating"
        r"|founded|created|launched|established|signed|adopted|declared|first)\b(?:[^,;()]|(?<=\d),(?=\d))*(?:,|\.?$)"
    ),
    new_verb=re.compile(
        r"\b(?:that|which|who) (?:have |has |had |will )*[a-z]+"
        r"|, and (?:the|its|their|our|[A-Z])[^,;]{2,50} (?!and\b)[a-z]+ed\s(?:[a-z]+ ){0,2}$"
        r"|\b(?:and|to) (?:then |also |has |have |had |will |would )*(?!the\b|a\b|an\b|another|about|over"
        r"|nearly|almost|some|more|at\b"
        r"|up\b|additional|an\b|of\b|in\b|for\b|to\b|by\b|from\b|with\b)[a-z]+(?:ed|e|n|d|t|s|p)?\s(?:[a-z]+ ){0,3}$"
    ),
    barely=words("barely hardly scarcely"),
    takes_over=words(
        "take takes took taken taking hand hands handed handing turn turns turned turning carry carried spread "
        "presided "
        "presides cross crosses crossed crossing signed pass passed divided extended"
    ),
    labels=words(
        "room gate lesson memo memorandum bulletin invoice flight terminal suite apartment magnitude zone kilometer "
        "highway platform slide channel grade ward bus resolution decree ordinance directive circular regulation "
        "extension option"
    ),
    of_acts=frozenset(),
    named_labels=words(
        "camp block unit module lot building floor volume issue edition report update contract award grant "
        "ticket session "
        "sector precinct interstate avenue street box hangar pier berth appendix exhibit attachment enclosure question "
        "decision opinion file docket complaint petition badge version revision cohort batch wave appeal circular week "
        "day year month quarter district house cell window annexe lane"
    ),
    houses=re.compile(
        r"\b(?:capacity (?:is|was|of|for)|(?:room|space) for|hous(?:e|es|ed|ing)|shelter(?:s|ed)|lodg(?:e|es"
        r"|ed)|host(?:s|ed)?|hold|held|feeds?|fed|employ(?:s|ed)?|hired?"
        r"|train(?:s|ed)?|arrest(?:s|ed)?|detain(?:s|ed)?|rescued?|deport(?:s|ed)?|killed|injured|evacuated?|resettled?"
        r"|vaccinated?|enrolled?|recruit(?:s|ed)?|accommodates?|serves?|served)(?: (?:only|just|some|about|nearly"
        r"|almost|over"
        r"|around|more than|at least|up to|as many as|another|a further))*\s$",
        _I,
    ),
    before_no_label=words(
        "the a an this that each every last next per another some any one no same first past previous in to at by"
    ),
    planned=re.compile(
        r"\b(?:will|shall|would|plans?|planned|planning|to be|(?:is|are) (?:due )?to|expects?|expected|aims?|intends?"
        r"|hopes?|scheduled|due|proposes?|upcoming|going to|seeks?|needs?|needed|requires?|required"
        r"|requirements?|budget"
        r"|budgeted|target|goal|forecast|projected)\b",
        _I,
    ),
    cause=re.compile(
        r"\bthe (?:storms?|hurricanes?|earthquakes?|quakes?|floods?|drought|elections?|coup|crisis|pandemic"
        r"|protests?|eruption"
        r"|landslides?) of$"
        r"|\b(?:by|from|after|following|due to|because of|since before|before|caused by|under|to) (?:the |an? )?"
        r"(?:[\w-]+ ){0,2}(?:earthquake|quake|fire|storm|hurricane|cyclone|floods?|flooding|landslides?|eruption|attack"
        r"|explosion|accident|crash|coup|strike|election|elections|decree|law|act|agreement|resolution|summit"
        r"|declaration|protocol|meeting|order|ruling)(?: [\w-]+){0,2} (?:of|on|in)$",
        _I,
    ),
    brings_total=re.compile(
        r"\b(?:this|the|that) (?:new |latest )?(?:announcement|contribution|pledge|donation|award|tranche|payment"
        r"|funding"
        r"|shipment|delivery|grant) (?:brings|brought|takes|took|raises|raised) (?:the |our |its )?total\b",
        _I,
    ),
    of_which=re.compile(r"\b(?:of|among) (?:whom|which|these|those|them|that)\b[^.;]{0,24}$", _I),
    stopwords=words("the of and to in for with has have from by that are was were its on this as is"),
)
