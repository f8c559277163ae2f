"""The lexicon of units: nouns of persons, in the rows of ``thing_nouns``."""

from __future__ import annotations

PERSONS = """
people|people persons individuals migrants refugees women men girls boys adults returnees beneficiaries victims
    survivors workers youth youths young personnel officials officers students teachers farmers nationals citizens
    smugglers traffickers participants residents idps seekers holders applicants recipients passengers trainees
    journalists entrepreneurs judges prosecutors police policemen soldiers agents staff employees volunteers
    professionals venezuelans haitians hondurans guatemalans salvadorans mexicans colombians cubans nicaraguans
    ecuadorians panamanians costa-ricans belizeans leaders members graduates mothers fathers parents patients
    inhabitants population populations deportees arrivals crossers travelers interviewers technicians practitioners
    providers nurses doctors physicians inspectors lawyers attorneys advocates defenders witnesses detainees
    prisoners suspects convicts fellows interns scholars experts advisors consultants operators guards person human
    humans foreigners displaced asylum-seekers caregivers educators facilitators promoters counselors mentors
    adjudicators registrants laborers producers customers clients cadets recruits troops civilians returns
    deportations candidates caseworkers trainers speakers monitors interpreters coordinators veterans widows
    farmworkers fishermen vendors artisans scientists engineers pilots sailors authorities councilors psychologists
    aides associates analysts supervisors ambassadors midwives chiefs mayors magistrates negotiators migrant refugee
    returnee growers informants respondents tourists visitors traders merchants artists athletes coaches cooks
    drivers carpenters electricians masons plumbers mechanics seamstresses tailors weavers fishers herders ranchers
    homeowners siblings spouses relatives grandparents newcomers compatriots immigrants emigrants exiles stateless
    evacuees injured wounded missing clerks administrators managers directors secretaries ministers deputies
    senators legislators lawmakers delegates representatives investigators detectives auditors accountants
    paramedics pharmacists dentists tutors instructors professors principals pupils learners contractors suppliers
    buyers sellers consumers investors savers rescuers firefighters responders pastors priests nuns neighbors
    villagers settlers voters activists gangsters criminals offenders fugitives inmates hostages militants fighters
    combatants marines cops sergeants commanders diplomats consuls specialists researchers alumni grantees winners
    finalists enrollees attendees invitees guests callers walkers peasants borrowers tenants assistants cleaners
    helpers stewards peacekeepers peruvians bishops foremen mediators commuters ex-combatants minorities owners servants
    worshippers coffee-growers smallholders agronomists paralegals notaries actors musicians elders seniors
    pensioners retirees passersby stowaways castaways advisers adviser bakers barbers butchers blacksmiths
    hairdressers cashiers chefs fathers-in-law kin breadwinners househeads heads heirs landowners landlords loggers
    miners porters potters salespeople shopkeepers shoemakers welders painters plasterers roofers waiters waitresses
    domestic-workers nannies maids gardeners wardens jailers sheriffs troopers reservists captives kidnappers
    extortionists perpetrators abusers aggressors assailants attackers killers robbers thieves rapists dealers
    counterfeiters launderers accomplices accused defendants plaintiffs claimants complainants appellants
    petitioners litigants jurors arbitrators ombudsmen translators linguists editors reporters correspondents
    bloggers influencers photographers filmmakers designers developers programmers coders mathematicians biologists
    chemists geologists ecologists economists sociologists anthropologists historians statisticians demographers
    surveyors cartographers architects planners builders subcontractors exporters importers wholesalers retailers
    franchisees bankers brokers insurers taxpayers ratepayers creditors debtors depositors policyholders
    shareholders cardholders leaseholders permit-holders bystanders onlookers pedestrians cyclists motorists riders
    truckers bus-drivers taxi-drivers conductors stevedores dockworkers seafarers crewmembers crew airmen guardsmen
    rangers scouts lifeguards lookouts informers whistleblowers protesters demonstrators marchers strikers unionists
    rebels insurgents guerrillas paramilitaries deserters ex-fighters warlords addicts smokers drinkers diabetics
    asthmatics amputees disabled blind deaf carers breastfeeding pregnant bachelors couples twins triplets
    youngsters octogenarians centenarians octogenarian godparents guardians stepchildren in-laws uncles aunts
    nephews nieces cousins grandchildren grandmothers grandfathers husbands wives fiancés widowers
    divorcees contributors supporters sponsors|personas llegadas retornos deportaciones candidatos candidatas
    migrantes refugiados refugiadas
    mujeres hombres adultos adultas retornados retornadas beneficiarios beneficiarias víctimas sobrevivientes
    trabajadores trabajadoras
    jóvenes funcionarios funcionarias oficiales estudiantes alumnos alumnas docentes maestros maestras agricultores
    agricultoras nacionales ciudadanos ciudadanas participantes residentes solicitantes desplazados desplazadas
    policías agentes empleados empleadas voluntarios voluntarias profesionales líderes lideresas pasajeros
    habitantes pobladores deportados deportadas repatriados repatriadas extranjeros extranjeras titulares usuarias
    periodistas emprendedores emprendedoras jueces fiscales soldados madres padres pacientes médicos médicas
    enfermeras enfermeros técnicos técnicas abogados abogadas productores productoras coyotes traficantes tratantes
    detenidos detenidas capturados rescatados venezolanos venezolanas haitianos haitianas hondureños hondureñas
    guatemaltecos guatemaltecas salvadoreños salvadoreñas mexicanos mexicanas colombianos colombianas cubanos
    cubanas nicaragüenses ecuatorianos costarricenses panameños graduados graduadas egresados egresadas aspirantes
    internos mentores cuidadores cuidadoras facilitadores promotores promotoras servidores servidoras deportaciones
    turistas visitantes informantes inspectores inspectoras compatriotas connacionales paisanos cotizantes afiliados
    afiliadas asegurados aseguradas inscritos inscritas matriculados censados entrevistados encuestados heridos
    heridas lesionados desaparecidos desaparecidas damnificados damnificadas afectados afectadas evacuados
    albergados hospitalizados contagiados infectados vacunados presos reos reclusos privados bomberos socorristas
    rescatistas brigadistas capacitadores instructores instructoras tutores tutoras profesores profesoras educadores
    educadoras directores directoras coordinadores coordinadoras psicólogos psicólogas obreros obreras jornaleros
    jornaleras peones artesanos artesanas comerciantes vendedores vendedoras cocineras conductores choferes
    transportistas pescadores ganaderos caficultores caficultoras cooperativistas consumidores clientes clientas
    votantes delegados delegadas representantes diputados diputadas alcaldes alcaldesas ministros embajadores
    cónsules analistas expertos expertas especialistas investigadores defensores defensoras activistas religiosos
    vecinos vecinas colonos caminantes viajeros viajeras inmigrantes emigrantes apátridas indocumentados muchachos
    muchachas ancianos ancianas abuelos viudas embarazadas gestantes familiares parientes cónyuges hermanos
    indígenas garífunas campesinos campesinas operadores operarios operarias efectivos militares guardias
    uniformados peritos magistrados magistradas secretarios auxiliares asistentes ayudantes becarios becarias
    pasantes postulantes ganadores integrantes miembros colaboradores contratados inversionistas comadronas parteras
    chicas muertos solicitante varones señoras peruanos obispos bolivianos chilenos dominicanos brasileños beliceños
    paraguayos argentinos uruguayos paisanas tripulantes marineros buzos agrónomos notarios músicos jubilados
    pensionados excombatientes migrante refugiado retornado microempresarios microempresarias asesores asesoras
    asesor panaderos peluqueros peluqueras cajeros cajeras carniceros herreros soldadores pintores techadores
    meseros meseras niñeras jardineros vigilantes custodios carceleros reservistas secuestradores extorsionistas
    agresores agresoras asaltantes ladrones violadores cómplices imputados imputadas acusados acusadas demandantes
    demandados querellantes denunciantes árbitros traductores traductoras intérpretes editores reporteros reporteras
    corresponsales fotógrafos cineastas diseñadores desarrolladores programadores biólogos geólogos economistas
    sociólogos antropólogos historiadores estadísticos demógrafos topógrafos arquitectos arquitectas planificadores
    constructores contratistas subcontratistas exportadores importadores mayoristas minoristas banqueros
    contribuyentes acreedores deudores ahorristas ahorrantes accionistas peatones ciclistas motociclistas motoristas
    camioneros camioneras taxistas estibadores marinos guardabosques salvavidas manifestantes huelguistas
    sindicalistas rebeldes guerrilleros paramilitares pandilleros pandilleras mareros adictos fumadores diabéticos
    amputados discapacitados ciegos sordos parejas gemelos tíos sobrinos primos nietos nietas abuelas esposos
    esposas maridos padrastros huéspedes inquilinos inquilinas arrendatarios propietarios propietarias dueños dueñas
    terratenientes parceleros recolectores recolectoras cosechadores cortadores apicultores avicultores
    floricultores horticultores cafetaleros bananeros lecheros tejedores tejedoras costureras sastres zapateros
    alfareros carpinteros electricistas albañiles fontaneros plomeros mecánicos choferesas lancheros boteros
    conserjes porteros limpiadores patronos patrones gerentes gerentas administradores administradoras contadores
    contadoras auditores auditoras secretarias recepcionistas oficinistas burócratas legisladores senadores
    senadoras concejales concejalas regidores regidoras gobernadores presidentes vicepresidentes cancilleres
    diplomáticos comandantes coroneles tenientes sargentos cabos cadetes reclutas comisarios detectives forenses
    patólogos cirujanos pediatras ginecólogos dentistas odontólogos farmacéuticos nutricionistas fisioterapeutas
    paramédicos camilleros vacunadores vacunadoras rastreadores encuestadores encuestadoras empadronadores
    enumeradores supervisores supervisoras monitores monitoras orientadores orientadoras consejeros consejeras
    consultores consultoras conferencistas ponentes panelistas oradores concurrentes espectadoras bailarines
    cantantes actores atletas futbolistas deportistas entrenadores entrenadoras aficionados feligreses sacerdotes
    pastores monjas misioneros misioneras catequistas lesionadas evacuadas albergadas hospitalizadas vacunadas
    contagiadas infectadas fallecidas rescatadas capturadas presas reclusas inadmitidos inadmitidas expulsados
    expulsadas rechazados rechazadas devueltos devueltas reconducidos empadronados empadronadas regularizados
    regularizadas registrados registradas matriculadas entrevistadas encuestadas capacitados capacitadas formados
    formadas contratadas desempleados desempleadas ocupados ocupadas asalariados asalariadas autónomos pasajeras
    tripulantas peregrinos reubicados reubicadas reasentados reasentadas acogidos acogidas protegidos protegidas
    buscadores connacional extranjera nacional damnificado herido lesionado adolescente
children|children child kids minors infants adolescents toddlers teenagers newborns babies preschoolers schoolchildren
    teens orphans|niños niñas menores adolescentes infantes bebés nna niñez hijos hijas escolares párvulos lactantes
    huérfanos huérfanas
families|families family|familias
households|households homes|hogares viviendas
"""
