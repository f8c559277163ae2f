"""The lexicon of units: the nouns of two languages that each code stands for.

One row a unit: its code, English nouns, Spanish nouns, in small letters. Singulars are derived where they end
regularly; a noun stands for the first unit that lists it.
"""

from __future__ import annotations

THINGS = """
users|users subscribers|usuarios suscriptores
viewers|viewers listeners spectators|espectadores televidentes oyentes radioescuchas
followers|followers|seguidores
stakeholders|stakeholders|interesados
applications|applications claims petitions submissions|solicitudes peticiones postulaciones
requests|requests inquiries|pedidos requerimientos
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
consultations|consultations checkups|atenciones consultas
mobile-units|units|unidades
doses|doses dose vaccines|vacunas dosis
countries|countries country nations governments|países gobiernos
departments|departments|departamentos
municipalities|municipalities municipality|municipios municipalidades alcaldías ayuntamientos
cities|cities towns|ciudades
communities|communities|comunidades aldeas
provinces|provinces|provincias
states|states|estados
delegations|delegations|delegaciones
banks|banks|bancos
jobs|jobs positions|empleos plazas
businesses|businesses companies firms enterprises smes msmes microenterprises employers microbusinesses
    startups|empresas negocios mipymes microempresas emprendimientos empleadores comercios compañías pymes
organizations|organizations organisations ngos institutions associations|organizaciones instituciones asociaciones
agreements|agreements arrangements|acuerdos convenios
arrests|arrests detentions|arrestos detenciones capturas aprehensiones
crossings|crossings entries|cruces ingresos entradas
encounters|encounters apprehensions|encuentros
flights|flights|vuelos
kits|kits kit|kits
scholarships|scholarships|becas
grants|grants|subvenciones
vouchers|vouchers|cupones vales bonos
cards|cards carnés carnets|carnés tarjetas carnets
documents|documents certificates passports|documentos certificados pasaportes cédulas
meals|meals rations|comidas raciones almuerzos
beds|beds|camas
vehicles|vehicles trucks buses cars vans pickups|vehículos camiones autobuses camionetas carros autos patrullas buses
boats|boats|lanchas botes
vessels|vessels ships|embarcaciones barcos buques
computers|computers tablets laptops|computadoras tabletas laptops computadores ordenadores
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
investigations|investigations|investigaciones
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
locations|locations points|puntos puestos
reports|reports|informes reportes
complaints|complaints grievances|denuncias quejas
contracts|contracts|contratos
interviews|interviews|entrevistas
awards|awards|premios
partners|partners|socios
drones|drones|drones
radios|radios|radios
helicopters|helicopters|helicópteros
teams|teams brigades|brigadas equipos
courts|courts courtrooms|juzgados tribunales
laboratories|laboratories labs|laboratorios
fairs|fairs|ferias
tanks|tanks cisterns|tanques cisternas
expulsions|expulsions|expulsiones
gates|gates|puertas
blankets|blankets|mantas cobijas frazadas
titles|titles deeds|títulos escrituras
mattresses|mattresses|colchones colchonetas
tents|tents|carpas toldos
latrines|latrines|letrinas
toilets|toilets|baños inodoros sanitarios
showers|showers|duchas
filters|filters|filtros
pumps|pumps|bombas
generators|generators|generadores
trees|trees|árboles
plants|plants|plantas
seedlings|seedlings saplings|plantones plántulas
animals|animals|animales
cows|cows cattle|vacas reses
chickens|chickens hens|gallinas pollos
goats|goats|cabras
farms|farms|fincas granjas parcelas
plots|plots|lotes terrenos solares
cooperatives|cooperatives|cooperativas
markets|markets|mercados
shops|shops stores|tiendas
factories|factories maquilas|fábricas maquilas
parks|parks|parques
libraries|libraries|bibliotecas
kitchens|kitchens|cocinas
canteens|canteens|comedores
churches|churches parishes|iglesias parroquias
stations|stations|estaciones
checkpoints|checkpoints roadblocks|retenes
airports|airports|aeropuertos
ports|ports|puertos
buildings|buildings|edificios
rooms|rooms|habitaciones salas cuartos
wards|wards|pabellones
apartments|apartments|apartamentos
warehouses|warehouses|bodegas almacenes
containers|containers|contenedores
ambulances|ambulances|ambulancias
motorcycles|motorcycles motorbikes|motocicletas motos
bicycles|bicycles bikes|bicicletas
phones|phones telephones cellphones smartphones|teléfonos celulares
books|books textbooks|libros
uniforms|uniforms|uniformes
masks|masks|mascarillas
tests|tests|pruebas
surgeries|surgeries|cirugías
births|births deliveries|partos nacimientos
infections|infections|contagios infecciones
screenings|screenings|tamizajes
transfers|transfers|transferencias traslados
payments|payments|pagos desembolsos
remittances|remittances|remesas
pensions|pensions|pensiones
subsidies|subsidies|subsidios
laws|laws|leyes
orders|orders|órdenes
rulings|rulings verdicts|fallos
hearings|hearings|audiencias
trials|trials|juicios
appeals|appeals|apelaciones recursos
inspections|inspections|inspecciones
audits|audits|auditorías
sanctions|sanctions|sanciones
fines|fines|multas
surveys|surveys|encuestas
studies|studies|estudios
samples|samples|muestras
votes|votes|votos
signatures|signatures|firmas
downloads|downloads|descargas
registrations|registrations enrollments enrolments|inscripciones matrículas
certifications|certifications|certificaciones
licenses|licenses licences|licencias
appointments|appointments|citas
talks|talks lectures|charlas
forums|forums|foros
conferences|conferences|conferencias
committees|committees|comités comisiones
councils|councils|consejos
alliances|alliances|alianzas
groups|groups|grupos
clubs|clubs|clubes
patrols|patrols|patrullajes rondines
missions|missions|misiones
trips|trips journeys|viajes
attacks|attacks|ataques
homicides|homicides murders killings|homicidios asesinatos feminicidios
kidnappings|kidnappings abductions|secuestros
incidents|incidents|incidentes
threats|threats|amenazas
protests|protests|protestas
disappearances|disappearances|desapariciones
fires|fires|incendios
gallons|gallons|galones
meters|meters metres|metros
miles|miles|millas
acres|acres|acres
barrels|barrels|barriles
bags|bags sacks|bolsas sacos
boxes|boxes|cajas
packages|packages parcels packs|paquetes
baskets|baskets|canastas
bottles|bottles|botellas
devices|devices|dispositivos
cameras|cameras|cámaras
scanners|scanners|escáneres
antennas|antennas|antenas
panels|panels|paneles
lamps|lamps lanterns|lámparas
stoves|stoves|estufas
machines|machines|máquinas
tools|tools|herramientas
desks|desks|escritorios pupitres
chairs|chairs|sillas
items|items|
branches|branches|sucursales
agencies|agencies|agencias
ministries|ministries|ministerios
universities|universities|universidades
institutes|institutes|institutos
nurseries|nurseries kindergartens|guarderías
prisons|prisons jails|cárceles prisiones
embassies|embassies|embajadas
consulates|consulates|consulados
districts|districts|distritos
neighborhoods|neighborhoods neighbourhoods|barrios colonias vecindarios
islands|islands|islas
regions|regions|regiones
counties|counties|condados
settlements|settlements|asentamientos
camps|camps|campamentos
routes|routes|rutas
products|products|productos
crops|crops|cultivos
harvests|harvests|cosechas
investments|investments|inversiones
initiatives|initiatives|iniciativas
activities|activities|actividades
actions|actions|acciones
measures|measures|medidas
recommendations|recommendations|recomendaciones
commitments|commitments|compromisos
plans|plans|planes
strategies|strategies|estrategias
policies|policies|políticas
protocols|protocols|protocolos
manuals|manuals|manuales
guides|guides|guías
modules|modules|módulos
videos|videos|videos
stories|stories|historias
editions|editions|ediciones
languages|languages|idiomas
nationalities|nationalities|nacionalidades
entities|entities|entidades
authorizations|authorizations|autorizaciones
renewals|renewals|renovaciones
admissions|admissions|admisiones
departures|departures exits|salidas
interceptions|interceptions|intercepciones
repatriations|repatriations|repatriaciones
removals|removals|
transactions|transactions|transacciones
tickets|tickets|boletos pasajes
parcels||encomiendas
pipes|pipes|tuberías
kiosks|kiosks booths|quioscos kioscos casetas ventanillas
stalls|stalls|tenderetes
playgrounds|playgrounds|
lessons|lessons|lecciones
classes|classes|clases
diplomas|diplomas|diplomas
contacts|contacts|contactos
opinions|opinions|dictámenes opiniones
mines|mines|minas
explosives|explosives|explosivos
cartridges|cartridges|municiones cartuchos
bodies|bodies corpses|cadáveres cuerpos
pregnancies|pregnancies|embarazos
interventions|interventions|intervenciones
reforms|reforms|reformas
indicators|indicators|indicadores
records|records|registros
files|files dossiers|expedientes archivos
"""
