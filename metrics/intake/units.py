"""What figures count: nouns of two languages to the codes of units.

Staff can extend the lexicon: :func:`with_nouns` makes one with more of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from metrics.statements.lexicon import words

_PLURAL = re.compile(r"[a-z]{3,}s")

#: Unit code | English nouns | Spanish nouns. Singulars are derived where they end regularly.
_NOUNS = """
people|people persons individuals migrants refugees women men girls boys adults returnees beneficiaries victims
    survivors workers youth youths young personnel officials officers students teachers farmers nationals
    citizens smugglers traffickers participants residents idps seekers holders applicants recipients passengers
    trainees journalists entrepreneurs judges prosecutors police policemen soldiers agents staff employees
    volunteers professionals venezuelans haitians hondurans guatemalans salvadorans mexicans colombians cubans
    nicaraguans ecuadorians panamanians costa-ricans belizeans leaders members graduates mothers fathers parents
    men patients inhabitants population populations deportees arrivals crossers travelers interviewers
    technicians practitioners providers nurses doctors physicians inspectors lawyers attorneys advocates
    defenders witnesses detainees prisoners suspects convicts fellows interns scholars experts advisors
    consultants operators guards person human humans foreigners displaced asylum-seekers caregivers educators
    facilitators promoters counselors mentors adjudicators registrants laborers producers customers clients
    cadets recruits troops civilians returns deportations candidates caseworkers trainers speakers monitors
    interpreters coordinators physicians veterans widows orphans farmworkers fishermen vendors artisans
    scientists engineers pilots sailors authorities councilors psychologists aides associates analysts
    supervisors ambassadors midwives chiefs mayors councilors magistrates negotiators migrant refugee
    returnee|personas candidatos candidatas migrantes refugiados refugiadas mujeres hombres adultos adultas
    retornados retornadas beneficiarios beneficiarias víctimas sobrevivientes trabajadores trabajadoras jóvenes
    funcionarios funcionarias oficiales estudiantes alumnos alumnas docentes maestros maestras agricultores
    agricultoras nacionales ciudadanos ciudadanas participantes residentes solicitantes desplazados desplazadas
    policías agentes empleados empleadas voluntarios voluntarias profesionales líderes lideresas pasajeros
    habitantes pobladores deportados deportadas repatriados repatriadas extranjeros extranjeras titulares
    usuarias periodistas emprendedores emprendedoras jueces fiscales soldados madres padres pacientes médicos
    médicas enfermeras enfermeros técnicos técnicas abogados abogadas productores productoras coyotes
    traficantes tratantes detenidos detenidas capturados rescatados venezolanos venezolanas haitianos haitianas
    hondureños hondureñas guatemaltecos guatemaltecas salvadoreños salvadoreñas mexicanos mexicanas colombianos
    colombianas cubanos cubanas nicaragüenses ecuatorianos costarricenses panameños graduados graduadas
    egresados egresadas aspirantes internos mentores cuidadores cuidadoras facilitadores promotores promotoras
    servidores servidoras deportaciones
children|children child kids minors infants adolescents toddlers teenagers newborns|niños niñas menores
    adolescentes infantes bebés nna niñez
families|families family|familias
households|households homes|hogares viviendas
users|users subscribers|usuarios suscriptores
viewers|viewers listeners spectators|espectadores televidentes oyentes radioescuchas
followers|followers|seguidores
stakeholders|stakeholders|interesados
applications|applications claims petitions submissions|solicitudes peticiones postulaciones
requests|requests inquiries|pedidos consultas requerimientos
determinations|determinations|determinaciones
visas|visas visa|visas visados
permits|permits permit|permisos
cases|cases case|casos
calls|calls|llamadas
rules|rules regulations|reglas normas
programs|programs programmes program|programas
projects|projects project|proyectos
events|events event|eventos
workshops|workshops workshop|talleres
courses|courses course trainings|cursos capacitaciones
sessions|sessions|sesiones
meetings|meetings|reuniones
campaigns|campaigns|campañas
centers|centers centres center mrcs|centros
offices|offices|oficinas
shelters|shelters shelter|albergues refugios
schools|schools school|escuelas colegios
hospitals|hospitals|hospitales
clinics|clinics|clínicas
consultations|consultations|atenciones
mobile-units|units brigades|unidades brigadas
doses|doses dose vaccines|dosis vacunas
countries|countries country nations governments|países gobiernos
departments|departments|departamentos
municipalities|municipalities municipality|municipios municipalidades
cities|cities towns|ciudades
communities|communities|comunidades aldeas
provinces|provinces|provincias
states|states|estados
delegations|delegations|delegaciones
banks|banks|bancos
jobs|jobs positions|empleos plazas
businesses|businesses companies firms enterprises smes msmes microenterprises|empresas negocios mipymes
    microempresas emprendimientos
organizations|organizations organisations ngos institutions associations|organizaciones instituciones
    asociaciones
