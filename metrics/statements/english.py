"""English words for figures."""

from decimal import Decimal

from metrics.statements.lexicon import Lexicon, Phrases, numbered_words, phrase_table, phrases, words
from metrics.statements.qualifiers import Qualifier

_BEFORE = {
    Qualifier.MORE_THAN: """more than|over|above|greater than|higher than|larger than|upwards of|upward of
        |in excess of|exceeding|exceeded|exceeds|exceed|surpassing|surpassed|just over|just above|well over
        |slightly over|slightly more than|a little over|a little more than|well above|> """,
    Qualifier.AT_LEAST: """at least|no less than|no fewer than|not less than|not fewer than|a minimum of
        |minimum of|minimum|as few as|as little as|≥|> =""",
    Qualifier.NEARLY: """nearly|almost|just under|just below|just short of|just shy of|shy of|not quite|approaching
        |slightly under|slightly less than|slightly fewer than|a little under|a little less than|≲""",
    Qualifier.ABOUT: """about|approximately|approx|approx .|around|some|roughly|an estimated|estimated|circa
        |ca|ca .|c .|something like|close to|in the region of|on the order of|in the neighborhood of
        |more or less|~|≈""",
    Qualifier.UP_TO: """up to|at most|no more than|not more than|no greater than|not greater than|not over
        |not above|not exceeding|not to exceed|a maximum of|maximum of|maximum|as many as|as much as|≤|< =
        |does not exceed|do not exceed|did not exceed|doesn't exceed|don't exceed|didn't exceed
        |does not go over|doesn't go over|did not go over|didn't go over""",
    Qualifier.LESS_THAN: """less than|fewer than|under|below|lower than|smaller than|short of|well under
        |well below|<""",
}

_AFTER = {
    Qualifier.MORE_THAN: """and above|and counting""",
    Qualifier.AT_LEAST: """or more|and more|or above|or over|and over|or higher|or greater|plus|+|at least
        |at a minimum|at minimum|as a minimum|minimum""",
    Qualifier.UP_TO: """or less|or fewer|or under|or below|at most|at the most|maximum|as a maximum
        |at a maximum|or lower""",
    Qualifier.ABOUT: """or so|or thereabouts|approximately|approx|approx .|more or less|roughly
        |( approx . )|( approx )|( approximately )|( est . )|( estimate )|( estimated )""",
}

_CURRENCIES = {
    "dollars|dollar|U.S. dollars|US dollars|U.S. dollar|US dollar|American dollars": "USD",
    "Canadian dollars": "CAD",
    "euros|euro": "EUR",
    "Swiss francs": "CHF",
    "pounds sterling|British pounds": "GBP",
    "Jamaican dollars": "JMD",
    "Belize dollars": "BZD",
    "Trinidad and Tobago dollars|Trinidadian dollars": "TTD",
    "Mexican pesos": "MXN",
    "Colombian pesos": "COP",
    "Chilean pesos": "CLP",
    "Argentine pesos|Argentinian pesos|Argentinean pesos": "ARS",
    "Dominican pesos": "DOP",
    "Cuban pesos": "CUP",
    "Uruguayan pesos": "UYU",
    "Peruvian soles|soles": "PEN",
    "Haitian gourdes|gourdes": "HTG",
    "Brazilian reais|reais": "BRL",
    "quetzales|quetzals": "GTQ",
    "lempiras": "HNL",
    "córdobas|cordobas": "NIO",
    "Costa Rican colones": "CRC",
    "balboas": "PAB",
    "pesos|peso|colones|colons|francs|pounds|kroner|kronor": "",
}

