"""Spanish words for figures, as Central America and Mexico use them and as Spain does."""

from decimal import Decimal

from metrics.statements.lexicon import (
    Lexicon,
    Phrases,
    in_order,
    numbered_words,
    phrase_table,
    phrases,
    words,
)
from metrics.statements.qualifiers import Qualifier

_BEFORE = {
    Qualifier.MORE_THAN: """más de|mas de|por encima de|por arriba de|arriba de|superior a|superiores a
        |mayor a|mayor de|mayor que|supera|superan|superó|superaron|supera los|supera las|superan los
        |superan las|superó los|superó las|superaron los|superaron las|sobrepasa|sobrepasan|excede|exceden
        |algo más de|poco más de|un poco más de|supera ya|superan ya|supera ya los|supera ya las|superan ya los
        |superan ya las|rebasa|rebasan|rebasó|rebasaron|rebasa los|rebasa las|rebasan los|rebasan las|>""",
    Qualifier.AT_LEAST: """al menos|por lo menos|cuando menos|a lo menos|como mínimo|un mínimo de|mínimo de
        |mínimo|no menos de|no menor a|≥|> =""",
    Qualifier.NEARLY: """casi|poco menos de|un poco menos de|algo menos de|≲""",
    Qualifier.ABOUT: """unos|unas|aproximadamente|alrededor de|cerca de|en torno a|aprox|aprox .|más o menos
        |ronda|rondan|rondaba|ronda los|ronda las|rondan los|rondan las|cosa de
        |un estimado de|se estima en|se estiman en|estimado en|estimados en|un aproximado de|~|≈""",
    Qualifier.UP_TO: """hasta|no más de|no mas de|a lo sumo|a lo más|como máximo|cuando más|un máximo de
        |máximo de|máximo|no superior a|no superiores a|no mayor a|no mayor de|no supera|no superan
        |no superó|no superaron|no excede|no exceden|no supera los|no supera las|no superan los
        |no superan las|no pasa de|no pasan de|no pasaba de|no pasaban de
        |no pasó de|no pasaron de|no rebasa|no rebasan|≤|< =""",
    Qualifier.LESS_THAN: """menos de|no llega a|no llegan a|no llegaba a|no llegaban a
        |por debajo de|debajo de|inferior a|inferiores a|menor a|menor de
        |menor que|<""",
}

_AFTER = {
    Qualifier.AT_LEAST: """o más|o mas|y más|como mínimo|por lo menos|al menos|cuando menos|mínimo|+""",
    Qualifier.UP_TO: """o menos|como máximo|a lo sumo|a lo más|cuando más|máximo""",
    Qualifier.ABOUT: """aproximadamente|aprox|aprox .|más o menos|o algo así|y pico|y tantos|y tantas|o así
        |( aprox . )|( aprox )|( aproximadamente )|( estimado )""",
}

_CURRENCIES = {
    """dólares|dolares|dólar|dólares estadounidenses|dólares de los estados unidos|dólares americanos
        |dólares de ee . uu .|dólares de ee . uu|dólares de eeuu""": "USD",
    "dólares canadienses": "CAD",
    "euros|euro": "EUR",
    "francos suizos": "CHF",
    "libras esterlinas": "GBP",
    "pesos mexicanos": "MXN",
    "pesos colombianos": "COP",
    "pesos chilenos": "CLP",
    "pesos argentinos": "ARS",
    "pesos dominicanos": "DOP",
    "pesos cubanos": "CUP",
    "pesos uruguayos": "UYU",
    "soles|soles peruanos": "PEN",
    "gourdes": "HTG",
    "bolívares": "VES",
    "guaraníes": "PYG",
    "quetzales|quetzal": "GTQ",
    "lempiras|lempira": "HNL",
    "córdobas|córdoba": "NIO",
    "colones costarricenses": "CRC",
    "balboas|balboa": "PAB",
    "reales": "BRL",
    "pesos|peso|colones|colón|francos|libras|coronas": "",
}

_ONES = numbered_words(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco "
    "veintiséis veintisiete veintiocho veintinueve"
)
_ONES |= {
    "un": 1,
    "una": 1,
    "dieciseis": 16,
    "veintiún": 21,
    "veintiun": 21,
    "veintiuna": 21,
    "veintidos": 22,
}
_ONES |= {"veintitres": 23, "veintiseis": 26}

_HUNDREDS = {"cien": 100, "ciento": 100}
for _number, _stem in enumerate(
    in_order("doscient trescient cuatrocient quinient seiscient setecient ochocient novecient")
):
    _HUNDREDS |= {f"{_stem}os": 100 * (_number + 2), f"{_stem}as": 100 * (_number + 2)}


def _with_contractions(table: dict[str, Qualifier]) -> dict[str, Qualifier]:
    """``table`` with "más del" for "más de" and "superior al" for "superior a"."""
    contracted = {f"{words}l": meaning for words, meaning in table.items() if words.endswith((" de", " a"))}
    return table | contracted


