"""The names of places as figures' documents write them: a table of our own beside CLDR's country names.

One row a country: ISO 3166 alpha-3 code; English names beyond CLDR's; English demonyms; Spanish names;
Spanish demonyms (stems: "hondureñ" stands for hondureño, hondureña and their plurals); cities, departments
and bodies of state that name the country without saying so.
"""

from __future__ import annotations

from metrics.statements.lexicon import words

#: code | English aliases | English demonyms | Spanish aliases | Spanish demonyms | cities, regions, bodies
COUNTRIES = """
ARG||Argentine,Argentinian||argentin|Buenos Aires,La Quiaca
ATG||Antiguan||antiguan|Saint John's
BHS|The Bahamas|Bahamian|Las Bahamas|bahameñ,bahamés,bahameses|Nassau,Abaco,Grand Bahama
BRB||Barbadian||barbadens|Bridgetown
BLZ||Belizean|Belice|beliceñ|Belmopan,Belize City,Ciudad de Belice,San Ignacio Cayo,Corozal,Cayo District,
    Toledo District,Stann Creek,Benque Viejo,San Pedro Town
BOL||Bolivian||bolivian|Santa Cruz de la Sierra,Cochabamba,Pisiga,La Paz,Oruro,Potosí,Sucre,Villazón,Tarija
BRA||Brazilian|Brasil|brasileñ,brasiler|Brasília,Brasilia,Boa Vista,Pacaraima,Roraima,Manaus,São Paulo,
    Operação Acolhida,Operation Welcome,CONARE,Pará,Río de Janeiro,Rio de Janeiro
CAN||Canadian|Canadá|canadiens|Ottawa,Toronto,Vancouver,Montreal
CHL||Chilean||chilen|Iquique,Arica,Colchane,Antofagasta,Santiago de Chile,Valparaíso,Tarapacá,Calama,Copiapó
COL||Colombian||colombian|Bogotá,Bogota,Cúcuta,Cucuta,Medellín,Medellin,Necoclí,Necocli,Barranquilla,Maicao,
    La Guajira,Arauca,Nariño,Norte de Santander,Antioquia,Chocó,Capurganá,Acandí,Bucaramanga,Ipiales,Riohacha,
    Migración Colombia,Migracion Colombia,Cali,Cartagena,Santa Marta,Valle del Cauca,Cauca,Putumayo,Soacha,
    Villa del Rosario,Pasto,Pereira,Valledupar,Cundinamarca,Atlántico,Quibdó,Pamplona
CRI||Costa Rican||costarricens,tic|San José,San Jose,Peñas Blancas,Paso Canoas,Upala,Los Chiles,Alajuela,
    EMI Sur,Heredia,Cartago,Puntarenas,Guanacaste,Limón,Golfito,Ciudad Quesada,Caja Costarricense,Nicoya
CUB||Cuban||cuban|Havana,La Habana,Santiago de Cuba,Camagüey
DMA||||Roseau
DOM||Dominican|Rep. Dominicana|dominican|Santo Domingo,Dajabón,Dajabon,Higüey,Barahona,Samaná,Punta Cana,
    Puerto Plata,Elías Piña,Jimaní,Pedernales,Santiago de los Caballeros,La Romana,San Pedro de Macorís,
    La Altagracia,Monte Cristi,Montecristi,San Juan de la Maguana
ECU||Ecuadorian,Ecuadorean||ecuatorian|Quito,Guayaquil,Cuenca,Tulcán,Tulcan,Huaquillas,Rumichaca,Manabí,
    Esmeraldas,Machala,Pichincha,El Oro,Guayas,Carchi,Imbabura,Ibarra,Azuay,Santo Domingo de los Tsáchilas,
    Sucumbíos,Lago Agrio,Nueva Loja,Ambato,Loja
GRD||Grenadian||granadin|
GTM||Guatemalan||guatemaltec|Guatemala City,Ciudad de Guatemala,Tecun Uman,Tecún Umán,Quetzaltenango,
    Huehuetenango,San Marcos,Alta Verapaz,Baja Verapaz,Quiché,Quiche,Chimaltenango,Totonicapán,Totonicapan,Petén,
    Peten,Izabal,Chiquimula,Zacapa,Retalhuleu,Escuintla,Puerto Barrios,Ayutla,El Ceibo,Sololá,Jutiapa,Jalapa,
    Cobán,Ixchiguán,La Aurora,El Florido,Malacatán,Mazatenango,Suchitepéquez,Sacatepéquez,Villa Nueva,Mixco,Xela,
    Antigua Guatemala,Nebaj,Esquipulas,Tejutla,Joyabaj,Sayaxché,La Mesilla,INTECAP
GUY||Guyanese||guyanes|Georgetown,Mabaruma,Lethem,Bartica
HND||Honduran||hondureñ,catrach|Tegucigalpa,San Pedro Sula,Choloma,Ocotepeque,Danlí,Danli,Trojes,Cortés,Atlántida,
    Yoro,Olancho,Choluteca,Comayagua,Copán,Lempira,Intibucá,Omoa,Corinto,Agua Caliente,Francisco Morazán,La Ceiba,
    Puerto Cortés,Gracias a Dios,El Paraíso,Santa Bárbara,Santa Rosa de Copán,Las Manos,La Lima,Juticalpa,
    Islas de la Bahía,Marcala,Siguatepeque,Puerto Lempira
HTI||Haitian|Haití|haitian|Port-au-Prince,Puerto Príncipe,Puerto Principe,Cap-Haïtien,Cap-Haitien,Cabo Haitiano,
    Les Cayes,Ouanaminthe,Jérémie,Artibonite,Carrefour,Croix-des-Bouquets,Cité Soleil,Cite Soleil,Gonaïves,
    Gonaives,Jacmel,Pétion-Ville,Juana Méndez,Belladère,Delmas,Martissant,Saint-Marc,Jeremie,Hinche,Miragoâne
JAM||Jamaican||jamaiquin,jamaican|Kingston,Montego Bay
KNA||Kittitian||||
LCA||Saint Lucian||||
MEX||Mexican|México,Méjico|mexican,mejican|Mexico City,Ciudad de México,CDMX,Tapachula,Tijuana,Ciudad Juarez,
    Ciudad Juárez,Monterrey,Guadalajara,Chiapas,Tabasco,Oaxaca,Veracruz,Sonora,Tamaulipas,Reynosa,Matamoros,
    Nuevo Laredo,Saltillo,Coahuila,Villahermosa,Tenosique,Palenque,Piedras Negras,Mexicali,Nogales Sonora,
    Baja California,Quintana Roo,Campeche,Puebla,Nuevo León,Chihuahua,Sinaloa,Jalisco,Querétaro,Suchiate,Acayucan,
    COMAR,Comitán,Tuxtla Gutiérrez,San Cristóbal de las Casas,Tuxtla,Ensenada,Ciudad Hidalgo,Tecate,Cancún,
    Hermosillo,Torreón,León Guanajuato,Guanajuato,Tlaxcala,Huixtla,Ixtepec,Juchitán,Michoacán,Zacatecas,Durango,
    San Luis Potosí,Aguascalientes,Yucatán
NIC||Nicaraguan||nicaragüens|Managua,Estelí,Chinandega,Matagalpa,Jinotega,Somotillo,Masaya,Bluefields,Guasaule,
    Nueva Segovia,Ocotal
PAN||Panamanian|Panamá|panameñ|Panama City,Ciudad de Panamá,Darién,Darien,Darién Gap,Darien Gap,Tapón del Darién,
    Bajo Chiquito,Canaán Membrillo,Lajas Blancas,San Vicente Migrant Reception Station,Metetí,Meteti,Los Planes,
    Chiriquí,Chiriqui,SENAFRONT,ONPAR,Gualaca,Puerto Obaldía,Yaviza,Veraguas,Bocas del Toro,Guna Yala,Canaán,
    La Chorrera,San Miguelito
PER||Peruvian|Perú|peruan|Lima,Tumbes,Tacna,Arequipa,Trujillo,Piura,Callao,Cusco,Cuzco,Puno,Chiclayo,Ica,
    Madre de Dios,Iquitos,Desaguadero,Aguas Verdes,Lambayeque,Ancash,Áncash,San Juan de Lurigancho
PRY|Paraguay|Paraguayan||paraguay|Asunción,Ciudad del Este
SLV||Salvadoran,Salvadorean,Salvadorian||salvadoreñ|San Salvador,Santa Ana,San Miguel,Soyapango,Ahuachapán,
    Ahuachapan,Usulután,Usulutan,Sonsonate,Chalatenango,Morazán,Apopa,Mejicanos,Ilopango,DGCI,CONADE,Cuscatlán,
    Santa Tecla,Zacatecoluca,Ciudad Delgado,La Hachadura,Cojutepeque,Metapán
SUR||Surinamese|Surinam|surinames|Paramaribo,Nickerie
TTO|Trinidad and Tobago,|Trinidadian|Trinidad y Tobago,Trinidad y Tabago|trinitens|Port of Spain,Puerto España,
    San Fernando,Scarborough,Tobago,Arima,Chaguanas,Couva,Point Fortin,Trinidad
URY|Uruguay|Uruguayan||uruguay|Montevideo,Chuy
USA|United States,U.S.,US,USA,U.S.A.,United States of America,America|American,Americans|Estados Unidos,EE. UU.,
    EE.UU.,EEUU,EUA,Estados Unidos de América|estadounidens|Washington,Texas,California,Florida,El Paso,San Diego,
    Brownsville,Miami,Del Rio,Rio Grande Valley,Los Angeles,New York,Houston,Arizona,Eagle Pass,McAllen,USAID,CBP,
    Wage and Hour Division,WHD,
    DHS,USCIS,ICE,State Department,USDA,DOD,DOL,Department of State,Department of Homeland Security,
    Department of Labor,Department of Defense,Department of Justice,Departamento de Estado,
    Departamento de Seguridad Nacional
VCT||Vincentian||||
VEN||Venezuelan|Rep. Bolivariana de Venezuela|venezolan|Caracas,Táchira,Tachira,Maracaibo,Zulia,
    San Antonio del Táchira,Apure,Bolívar State,Maracay,Barquisimeto
ESP|Spain|Spanish,Spaniard|España|español,españole|Madrid,AECID,Agencia Española de Cooperación
DEU|Germany|German|Alemania|alemán,aleman|GIZ,Berlin,Berlín
FRA|France|French|Francia|francés,frances|Paris
ITA|Italy|Italian|Italia|italian|Rome
GBR|United Kingdom,UK,U.K.,Great Britain|British|Reino Unido|británic|London,FCDO
JPN|Japan|Japanese|Japón|japonés,japones|Tokyo,JICA
KOR|South Korea,Republic of Korea,Korea|Korean,South Korean|Corea del Sur,República de Corea|surcorean|Seoul,KOICA
CHN|China|Chinese|China|chin|Beijing
CHE|Switzerland|Swiss|Suiza|suiz|Geneva,Ginebra,COSUDE
SWE|Sweden|Swedish|Suecia|suec|Stockholm,Sida
NOR|Norway|Norwegian|Noruega|norueg|Oslo
NLD|Netherlands,The Netherlands|Dutch|Países Bajos|neerlandés,neerlandes|The Hague
TWN|Taiwan|Taiwanese|Taiwán|taiwanés,taiwanes|Taipei
UKR|Ukraine|Ukrainian|Ucrania|ucranian|Kyiv,Mariupol
RUS|Russia|Russian|Rusia|rus|Moscow
IND|India|Indian|India|indi|
AFG|Afghanistan|Afghan|Afganistán|afgan|Kabul
SYR|Syria|Syrian|Siria|siri|Damascus
CMR|Cameroon|Cameroonian|Camerún|camerunés,camerunes|
COD|DR Congo,DRC|Congolese|RDC|congoleñ|Kinshasa
ERI|Eritrea|Eritrean||eritre|
ETH|Ethiopia|Ethiopian|Etiopía|etíop|
SOM|Somalia|Somali||somalí,somalíe|
NPL|Nepal|Nepalese,Nepali||nepalí,nepalíe|
BGD|Bangladesh|Bangladeshi||bangladesí,bangladesíe|
PAK|Pakistan|Pakistani|Pakistán|pakistaní,pakistaníe|
SEN|Senegal|Senegalese||senegalés,senegales|
GHA|Ghana|Ghanaian||ghanés,ghanes|
NGA|Nigeria|Nigerian||nigerian|
AGO|Angola|Angolan||angoleñ|
UZB|Uzbekistan|Uzbek|Uzbekistán|uzbek|
PHL|Philippines|Filipino||filipin|
IRL|Ireland|Irish|Irlanda|irlandés,irlandes|Dublin,Irish Aid
DNK|Denmark|Danish|Dinamarca|danés,danes|Copenhagen
FIN|Finland|Finnish|Finlandia|finlandés,finlandes|Helsinki
BEL|Belgium|Belgian|Bélgica|belga|Brussels,Bruselas
AUT|Austria|Austrian|Austria|austriac|Vienna
LUX|Luxembourg||Luxemburgo||
AUS|Australia|Australian|Australia|australian|Canberra
PRT|Portugal|Portuguese|Portugal|portugués,portugues|Lisbon
"""