ENGLISH = Lexicon(
    language="en",
    ones=numbered_words(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen"
    ),
    tens=numbered_words("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
    hundreds={},
    hundred="hundred",
    scales={
        "hundred": Decimal(100),
        "dozen": Decimal(12),
        "thousand": Decimal(10**3),
        "thousands": Decimal(10**3),
        "million": Decimal(10**6),
        "millions": Decimal(10**6),
        "billion": Decimal(10**9),
        "billions": Decimal(10**9),
        "trillion": Decimal(10**12),
        "trillions": Decimal(10**12),
    },
    disputed_scales=frozenset(),
    articles=words("a an one"),
    half=words("half"),
    halves=Phrases.of(["and a half", "and one half", "and one-half"], Decimal("0.5")),
    tens_joiner="-",
    number_joiner="and",
    before=Phrases(phrase_table(_BEFORE)),
    clear_before=phrases(
        "nearly|almost|more than|less than|fewer than|at least|at most|up to|approximately|roughly"
        "|no more than|no less than|no fewer than|an estimated|upwards of|in excess of"
    ),
    after=Phrases(phrase_table(_AFTER)),
    neutral=phrases(
        "a total of|total of|a combined|combined|a combined total of|an additional|additional|another"
        "|a further|further|an extra|extra|only|just|exactly|precisely|a record|record|the|all|all of the"
        "|its|their|our|these|those|a new|new|an initial|initial|the total of|a cumulative"
        "|a cumulative total of|the original|its original|original|:|=|an|a|the first|the other|other"
        "|an overall|overall"
    ),
    percent=Phrases(
        {"%": "share", "percent": "share", "per cent": "share", "pct": "share", "percentage points": "points"}
        | {"percentage point": "points", "percentage-point": "points", "% points": "points"}
    ),
    currencies=Phrases({p.lower(): code for row, code in _CURRENCIES.items() for p in row.split("|")}),
    of=words("of"),
    base=phrases(
        "of|of the|of its|of their|of all|of all the|of a total of|of those|out of|out of the|out of a total of"
    ),
    range_to=words("to - –"),
    between=phrases("between|anywhere between"),
    between_and=words("and"),
    change_from=words("from"),
    rates=Phrases(
        {
            "daily": "day",
            "a day": "day",
            "per day": "day",
            "each day": "day",
            "every day": "day",
            "in a day": "day",
            "in one day": "day",
            "weekly": "week",
            "a week": "week",
            "per week": "week",
            "each week": "week",
            "monthly": "month",
            "a month": "month",
            "per month": "month",
            "each month": "month",
            "annually": "year",
            "yearly": "year",
            "a year": "year",
            "per year": "year",
            "per annum": "year",
            "each year": "year",
            "an hour": "hour",
            "per hour": "hour",
            "hourly": "hour",
        }
    ),
    per=phrases("per|for every|out of every|in every"),
    joiners=words("and or & plus"),
    stop=words(
        "of for in to from by with at on under over through throughout during between among across who "
        "whom whose which that were was have has had are is be been being will would can could may as per "
        "since including such than into onto toward towards against about after before because while when "
        "where if but so this those these the its their his her our your each every within without via "
        "around up down out off near a an here there now today daily weekly monthly annually yearly went "
        "came left gone received reached arrived crossed applied benefited operate operates serve serves "
        "remain remains participate approximately plus or and then also both not more less fewer maximum "
        "minimum nationwide worldwide once until unless though although whether whenever wherever"
    ),
    participle=("ed", "granted"),
    adjective=words(
        "current former local national foreign senior rural urban new young old poor male female "
        "vulnerable unaccompanied prospective irregular temporary public"
    ),
    durations=words(
        "day days week weeks month months year years hour hours minute minutes decade decades quarter quarters"
    ),
    duration_before=words("in within for over during every after past last next of first another under"),
    ages=phrases("aged|ages|age|age of|ages of|the age of"),
    numbered=words(
        "number page pages p pp note notes footnote no nos section article paragraph § # item table annex row"
    ),
    numbered_names=words(
        "title chapter phase figure form resolution goal line tier level route order law act code group "
        "operation category target pillar objective step stage bill case docket part proclamation "
        "directive convention protocol round class"
    ),
    determiners=words("the of in since by until before after during its for from mid early late"),
    vague=words("several many numerous few couple multiple countless various dozens tens scores hundreds lots"),
    vague_plurals=words("hundreds thousands millions billions trillions dozens tens scores"),
    fraction=words("half halves third thirds quarter quarters fifth fifths sixth eighth tenth tenths"),
    clear_fraction=words("half halves thirds quarters fifths tenths"),
    multiple=words(
        "double doubled doubling twice triple tripled treble times fold twofold threefold fourfold tenfold quadruple"
    ),
    negation=words(
        "not no never without neither nor cannot hardly barely scarcely doesn't don't didn't isn't aren't "
        "wasn't weren't hasn't haven't hadn't won't can't couldn't"
    ),
    partitive=words("most some many few part portion majority several none each any share fraction much percentage"),
    ordinal=words("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
    ordinal_endings=words("st nd rd th"),
    missing=phrases("n/a|na|n.a.|not available|not applicable|unknown|tbd|tbc|pending|none|not reported|nil|see note"),
    count_nouns=words(
        "people persons individuals migrants applications visas children women men girls boys cases "
        "claims beneficiaries refugees returnees personnel municipalities centers countries families "
        "viewers users victims events officers"
    ),
    people=words(
        "people persons individuals migrants children youth women men girls boys minors adolescents those adults"
    ),
    noun_joiner="",
)
