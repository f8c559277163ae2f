"""The lexicon of units: nouns that a figure counts where they stand right after it, and not from farther away.

"They set tables for 40": things that documents name far more often than they count them. Rows as in ``thing_nouns``.
"""

from __future__ import annotations

FURTHER = """
deaths|casualties dead drownings|decesos defunciones ahogamientos ahogados ahogadas muertas
seizures|confiscations|
fairs|expos exhibitions|exposiciones
plots|lots|predios
kitchens|kitchenettes|
warehouses|depots|depósitos
injuries|injuries wounds|lesiones
illnesses|illnesses diseases outbreaks|enfermedades brotes dolencias
diagnoses|diagnoses|diagnósticos
hospitalizations|hospitalizations|hospitalizaciones internamientos
vaccinations|vaccinations immunizations jabs shots|vacunaciones inmunizaciones
treatments|treatments therapies|tratamientos terapias
prescriptions|prescriptions|recetas
medicines|medicines drugs medications|medicamentos medicinas fármacos
syringes|syringes|jeringas
stretchers|stretchers|camillas
wheelchairs|wheelchairs|
ventilators|ventilators respirators|ventiladores respiradores
refrigerators|refrigerators fridges coolers|refrigeradores refrigeradoras neveras
freezers|freezers|congeladores
incubators|incubators|incubadoras
mosquito-nets|mosquito-nets|mosquiteros
diapers|diapers nappies|pañales
clothes|clothes garments|prendas ropas
shoes|shoes|zapatos
backpacks|backpacks rucksacks knapsacks schoolbags|mochilas morrales
blackboards|blackboards whiteboards|pizarras pizarrones
notebooks|notebooks|cuadernos
pencils|pencils pens|lápices bolígrafos
toys|toys|juguetes
balls|balls|balones pelotas
instruments|instruments|instrumentos
hammocks|hammocks|hamacas
sheets|sheets tarps tarpaulins|láminas lonas sábanas
bricks|bricks blocks|ladrillos bloques adoquines
nails|nails|clavos
doors|doors|portones
windows|windows|ventanas
roofs|roofs|techos tejados
walls|walls fences|muros cercas vallas
stairs|stairs|gradas escalones
lights|lights lightbulbs streetlights|luces luminarias bombillas focos
cables|cables wires|cables alambres
poles|poles|postes
transformers|transformers|transformadores
turbines|turbines|turbinas
batteries|batteries|baterías pilas
towers|towers masts|torres
satellites|satellites|satélites
routers|routers modems|enrutadores módems
servers|servers|
printers|printers|impresoras
projectors|projectors|proyectores
screens|screens televisions tvs|pantallas televisores
microphones|microphones|micrófonos
keyboards|keyboards|teclados
ovens|ovens|hornos
mills|mills grinders|molinos
silos|silos granaries|silos graneros
greenhouses|greenhouses|invernaderos
ponds|ponds reservoirs lagoons|estanques embalses reservorios lagunas
dams|dams dykes levees|represas diques bordas
canals|canals ditches channels|canales zanjas acequias
culverts|culverts|alcantarillas
drains|drains sewers|drenajes cloacas desagües
springs|springs|manantiales
taps|taps faucets standpipes|grifos
connections|connections hookups|conexiones acometidas
streets|streets avenues|calles avenidas
highways|highways motorways|autopistas
sidewalks|sidewalks|aceras banquetas
paths|paths trails|senderos veredas trochas
tunnels|tunnels|túneles
piers|piers docks wharves jetties|muelles atracaderos embarcaderos
terminals|terminals|terminales
fields|fields pitches|campos canchas potreros
orchards|orchards gardens|huertos huertas jardines
forests|forests woods|bosques
beaches|beaches|playas
rivers||ríos arroyos quebradas
mountains||montañas cerros
volcanoes||volcanes
vines|vines|
quintals|quintals|quintales
bushels|bushels|
ounces|ounces|onzas
grams|grams|gramos
watts|watts|vatios
kilowatts|kilowatts kw|kilovatios kw
megawatts|megawatts mw|megavatios mw
gigawatts|gigawatts|gigavatios
manzanas|manzanas|manzanas
cuerdas|cuerdas|cuerdas
pigs|pigs swine hogs piglets|cerdos chanchos porcinos lechones
sheep|sheep lambs|ovejas corderos ovinos
horses|horses mules donkeys|caballos mulas burros
ducks|ducks turkeys|patos pavos
birds|birds poultry|aves
beehives|hives beehives|colmenas
fish|fish fingerlings|peces alevines
dogs|dogs|perros
eggs|eggs|huevos
airplanes|airplanes aircraft planes jets|aviones aeronaves avionetas
trains|trains wagons railcars|trenes vagones
canoes|canoes dinghies rafts|canoas balsas cayucos pangas
yachts|yachts|yates veleros
ferries|ferries|ferris transbordadores
trailers|trailers semi-trailers|remolques tráileres furgones
tractors|tractors|tractores
excavators|excavators bulldozers|excavadoras retroexcavadoras
engines|engines motors|motores
tires|tires tyres|llantas neumáticos
saws|saws chainsaws|sierras motosierras
shovels|shovels spades|palas
machetes|machetes|machetes
knives|knives|cuchillos
rifles|rifles|fusiles
pistols|pistols handguns revolvers|pistolas revólveres
grenades|grenades|granadas
bullets|bullets|balas
bombs|bombs|
vests|vests|chalecos
helmets|helmets|cascos
boots|boots|botas
badges|badges|insignias
seals|seals|sellos
stamps|stamps|estampillas timbres
forms|forms questionnaires|formularios cuestionarios
letters|letters|cartas
emails|emails|correos
leaflets|leaflets brochures flyers pamphlets booklets|folletos volantes trípticos cartillas
posters|posters billboards banners|afiches carteles rótulos
magazines|magazines newspapers|revistas periódicos
broadcasts|broadcasts|transmisiones emisiones
podcasts|podcasts|pódcasts podcasts
films|films movies documentaries|películas documentales cortometrajes
photographs|photographs photos pictures|fotografías fotos
songs|songs|canciones
murals|murals|murales
maps|maps|mapas
websites|websites portals|portales
platforms|platforms|plataformas
databases|databases|
accounts|accounts|cuentas
deposits|deposits|
debts|debts|deudas
mortgages|mortgages|hipotecas
taxes|taxes|impuestos tributos
fees|fees tariffs|tarifas tasas aranceles
invoices|invoices bills receipts|facturas recibos
cheques|cheques checks|cheques
bonds|bonds|
wages|wages salaries|salarios sueldos
prizes|prizes medals|galardones medallas
bids|bids tenders proposals|licitaciones ofertas propuestas
concessions|concessions|concesiones
patents|patents trademarks|patentes marcas
ventures|ventures|
franchises|franchises|franquicias
outlets|outlets|
hotels|hotels hostels inns motels|hoteles hostales posadas moteles
restaurants|restaurants cafes eateries|restaurantes cafeterías fondas
bakeries|bakeries|panaderías
pharmacies|pharmacies|farmacias
plantations|plantations estates|plantaciones haciendas
ranches|ranches|ranchos
dioceses|dioceses|diócesis
temples|temples chapels|templos capillas
cemeteries|cemeteries graves|cementerios tumbas fosas
museums|museums|museos
theaters|theaters theatres cinemas|teatros cines
stadiums|stadiums arenas gymnasiums gyms|estadios gimnasios
pools|pools|piscinas
squares|squares plazas|
festivals|festivals|festivales
concerts|concerts|conciertos
races|races marathons|maratones
matches|matches games tournaments|partidos torneos juegos
marches|marches rallies demonstrations|marchas manifestaciones concentraciones
strikes|strikes walkouts|huelgas
blockades|blockades barricades|bloqueos barricadas
clashes|clashes confrontations|enfrentamientos choques
shootings|shootings shootouts|tiroteos balaceras
massacres|massacres|masacres
rapes|rapes|violaciones
assaults|assaults robberies thefts burglaries|asaltos robos hurtos
crimes|crimes offenses offences felonies|delitos crímenes
extortions|extortions|extorsiones
violations|violations breaches infractions|infracciones vulneraciones
accidents|accidents crashes collisions|accidentes colisiones
shipwrecks|shipwrecks capsizings|naufragios
disasters|disasters catastrophes|desastres catástrofes
earthquakes||sismos terremotos réplicas temblores
landslides|landslides mudslides|deslizamientos derrumbes deslaves
floods||inundaciones
storms||tormentas huracanes ciclones
droughts||sequías
alerts|alerts|alertas avisos
emergencies|emergencies|emergencias
drills|drills simulations|simulacros
evacuations|evacuations|evacuaciones
relocations|relocations|reubicaciones
resettlements|resettlements|reasentamientos
adoptions|adoptions|adopciones
marriages|marriages weddings|matrimonios bodas
divorces|divorces|divorcios
citizenships|naturalizations|naturalizaciones
residences|residencies|residencias
extensions|extensions|prórrogas
denials|denials rejections refusals|rechazos denegaciones negativas
approvals|approvals|aprobaciones
waivers|waivers exemptions|exenciones dispensas exoneraciones
pardons|pardons amnesties|indultos amnistías
charges|charges|cargos imputaciones
warrants|warrants|
lawsuits|lawsuits suits|demandas litigios
testimonies|testimonies|testimonios
autopsies|autopsies|autopsias necropsias
exhumations|exhumations|exhumaciones
identifications|identifications|identificaciones
searches|searches|búsquedas
controls|controls|controles
deployments|deployments|despliegues
maneuvers|maneuvers exercises|maniobras ejercicios
nurseries-of-plants|viveros|viveros
preschools|preschools|preescolares
colleges|colleges academies|academias liceos
faculties|faculties|facultades
degrees|degrees|grados
subjects|subjects|asignaturas materias
dropouts|dropouts|deserciones
exams|exams examinations|exámenes
credits|credits|
internships|internships apprenticeships traineeships placements|pasantías prácticas aprendizajes
vacancies|vacancies openings|vacantes
shifts|shifts|turnos jornadas
layoffs|layoffs dismissals redundancies|despidos
hires|hires recruitments|contrataciones reclutamientos
unions|unions|sindicatos gremios
federations|federations confederations|federaciones confederaciones
foundations|foundations charities|fundaciones
parties|parties|
parliaments|parliaments|parlamentos
assemblies|assemblies|asambleas
commissions|commissions task-forces|
boards|boards|juntas patronatos
battalions|battalions regiments|batallones regimientos
squads|squads|escuadrones pelotones
gangs|gangs cartels|pandillas cárteles maras
cells|cells|células
borders|borders|
zones|zones|zonas
sectors|sectors|sectores
villages|villages hamlets|pueblos caseríos poblados
cantons|cantons|cantones
capitals|capitals|
continents|continents|
territories|territories|territorios
reserves|reserves reservations|reservas resguardos
hotlines|hotlines helplines|
helpdesks|helpdesks|mesas
hubs|hubs|
dormitories|dormitories|dormitorios
barracks|barracks|cuarteles
bases|bases|bases
outposts|outposts|
cribs|cribs cots|cunas catres
lockers|lockers|casilleros
benches|benches|bancas
tables|tables|
shelves|shelves|estantes anaqueles
bins|bins|basureros
buckets|buckets pails|baldes cubetas
jerrycans|jerrycans canisters|bidones garrafas
soaps|soaps|jabones
towels|towels|toallas
pads|pads|
toothbrushes|toothbrushes|cepillos
candles|candles|velas
seeds|seeds|semillas
fertilizers|fertilizers|fertilizantes abonos
tins|tins cans|latas
loaves|loaves|panes
sandwiches|sandwiches|
snacks|snacks breakfasts lunches dinners|meriendas desayunos cenas refrigerios
plates|plates dishes servings|platos porciones
cups|cups glasses|vasos tazas
crates|crates|
pallets|pallets|palés tarimas
shipments|shipments consignments cargoes|envíos cargamentos embarques
convoys|convoys caravans|convoyes caravanas
rides|rides|
fingerprints|fingerprints|huellas
profiles|profiles|perfiles perfilamientos
assessments|assessments evaluations appraisals|evaluaciones valoraciones
analyses|analyses|análisis
censuses|censuses|censos
polls|polls|sondeos
observations|observations|observaciones
findings|findings|hallazgos
statements|statements declarations|declaraciones pronunciamientos
speeches|speeches|discursos
notices|notices notifications|notificaciones
bulletins|bulletins newsletters|boletines
publications|publications|
briefings|briefings|
seminars|seminars webinars|seminarios webinarios
congresses|congresses|congresos
summits|summits|cumbres
tours|tours|giras recorridos
exchanges|exchanges|intercambios
negotiations|negotiations|negociaciones
treaties|treaties|tratados
memoranda|memoranda memorandums mous|memorandos memorándums
decrees|decrees|decretos
amendments|amendments|enmiendas
resolutions|resolutions|resoluciones
ordinances|ordinances|ordenanzas
minutes-of-act|actas|actas
standards|standards|estándares
benchmarks|benchmarks milestones|hitos
targets|targets|
outputs|outputs deliverables|entregables
modalities|modalities|modalidades
top-ups|top-ups|recargas
coupons|coupons|
stipends|stipends allowances bursaries|estipendios viáticos
fellowships|fellowships|
contributions|contributions donations gifts|contribuciones aportes donaciones
pledges|pledges|promesas
disbursements|disbursements|
purchases|purchases|compras adquisiciones
sales|sales|ventas
exports|exports|exportaciones
imports|imports|importaciones
clicks|clicks|clics
likes|likes|
comments|comments|comentarios
tweets|tweets|tuits
hits|hits|
responses|responses replies answers|respuestas
suggestions|suggestions|sugerencias
translations|translations|traducciones
copies|copies|ejemplares copias
emissions|emissions|
species|species|especies
"""