#: Names of groups to the slug they are kept under.
GROUPS = {
    "northern-central-america": """northern central america|northern central american|northern triangle
        |northern triangle countries|northern triangle of central america|norte de centroamérica
        |norte de centroamerica|norte de américa central|triángulo norte|triangulo norte
        |triángulo norte de centroamérica|triángulo norte centroamericano|norte centroamericano""",
    "central-america": "central america|central american|centroamérica|centroamerica|américa central"
    "|centroamericano|centroamericana|centroamericanos|centroamericanas|istmo centroamericano",
    "central-america-and-mexico": """central america and mexico|mexico and central america
        |centroamérica y méxico|méxico y centroamérica|mexico y centroamerica|centroamerica y mexico
        |américa central y méxico|méxico y américa central""",
    "north-and-central-america": "north and central america|norte y centroamérica|américa del norte y central",
    "north-america": "north america|américa del norte|norteamérica",
    "south-america": "south america|south american|sudamérica|suramérica|américa del sur|sudamericano",
    "caribbean": "the caribbean|caribbean|el caribe|caribe",
    "latin-america-and-the-caribbean": """latin america and the caribbean|latin america & the caribbean
        |américa latina y el caribe|latinoamérica y el caribe""",
    "latin-america": "latin america|latin american|américa latina|latinoamérica|latinoamericano",
    "western-hemisphere": "western hemisphere|the americas|the hemisphere|our hemisphere|hemisferio occidental"
    "|las américas|el hemisferio|nuestro hemisferio",
    "region": "the region|our region|the wider region|la región|nuestra región|toda la región",
    "global": "worldwide|globally|around the world|across the world|en el mundo|en todo el mundo|a nivel mundial",
}