SPANISH = Lexicon(
    language="es",
    ones=_ONES,
    tens=numbered_words("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10),
    hundreds=_HUNDREDS,
    hundred="",
    scales={
        "mil": Decimal(10**3),
        "millón": Decimal(10**6),
        "millon": Decimal(10**6),
        "millones": Decimal(10**6),
        "millardo": Decimal(10**9),
        "millardos": Decimal(10**9),
        "docena": Decimal(12),
        "docenas": Decimal(12),
    },
    disputed_scales=words("billón billon billones trillón trillones"),
    articles=words("un una"),
    half=words("medio media"),
    halves=Phrases.of(["y medio", "y media"], Decimal("0.5")),
    tens_joiner="y",
    number_joiner="",
    before=Phrases(_with_contractions(phrase_table(_BEFORE))),
    clear_before=phrases(
        "casi|más de|menos de|al menos|por lo menos|cuando menos|no más de|no menos de|aproximadamente"
        "|alrededor de|cerca de|unos|unas|a lo sumo|como máximo|como mínimo|por encima de|por debajo de"
    ),
    after=Phrases(phrase_table(_AFTER)),
    neutral=phrases(
        "un total de|total de|en total|otros|otras|otro|otra|adicionales|solo|sólo|solamente|exactamente"
        "|los|las|el|la|un récord de|la cifra de|la suma de|un monto de|todos los|todas las|sus|estos"
        "|estas|los primeros|las primeras|nuevos|nuevas|:|=|un total acumulado de|un acumulado de"
        "|unos adicionales|además|un"
    ),
    percent=Phrases(
        {"%": "share", "por ciento": "share", "porciento": "share", "por cien": "share"}
        | {"puntos porcentuales": "points", "punto porcentual": "points"}
    ),
    currencies=Phrases({" ".join(p.split()): code for row, code in _CURRENCIES.items() for p in row.split("|")}),
    of=words("de"),
    base=phrases("de|de los|de las|del|del total de|de un total de|de entre|de sus|de todos los|de todas las"),
    range_to=words("a - –"),
    between=phrases("entre"),
    between_and=words("y"),
    change_from=words("de desde"),
    rates=Phrases(
        {
            "diarios": "day",
            "diarias": "day",
            "diario": "day",
            "diaria": "day",
            "al día": "day",
            "por día": "day",
            "cada día": "day",
            "en un día": "day",
            "diariamente": "day",
            "semanales": "week",
            "a la semana": "week",
            "por semana": "week",
            "cada semana": "week",
            "mensuales": "month",
            "al mes": "month",
            "por mes": "month",
            "cada mes": "month",
            "anuales": "year",
            "al año": "year",
            "por año": "year",
            "cada año": "year",
            "por hora": "hour",
        }
    ),
    per=phrases("por cada|por|de cada"),
    joiners=words("y e o u más"),
    stop=words(
        "de del para en a al desde hasta por con sin sobre bajo durante entre ante contra según que quien "
        "quienes cuyo cuyos fue fueron es son era eran ha han había habían será serán como mediante tras "
        "y e o u ni pero aunque si cuando donde mientras este esta estos estas ese esa el la los las lo "
        "un una unos unas su sus se cada más menos aproximadamente diarios diarias diario mensuales "
        "anuales semanales recibieron llegaron cruzaron salieron incluidos incluidas incluso además "
        "también hoy ahora aquí allí recibió llegó"
    ),
    participle=("ados", "adas", "idos", "idas"),
    adjective=frozenset(),
    durations=words("día días semana semanas mes meses año años hora horas minuto minutos década décadas trimestre"),
    duration_before=words("en durante por cada tras últimos últimas últimas próximos primeros dentro hace de a"),
    ages=phrases("menores de|mayores de|menor de|mayor de|edad de|de edad"),
    numbered=words(
        "no número página páginas pág nota notas núm nº n.º sección artículo párrafo § # tabla cuadro anexo fila "
        "numeral"
    ),
    numbered_names=words(
        "título capítulo fase figura formulario resolución objetivo línea nivel ruta decreto ley código "
        "grupo operación categoría meta pilar paso etapa caso parte convenio protocolo ronda acuerdo"
    ),
    determiners=words("el la los las de del en desde hasta antes después durante para año"),
    vague=words(
        "varios varias muchos muchas numerosos numerosas algunos algunas pocos pocas diversos diversas "
        "múltiples decenas docenas centenares cientos miles millares centenar decena millar veintena "
        "quincena"
    ),
    vague_plurals=words("cientos miles millones decenas docenas centenares millares centenar decena millar veintena"),
    fraction=words("mitad medio media tercio tercios cuarto cuartos quinto quintos tercera cuarta quinta parte partes"),
    clear_fraction=words("mitad tercio tercios cuartos quintos partes"),
    multiple=words("doble dobló duplicó duplica triple triplicó triplica veces cuádruple quíntuple"),
    negation=words("no nunca jamás sin ni tampoco apenas"),
    partitive=words(
        "mayoría parte porción algunos algunas varios varias muchos muchas ninguno ninguna cualquiera porcentaje resto"
    ),
    ordinal=words(
        "primer primero primera segundo segunda tercer tercero tercera cuarto cuarta quinto quinta sexto "
        "sexta séptimo octavo noveno décimo"
    ),
    ordinal_endings=words("er ro ra do da to ta º ª .º .ª vo va mo ma"),
    missing=phrases(
        "n/a|na|n/d|s/d|n.d.|no disponible|no aplica|desconocido|pendiente|ninguno|ninguna|sin datos"
        "|véase nota|ver nota|véase la nota"
    ),
    count_nouns=words(
        "personas individuos migrantes solicitudes visas niños niñas mujeres hombres casos beneficiarios "
        "refugiados retornados municipios centros países familias víctimas eventos funcionarios"
    ),
    people=words("personas individuos migrantes niños niñas jóvenes mujeres hombres menores adolescentes adultos"),
    noun_joiner="de",
)
