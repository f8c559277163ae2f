"""How figures stand in Spanish sentences."""

from __future__ import annotations

import re

from metrics.intake.vocabulary import Vocabulary
from metrics.statements.lexicon import words

_I = re.IGNORECASE

_NUMBER_WORDS = (
    "dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|diecis[eé]is|diecisiete|dieciocho"
    "|diecinueve|veinte|veinti\\w+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|cientos?|\\w+cient[oa]s"
    "|quinient[oa]s|mil|miles|mill[oó]n|millones|docenas?|decenas|mitad|tercio|tercera|doble|triple|medio|centenares"
)

SPANISH = Vocabulary(
    numeral=re.compile(rf"\d|\b(?:{_NUMBER_WORDS})\b", _I),
    pointing=words("los las estos estas esos esas sus ambos ambas nuestros nuestras dichos dichas"),
    change=words(
        "aumentó aumentaron aumento aumentar pasó pasaron subió subieron creció crecieron bajó bajaron disminuyó "
        "disminuyeron redujo redujeron cayó cayeron incremento incrementó incrementaron ascendió amplió ampliaron "
        "elevar ampliar reducir subir bajar pasar incrementar disminuir reducción descendió descendieron "
        "pasando elevó elevaron"
    ),
    fraction=re.compile(
        r"\b(?:uno|una|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|\d{1,2}) de cada "
        r"(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|\d{1,3})\b",
        _I,
    ),
    clause=re.compile(
        r";|, (?:por lo que|por lo cual|así que|de modo que)\b|,? (?:mientras(?: que)?|pero"
        r"|en tanto(?: que)?)\b|, en cambio\b|, y que\b"
    ),
    respectively=re.compile(r"\brespectivamente\b", _I),
    same_countries=re.compile(
        r"\b(?:los|estos|esos|ambos|dichos|(?<!\sa )sus|nuestros|cada uno de los)\s(dos|tres|cuatro|cinco|seis|siete"
        r"|\d)?\s?(?:países|naciones(?! unidas)|gobiernos|estados(?! unidos)|repúblicas)\b"
        r"|\bambas (?:operaciones|naciones|repúblicas|misiones)\b|\b(?:las|estas|esas) (?P<joint>dos|tres"
        r"|cuatro) (?:operaciones|naciones|repúblicas)\b",
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
        r",?(?: (?:ha|han|también|que|nos|les|le|hoy))* (?:financi(?:a|ó|ará|an|aron|ado)|don(?:a|ó|ará|an|aron"
        r"|ado)|aport(?:a|ó|ará"
        r"|an|aron|ado)"
        r"|contribuy(?:e|ó|en|eron)|pag(?:a|ó|ará|an|aron))\b",
        _I,
    ),
    away_before=re.compile(
        r"(?:(?<=[\wáéíóúñ,)] )desde|rumbo a|hacia|con destino a|camino a(?:l)?|en ruta a|frontera(?: \w+)? con"
        r"|(?:provien|provin|provení|vien|vení|vino|vinieron|proced|originari|oriund)\w* del?"
        r"|(?:retornad|deportad|repatriad"
        r"|expulsad|devuelt"
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
    part_of=re.compile(
        r"\s(?:más )?de (?:ell[ao]s|est[ao]s|es[ao]s|l[ao]s cuales|(?:es[ae]|est[ae]|dich[oa]) (?:suma|monto|total"
        r"|cifra|cantidad|cupo|presupuesto|fondo))\b",
        _I,
    ),
    acts=re.compile(
        r",?\s(?:ya |aún |todavía |también |no |hoy |ahora |se |les |le |los |las |lo |nunca )*"
        r"(?:tienen|tenían|tuvieron|han|habían|están|estaban|son|eran|fueron|siguen|viven|trabajan|pueden|esperan"
        r"|[a-záéíóúñ]+(?:aron|ieron|aban|ían|arán|erán|irán|ó|amos|imos|emos))\b",
        _I,
    ),
    every=re.compile(
        r"\b(?:cada|por|al|a la) (?P<time>hora|día|semana|mes|mañana)\b(?! siguiente| anterior| de)"
        r"|\b(?P<daily>a diario"
        r"|diari[oa]"
        r"|diariamente|todos los días)\b",
        _I,
    ),
    handles=re.compile(
        r"\b(?:emiti(?:ó|eron)|otorg(?:ó|aron)|aprob(?:ó|aron)|proces(?:ó|aron)|entreg(?:ó|aron)|distribuy(?:ó|eron)"
        r"|registr(?:ó|aron)|resolvi(?:ó|eron)|tramit(?:ó|aron)|instal(?:ó|aron)|expidi(?:ó|eron))"
        r"(?: (?:solo|unos|unas|casi|más de|cerca de|alrededor de|al menos|hasta|otros|otras))*\s?$",
        _I,
    ),
    humans=re.compile(
        r"\s(?:(?:no|ya|aún|todavía) )*(?:saben|necesitan|requieren|viven|sobreviven|padecen|enfrentan|carecen|huyeron"
        r"|pasan hambre|han (?:huido|abandonado|sido desplazad)|fueron (?:desplazad|detenid|evacuad)"
        r"|están (?:en riesgo|desplazad))",
        _I,
    ),
    giving=re.compile(r"\b(?:dio|dimos|dieron|otorg\w+|entreg\w+|conced\w+) a (?:los |las )?\w+\s[^,;]{0,20}$", _I),
    same_period=re.compile(
        r"\b(?:durante|en) (?:el mismo|ese(?: mismo)?|este(?: mismo)?|dicho)"
        r" (?:período|periodo|lapso|tiempo|año|mes|trimestre|semestre|cuatrimestre)\b(?! (?:de|del|en) )"
        r"|\b(?:durante|en) (?:l[oa]s mism[oa]s|es[oa]s|est[oa]s|dich[oa]s|los)(?: \w+)? (?:meses|semanas"
        r"|trimestres)\b(?! (?:de|del|que|previos|anteriores)\b)"
        r"|\ba (?:es[ae] (?:misma )?|la misma |dicha )fecha\b"
        r"|\b(?:ese|aquel) (?:mismo )?(?:mes|trimestre|semestre|año)\b"
        r"(?! (?:de|del|en|que|pasado|anterior)\b)"
        r"|\b(?:del|en el) (?:período|periodo)\b(?! (?:de|del|que|comprendido|enero|entre|anterior)\b)",
        _I,
    ),
    year_before=re.compile(
        r"\b(?:el|un|del|al) (?:(?:año|trimestre|mes)(?: fiscal)? (?:anterior|previo|precedente)|(?:año|mes"
        r"|trimestre) antes)\b",
        _I,
    ),
    goes_on=re.compile(
        r",?\s(?:de (?:ell[oa]s|est[oa]s|es[oa]s)\s)?(?:fueron|fue|son|eran|era|es|llegaron|tenían|tuvieron|tiene"
        r"|tienen|proviene|provienen|provino|venía"
        r"|corresponde|corresponden|correspondió)\b",
        _I,
    ),
    most=re.compile(r"(?:la mayoría|el resto|l[oa]s demás)(?: de ell[oa]s)?(?! de\b)", _I),
    also=re.compile(r"(?:también|asimismo|además|igualmente|de igual (?:forma|manera|modo)|del mismo modo)\b", _I),
    rate_was=re.compile(
        r"(?P<pointing>esto|eso|ello|lo que) (?:es|fue|representa|representó|significa|equivale)\b|(?:la|el|su) (?:tasa"
        r"|porcentaje|proporción|promedio|índice)(?: [\wáéíóúñ]+){0,6}? (?:fue|era|alcanzó|llegó|se ubicó|quedó)\b",
        _I,
    ),
    capacity=re.compile(
        r"\b(?:capacidad|espacio|cupo|lugar|sitio|diseñad[oa]s?|construid[oa]s?|pensad[oa]s?|previst[oa]s?"
        r"|habilitad[oa]s?)(?: máxima| total)? (?:para|de)"
        r"(?: (?:solo|apenas|unas|unos|casi|hasta|más de|cerca de|alrededor de|no más de))*\s?$",
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
    total=re.compile(
        r"\b(?:total|totales|en total|en conjunto|suma|suman|sumamos|sumaron|totaliza\w*|acumulado)\b", _I
    ),
    since_when=re.compile(r"\bdesde (?:que|la|el|su)\s(?:[\wáéíóúñ]+,? ){1,9}$", _I),
    left_behind=re.compile(
        r",? (?:por |en |a )?\b(?:donde|quien|quienes|cuy[oa]s?)\b|, que\b"
        r"|\b(?:y|e|pero) (?:\w+ ){0,3}(?:ha|han|\w+(?:ó|aron|ieron|ará|arán|erá|irá)) "
        r"|\b(?:y|e|pero) (?:hoy |ahora |ya |aún )?(?:cuentan?|tienen?|disponen?|hay|operan?|mantienen?|funcionan?) "
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
    compared=re.compile(r"\b(?:frente al?|comparad[oa]s?|en comparación|respecto|contra|en lugar de|que en)\b|→", _I),
    than=re.compile(
        r"\b(?:(?:más|menos|mayor|menor|superior|inferior|doble|triple|veces|igual|mism[oa]s?"
        r"|distint[oa]s?)\b[^,;.]{0,40} que(?: el| la)?"
        r"|l[ao]s de|que el de|que las de|nivel de|cifra de|(?:super(?:a|an|ó|aron|ando)|sobrepas\w+"
        r"|exced\w+)\b[^,;]{0,40}"
        r"|por (?:encima|debajo) del?(?: de| del| la de)?(?: el| la)?"
        r"|(?:respecto|relación|frente|comparad[oa]s?|comparación)(?: del?| al?| con)?(?: el| la| los| las)?)$",
        _I,
    ),
    announced=re.compile(
        r"^[^.;]{0,40}\b(?:anunci|public|aprob|firm|lanz|compromet|entreg[óa]|don[óa]\b|donaron|inaugur|present[óa]|llegaron"
        r"|retornaron|arribaron|recibió|recibieron|detuv|rescat|envió)",
        _I,
    ),
    aside=re.compile(
        r", (?:que|quien|quienes|cuy[oa]s?|donde|cuando|en (?:el cargo|funciones|vigor|vigencia|el poder)|vigente"
        r"|abiert[oa]s?|cerrad[oa]s?|declarad[oa]s?|firmad[oa]s?|adoptad[oa]s?|lanzad[oa]s?|dañad[oa]s?|fundad[oa]s?|cread[oa]s?)\b(?:[^,;()]|(?<=\d),(?=\d))*(?:,|\.?$)"
    ),
    new_verb=re.compile(
        r"\bque (?:se |ha |han )?[a-záéíóúñ]+"
        r"|\b(?:y|e|para) (?:se |ha |han )?[a-záéíóúñ]+(?:ó|aron|ieron|ará|arán|rá|rán|ar|er|ir|a|n)\s(?:a )?$"
    ),
    barely=words("apenas escasamente"),
    takes_over=frozenset(),
    labels=words(
        "sala aula salón oficio expediente folio vuelo lección módulo zona kilómetro km magnitud avenida calle "
        "apartado "
        "piso circular memorando memorándum boletín edición tomo inciso grado bloque lote ruta carretera "
        "radicado hangar "
        "andén habitación casilla ventanilla canal factura autobús epidemiológica manzana providencia licitación "
        "torre opción extensión decreto resolución ordenanza ley resuelto"
    ),
    of_acts=words(
        "informativo informativa ministerial ejecutivo legislativo gubernativo oficial presidencial interno "
        "semanal mensual trimestral operativo técnico epidemiológico administrativa"
    ),
    named_labels=words(
        "nota informe carpeta sector puerta mesa volumen acta comunicado alerta contrato recibo unidad campamento "
        "apartamento oficina bus semana día distrito versión casa celda pregunta dictamen orden"
    ),
    houses=re.compile(
        r"\b(?:capacidad (?:es |era )?(?:de|para)|cupo para|(?:aloj\w+|alberg\w+|acog\w+|atend\w+|atiend\w+"
        r"|detuv\w+|detien\w+|captur\w+|rescat\w+|deport\w+|contrat\w+"
        r"|capacit\w+|evacu\w+|vacun\w+|benefici\w+|emple\w+|recib\w+|retorn\w+|hosped\w+|asist\w+|form[aó]\w*) a)"
        r"(?: (?:solo|unos|unas|casi|más de|cerca de|alrededor de|al menos|hasta|otros|otras))*\s$",
        _I,
    ),
    before_no_label=words("cada esa ese esta este por misma mismo otra otro una un alguna última último pasada pasado"),
    planned=re.compile(
        r"\b(?:\w{2,}(?:rá|rán|ré|remos)|va a|van a|vamos a|prevé|prevén|previst[oa]s?|esperan?|planean?|proyect\w+"
        r"|buscan?|necesit\w+|requier\w+|requerid\w+|presupuest\w+|meta|propone[n]?|programad\w+|faltan?|piden?"
        r"|solicitan?|aspiran?)\b",
        _I,
    ),
    cause=re.compile(
        r"\b(?:la|las|el|los) (?:tormentas?|huracán|huracanes|terremotos?|sismos?|inundaciones|sequía|elecciones"
        r"|crisis|pandemia"
        r"|protestas|erupción|deslaves?) de$|"
        r"\b(?:por|tras|desde antes de|después de|antes de|debido a|a causa de|a raíz de|causad[oa]s? por|según"
        r"|conforme a)"
        r"(?:l)? (?:el |la |los |las |un |una )?(?:[\wáéíóúñ]+ ){0,1}(?:sismo|terremoto|incendio|huracán|tormenta"
        r"|ciclón|inundación|inundaciones|lluvias|deslave|deslaves|alud|erupción|atentado|ataque|explosión|accidente"
        r"|golpe|paro|elección|elecciones|decreto|ley|acuerdo|convenio|resolución|cumbre|declaración|protocolo|reunión"
        r"|orden|fallo|sentencia)(?: [\wáéíóúñ,.]+){0,5} (?:del?|en)$",
        _I,
    ),
    brings_total=re.compile(
        r"\b(?:este|esta|el|la|dich[oa]) (?:nuev[oa] )?(?:anuncio|contribución|aporte|donación|desembolso|entrega|pago"
        r"|compromiso) (?:eleva|elevó|lleva|llevó|sube|subió) (?:el|su|nuestro) (?:monto )?total\b",
        _I,
    ),
    of_which=re.compile(
        r"\b(?:de|entre) (?:l[ao]s (?:cuales|que)|ell[ao]s|est[ao]s|es[ao]s|quienes)\b[^.;]{0,24}$", _I
    ),
    stopwords=words("el la los las de del y en para con que por se una un su al es fueron ha han como"),
)