#: Names that hold a country's name and are no mention of it.
NOT_PLACES = (
    "new mexico|gulf of mexico|golfo de méxico|panama papers|u.s.-mexico border|us-mexico border|paris agreement"
    "|washington post|american trade hotel|miami herald|organization of american states|pan american"
    "|inter-american|latin american and caribbean economic system|los angeles declaration|declaración de los ángeles"
    "|summit of the americas|cumbre de las américas|san josé action statement|cartagena declaration"
    "|quito process|proceso de quito|american red cross|pan-american|panamericana|cruz roja americana"
    "|central american integration system|central american bank for economic integration|in the american dream"
    "|banco centroamericano de integración económica|american rescue plan|brazil declaration|el paso county"
)

#: Spanish words that a stem above would also make.
NOT_DEMONYMS = words("tica ticas tico ticos china chinas indio india indias rusa chino chinos")

#: Crossings that lie on a border: beside two countries named together they are of both.
BORDERS = words(
    "rumichaca desaguadero ouanaminthe dajabón dajabon corinto guasaule pisiga colchane tulcán ipiales huaquillas "
    "pacaraima juana"
) | {"paso canoas", "peñas blancas", "agua caliente", "el florido", "tecún umán", "tecun uman", "la hachadura"}

#: Those of them that have one name on both sides.
CROSSINGS = words("rumichaca desaguadero corinto guasaule") | {
    "paso canoas",
    "peñas blancas",
    "agua caliente",
    "el florido",
}

#: Places of one name in several countries, of which the one that is spoken of is meant.
NAMESAKES = {
    "la paz": frozenset({"BOL", "HND", "SLV", "MEX", "COL"}),
    "la unión": frozenset({"SLV", "PER", "CHL", "COL", "HND"}),
    "san miguel": frozenset({"SLV", "PER", "MEX"}),
    "santa ana": frozenset({"SLV", "CRI", "HND"}),
    "santiago": frozenset({"CHL", "DOM", "PAN", "MEX"}),
    "granada": frozenset({"NIC", "COL", "ESP"}),
    "trinidad": frozenset({"BOL", "TTO", "HND", "CUB"}),
    "córdoba": frozenset({"ARG", "COL", "MEX", "ESP"}),
    "antigua": frozenset({"GTM", "ATG"}),
    "colón": frozenset({"PAN", "HND"}),
    "cartago": frozenset({"CRI", "COL"}),
    "mérida": frozenset({"MEX", "VEN"}),
    "florida": frozenset({"USA", "URY", "PER"}),
}

#: Bodies that act only in the country they are of.
AT_HOME = frozenset({"Wage and Hour Division", "WHD"})
