"""The lexicon of units: the nouns of two languages that each code stands for.

One row a unit: its code, English nouns, Spanish nouns, in small letters. Singulars are derived where they end
regularly; a noun stands for the first unit that lists it.
"""

from __future__ import annotations

NOUNS = """
people|people persons individuals migrants refugees women men girls boys adults returnees beneficiaries victims
    survivors workers youth youths young personnel officials officers students teachers farmers nationals citizens
    smugglers traffickers participants residents idps seekers holders applicants recipients passengers trainees
    journalists entrepreneurs judges prosecutors police policemen soldiers agents staff employees volunteers
    professionals venezuelans haitians hondurans guatemalans salvadorans mexicans colombians cubans nicaraguans
    ecuadorians panamanians costa-ricans belizeans leaders members graduates mothers fathers parents patients
    inhabitants population populations deportees arrivals crossers travelers interviewers technicians practitioners
    providers nurses doctors physicians inspectors lawyers attorneys advocates defenders witnesses detainees prisoners
    suspects convicts fellows interns scholars experts advisors consultants operators guards person human humans
    foreigners displaced asylum-seekers caregivers educators facilitators promoters counselors mentors adjudicators
    registrants laborers producers customers clients cadets recruits troops civilians returns deportations candidates
    caseworkers trainers speakers monitors interpreters coordinators veterans widows farmworkers fishermen vendors
    artisans scientists engineers pilots sailors authorities councilors psychologists aides associates analysts
    supervisors ambassadors midwives chiefs mayors magistrates negotiators migrant refugee returnee growers informants
    respondents tourists visitors traders merchants artists athletes coaches cooks drivers carpenters electricians
    masons plumbers mechanics seamstresses tailors weavers fishers herders ranchers homeowners siblings spouses
    relatives grandparents newcomers compatriots immigrants emigrants exiles stateless evacuees injured wounded
    missing clerks administrators managers directors secretaries ministers deputies senators legislators lawmakers
    delegates representatives investigators detectives auditors accountants paramedics pharmacists dentists tutors
    instructors professors principals pupils learners contractors suppliers buyers sellers consumers investors savers
    rescuers firefighters responders pastors priests nuns neighbors villagers settlers voters activists gangsters
    criminals offenders fugitives inmates hostages militants fighters combatants marines cops sergeants commanders
    diplomats consuls specialists researchers alumni grantees winners finalists enrollees attendees invitees guests
    callers walkers peasants borrowers tenants assistants cleaners helpers stewards peacekeepers peruvians foremen
    mediators commuters ex-combatants minorities owners servants worshippers coffee-growers smallholders agronomists
    paralegals notaries actors musicians elders seniors pensioners retirees passersby stowaways castaways|personas
    candidatos candidatas migrantes refugiados refugiadas mujeres hombres adultos adultas retornados retornadas
    beneficiarios beneficiarias víctimas sobrevivientes trabajadores trabajadoras jóvenes funcionarios funcionarias
    oficiales estudiantes alumnos alumnas docentes maestros maestras agricultores agricultoras nacionales ciudadanos
    ciudadanas participantes residentes solicitantes desplazados desplazadas policías agentes empleados empleadas
    voluntarios voluntarias profesionales líderes lideresas pasajeros habitantes pobladores deportados deportadas
    repatriados repatriadas extranjeros extranjeras titulares usuarias periodistas emprendedores emprendedoras jueces
    fiscales soldados madres padres pacientes médicos médicas enfermeras enfermeros técnicos técnicas abogados
    abogadas productores productoras coyotes traficantes tratantes detenidos detenidas capturados rescatados
    venezolanos venezolanas haitianos haitianas hondureños hondureñas guatemaltecos guatemaltecas salvadoreños
    salvadoreñas mexicanos mexicanas colombianos colombianas cubanos cubanas nicaragüenses ecuatorianos costarricenses
    panameños graduados graduadas egresados egresadas aspirantes internos mentores cuidadores cuidadoras facilitadores
    promotores promotoras servidores servidoras deportaciones turistas visitantes informantes inspectores inspectoras
    compatriotas connacionales paisanos cotizantes afiliados afiliadas asegurados aseguradas inscritos inscritas
    matriculados censados entrevistados encuestados heridos heridas lesionados desaparecidos desaparecidas
    damnificados damnificadas afectados afectadas evacuados albergados hospitalizados contagiados infectados vacunados
    presos reos reclusos privados bomberos socorristas rescatistas brigadistas capacitadores instructores instructoras
    tutores tutoras profesores profesoras educadores educadoras directores directoras coordinadores coordinadoras
    psicólogos psicólogas obreros obreras jornaleros jornaleras peones artesanos artesanas comerciantes vendedores
    vendedoras cocineras conductores choferes transportistas pescadores ganaderos caficultores caficultoras
    cooperativistas consumidores clientes clientas votantes delegados delegadas representantes diputados diputadas
    alcaldes alcaldesas ministros embajadores cónsules analistas expertos expertas especialistas investigadores
    defensores defensoras activistas religiosos vecinos vecinas colonos caminantes viajeros viajeras inmigrantes
    emigrantes apátridas indocumentados muchachos muchachas ancianos ancianas abuelos viudas embarazadas gestantes
    familiares parientes cónyuges hermanos indígenas garífunas campesinos campesinas operadores operarios operarias
    efectivos militares guardias uniformados peritos magistrados magistradas secretarios auxiliares asistentes
    ayudantes becarios becarias pasantes postulantes ganadores integrantes miembros colaboradores contratados
    inversionistas comadronas parteras chicas muertos solicitante varones señoras peruanos bolivianos chilenos
    dominicanos brasileños beliceños paraguayos argentinos uruguayos paisanas tripulantes marineros buzos agrónomos
    notarios músicos jubilados pensionados excombatientes migrante refugiado retornado microempresarios
    microempresarias
children|children child kids minors infants adolescents toddlers teenagers newborns babies preschoolers schoolchildren
    teens orphans|niños niñas menores adolescentes infantes bebés nna niñez hijos hijas escolares párvulos lactantes
    huérfanos huérfanas
families|families family|familias
households|households homes|hogares viviendas
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
municipalities|municipalities municipality|municipios municipalidades
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
cards|cards|carnés tarjetas carnets
documents|documents certificates passports|documentos certificados pasaportes cédulas
meals|meals rations|comidas raciones almuerzos
beds|beds|camas
vehicles|vehicles trucks buses boats cars vans pickups ships vessels|vehículos camiones autobuses camionetas lanchas
    carros autos patrullas barcos buses
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
reports|reports complaints|informes denuncias reportes
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
records|records files|expedientes archivos registros
"""