agreements|agreements arrangements|acuerdos convenios
arrests|arrests detentions|arrestos detenciones capturas aprehensiones
crossings|crossings entries|cruces ingresos entradas
encounters|encounters apprehensions|encuentros
flights|flights|vuelos
kits|kits kit|kits
scholarships|scholarships grants|becas subvenciones
vouchers|vouchers|cupones vales bonos
cards|cards|carnés tarjetas carnets
documents|documents certificates passports|documentos certificados pasaportes cédulas
meals|meals rations|comidas raciones almuerzos
beds|beds|camas
vehicles|vehicles trucks buses boats|vehículos camiones autobuses
computers|computers tablets laptops|computadoras tabletas laptops
hectares|hectares|hectáreas
kilometers|kilometers km kilometres|kilómetros km
tons|tons tonnes|toneladas
kilograms|kilograms kilos kg pounds|kilogramos kilos libras
liters|liters litres|litros
visits|visits|visitas
views|views impressions|vistas visualizaciones reproducciones impresiones
messages|messages|mensajes
posts|posts|publicaciones
spots|spots ads|cuñas anuncios
investigations|investigations inquiries|investigaciones
operations|operations raids|operativos operaciones allanamientos
networks|networks rings|redes
prosecutions|prosecutions indictments|procesamientos acusaciones
convictions|convictions sentences|condenas sentencias
slots|slots places spaces seats|cupos lugares espacios
systems|systems|sistemas
wells|wells|pozos
homes|dwellings houses|casas
classrooms|classrooms|aulas
roads|roads|carreteras caminos
bridges|bridges|puentes
reunifications|reunifications|reunificaciones
rescues|rescues|rescates
deaths|deaths fatalities|muertes fallecidos fallecimientos
seizures|seizures|decomisos incautaciones
firearms|firearms weapons guns|armas
loans|loans|préstamos créditos
referrals|referrals|referencias derivaciones remisiones
services|services|servicios
sites|sites|sitios
locations|locations points posts|puntos puestos
reports|reports complaints|informes denuncias reportes
contracts|contracts|contratos
interviews|interviews|entrevistas
awards|awards|premios
partners|partners|socios
drones|drones|drones
radios|radios|radios
helicopters|helicopters|helicópteros
"""

#: Plurals that stand for a noun said before.
_EMPTY = frozenset({"others", "ones", "others'", "his", "hers", "theirs"})

#: Nouns that name parts of a text or a plan rather than things counted.
ABSTRACT = frozenset(
    [
        "things",
        "ways",
        "sides",
        "points",
        "questions",
        "examples",
        "areas",
        "pillars",
        "goals",
        "objectives",
        "priorities",
        "aspects",
        "components",
        "kinds",
        "types",
        "phases",
        "steps",
        "lines",
        "themes",
        "topics",
        "issues",
        "reasons",
        "factors",
        "elements",
        "principles",
        "challenges",
        "options",
        "levels",
        "parts",
        "halves",
        "times",
        "occasions",
        "cosas",
        "maneras",
        "lados",
        "preguntas",
        "ejemplos",
        "áreas",
        "pilares",
        "metas",
        "objetivos",
        "prioridades",
        "aspectos",
        "componentes",
        "tipos",
        "fases",
        "pasos",
        "líneas",
        "ejes",
        "temas",
        "razones",
        "factores",
        "elementos",
        "principios",
        "desafíos",
        "opciones",
        "niveles",
        "partes",
        "veces",
        "ocasiones",
        "categories",
        "categorías",
        "stages",
        "etapas",
        "rounds",
        "rondas",
        "tracks",
        "sets",
        "approaches",
        "enfoques",
        "dimensions",
        "dimensiones",
        "ends",
        "fronts",
        "frentes",
    ]
)


def _rows() -> list[tuple[str, list[str], list[str]]]:
    found = []
    for line in _NOUNS.replace("\n    ", " ").strip().splitlines():
        code, english, spanish = line.split("|")
        found.append((code, english.split(), spanish.split()))
    return found


@cache
def nouns(language: str) -> Mapping[str, str]:
    """Each noun of ``language``, in the singular and plural, to its unit's code."""
    table: dict[str, str] = {}
    for code, english, spanish in _rows():
        for noun in spanish if language == "es" else english:
            table.setdefault(noun, code)
            for form in _singulars(noun, language):
                if form not in _NOT_NOUNS:
                    table.setdefault(form, code)
    return table


def with_nouns(base: Mapping[str, str], more: Mapping[str, str]) -> Mapping[str, str]:
    """``base`` with ``more`` nouns (in small letters) and their codes, which go before its own."""
    return {**base, **more}


#: Words that look like the singular of a noun above and mean something else.
_NOT_NOUNS = words("fiscal interior capital familiar general")
#: Endings that make any noun one of people.
_PERSON_ENDINGS = (
    *("workers", "women", "men", "persons", "people", "officers", "ologists", "alists", "trainers"),
    *("ólogos", "ólogas", "adores", "adoras", "edores", "edoras"),
)


def unit_of(noun: str, units: Mapping[str, str]) -> str | None:
    """The code of ``noun`` (small letters), whole or by the part after its hyphen, or ``None``."""
    code = units.get(noun) or units.get(noun.rpartition("-")[2])
    return code or ("people" if len(noun) > 6 and noun.endswith(_PERSON_ENDINGS) else None)


def _singulars(noun: str, language: str) -> list[str]:
    if language == "es":
        if noun.endswith(("ciones", "siones")):
            return [noun[:-4] + "ón"]
        if noun.endswith(("ores", "ades", "ales")):
            return [noun[:-2]]
        return [noun[:-1]] if noun.endswith("s") else []
    if noun.endswith("ies"):
        return [noun[:-3] + "y"]
    return [noun[:-1]] if noun.endswith("s") and not noun.endswith("ss") else []


def plural_as_code(noun: str) -> str | None:
    """The code that stands for a noun that no lexicon knows: an English plural itself, otherwise none."""
    regular = _PLURAL.fullmatch(noun) and not noun.endswith(("ss", "us", "is"))
    return noun if regular and noun not in ABSTRACT and noun not in _EMPTY else None
