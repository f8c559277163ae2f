"""Words for the same thing in English and Spanish, of the field that the figures are about.

Names are kept in the language of their entry, mostly English. A reader of the Spanish pages types "asilo", "niñez" or
"ACNUR", and one of the English ones "COMAR" or "UNHCR": each finds what the other names.
"""

from __future__ import annotations

from functools import cache

from .folding import key_of, plain

#: One row a meaning: English words = Spanish words.
MEANINGS = """
access = acceso
agriculture agricultural farm = agricultura agrícola agropecuario
aid assistance = ayuda asistencia
application request = solicitud solicitudes
asylum = asilo
bank = banco
border = frontera fronterizo fronteriza
business = empresa empresas negocio
camp campaign = campaña
capacity = capacidad
cash = efectivo
center = centro
child children minor = niño niña niñez infancia menor menores
citizen = ciudadano ciudadana
city = ciudad
climate = clima climático
commission = comisión
commitment pledge = compromiso
community = comunidad comunitario
corruption = corrupción
cooperation = cooperación
country = país países
court = tribunal corte
crime = delito crimen
crossing = cruce cruces
deportation = deportación
development = desarrollo
displacement displaced = desplazamiento desplazado desplazada
drought = sequía
education school = educación escuela
employment job = empleo
employer = empleador
encounter = encuentro
farmer = agricultor
family = familia
fund funding = fondo financiamiento fondos
gang = pandilla
girl = niña
government = gobierno
health = salud
homicide murder = homicidio asesinato
household = hogar
housing shelter = vivienda albergue refugio alojamiento
human = humano humana
humanitarian = humanitario humanitaria
hunger = hambre
hurricane = huracán
information = información
institute = instituto
investment = inversión
investigation = investigación
judge = juez jueza
justice = justicia
labor work worker = trabajo laboral trabajador trabajadora
law = ley
legal = legal jurídico jurídica
line = línea
loan = préstamo
lawful = regular legal
message messaging = mensaje mensajes
migrant = migrante
migration = migración migratorio migratoria
ministry department = ministerio secretaría departamento
money = dinero
municipality = municipio
organization = organización
pathway = vía vías
people person = persona gente
permit = permiso
police = policía
poverty = pobreza
private = privado privada
processing = tramitación
program = programa
prosecution = enjuiciamiento
prosecutor = fiscal
protection = protección
recruitment = contratación reclutamiento
reception = recepción
red = roja
cross = cruz
refugee = refugiado refugiada
region regional = región regional
remittance = remesa
report = informe
resettlement = reasentamiento
return returned returnee = retorno retornado retornada
reunification = reunificación
right rights = derecho derechos
root = raíz
cause = causa
rule = norma
safe = seguro segura
security = seguridad
seasonal = temporal estacional
service = servicio
smuggler smuggling = traficante tráfico coyote
source = fuente
state = estado
strategy = estrategia
student = estudiante
support = apoyo
target goal = meta objetivo
temporary = temporal
trafficking = trata
training trained = capacitación capacitado formación
transport = transporte
united = unido unidos unidas
vaccine vaccination dose = vacuna vacunación dosis
victim = víctima
violence = violencia
visa = visa visado
vulnerable = vulnerable
water = agua
woman women = mujer mujeres
world = mundo mundial
youth young = joven jóvenes juventud
unhcr = acnur
iom = oim
idb = bid
un = onu
cabei = bcie
imf = fmi
icrc = cicr
ohchr = acnudh
gbv = vbg
ngo = ong
usaid = usaid
undp = pnud
wfp = pma
"""


@cache
def others() -> dict[str, tuple[str, ...]]:
    """The keys of words in the other language that mean the same as the word with a key."""
    found: dict[str, dict[str, None]] = {}
    for row in MEANINGS.strip().splitlines():
        english, spanish = ([key_of(plain(word)) for word in side.split()] for side in row.split("="))
        for key, same in [*((key, spanish) for key in english), *((key, english) for key in spanish)]:
            found.setdefault(key, {}).update(dict.fromkeys(other for other in same if other != key))
    return {key: tuple(same) for key, same in found.items()}


def meanings(key: str) -> tuple[str, ...]:
    """The key itself and those of its translations."""
    return (key, *others().get(key, ()))
