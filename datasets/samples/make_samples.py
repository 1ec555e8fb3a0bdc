#!/usr/bin/env python3
"""Write offers.jsonl: synthetic job offers in the shape of the France Travail
"Offres d'emploi v2" feed, over the region Centre-Val de Loire.

Every text and every employer is invented. The seed is fixed: the same file comes
out every time. Standard library only.

    python3 make_samples.py [--communes FILE]

FILE is tab-separated with the columns insee, name, postal_codes ("|" between
several), population, lat, lon.
"""

import argparse
import csv
import datetime
import html
import json
import random
import re
import sys
import unicodedata

SEED = 20261123
OFFERS = 1490           # plain offers, before pairs and repeats are added
PAIRS = 14              # two true posts of one employer in one place
GROUPS = 40             # offers repeated under two or three ids
OUTPUT = "offers.jsonl"

# Places

# The nine towns that most offers name, with their share in percent.
TOWNS = [("45234", 13), ("37261", 11), ("41018", 5), ("18033", 5), ("28085", 5),
         ("36044", 4), ("28134", 3), ("45208", 3), ("18279", 3)]
DEPARTMENTS = {"18": "Cher", "28": "Eure-et-Loir", "36": "Indre", "37": "Indre-et-Loire",
               "41": "Loir-et-Cher", "45": "Loiret"}

# Employers: invented words, joined with an activity

FIRST = ["Brinde", "Clair", "Val", "Roche", "Bois", "Aube", "Orve", "Lande", "Tille",
         "Vire", "Galé", "Sau", "Nové", "Mire", "Fou", "Pré", "Cha", "Ber"]
LAST = ["lunette", "brumaille", "drine", "cureuil", "loriot", "mésange", "tamis", "flocon",
        "hulotte", "gadelle", "sarcelle", "grelin", "virole", "mirette", "galoche",
        "coquelune", "pimprelle", "truffelin", "bigorne", "sansonnet", "mouflette", "cornillon",
        "pirouelle", "fagotin", "tournebise"]

EMPLOYER_NAMES = {
    "clean": ["{} Propreté", "Nettoyage {}", "{} Net Services"],
    "resto": ["Restaurant Le {}", "Brasserie {}", "La Table de {}", "Auberge de {}"],
    "canteen": ["{} Restauration", "Les Cuisines de {}", "Cuisine centrale {}"],
    "fastfood": ["Sandwicherie {}", "Pizzas {}", "Chez {} Burger"],
    "hotel": ["Hôtel {}", "Résidence hôtelière {}", "Hôtel de la {}"],
    "logi": ["{} Logistique", "Entrepôts {}", "Plateforme {}"],
    "transport": ["Transports {}", "{} Messagerie", "Autocars {}"],
    "interim": ["{} Intérim", "Agence {} Emploi", "{} Travail temporaire"],
    "homecare": ["{} à Domicile", "Association {} Services", "Bien chez soi {}"],
    "child": ["Crèche {}", "Les P'tits {}", "Micro-crèche {}"],
    "ehpad": ["Résidence {}", "EHPAD {}", "Clinique {}"],
    "public": ["Communauté de communes de {}", "Syndicat scolaire de {}", "Commune nouvelle de {}"],
    "btp": ["{} Bâtiment", "Entreprise {} et Compagnie", "{} Rénovation"],
    "green": ["{} Paysages", "Les Jardins de {}", "Pépinières {}"],
    "farm": ["EARL {}", "Ferme de {}", "GAEC {}", "Vergers de {}"],
    "food": ["{} Salaisons", "Biscuiterie {}", "Laiterie {}", "Conserverie {}"],
    "factory": ["{} Industrie", "Ateliers {}", "{} Cosmétique", "Cartonnages {}"],
    "textile": ["Atelier de couture {}", "Blanchisserie {}", "Maison {} Textile"],
    "shop": ["Marché {}", "{} Bazar", "Supérette {}", "Maison {}"],
    "bakery": ["Boulangerie {}", "Fournil de {}"],
    "butcher": ["Boucherie {}", "Viandes {}"],
    "security": ["{} Sécurité", "{} Gardiennage"],
    "waste": ["{} Environnement", "Recyclage {}", "Ressourcerie {}"],
    "garage": ["Garage {}", "{} Automobiles", "Cycles {}"],
    "metal": ["Métallerie {}", "Chaudronnerie {}", "{} Mécanique"],
    "office": ["Cabinet {}", "{} Conseil", "Centre de contacts {}"],
    "siae": ["Chantier d'insertion {}", "Entreprise d'insertion {}", "Association {} Insertion"],
    "school": ["Lycée {}", "Collège {}", "École {}"],
    "network": ["Réseau {}", "{} Franchise"],
}

NAF = {"clean": ("81.21Z", "Nettoyage courant des bâtiments"),
       "resto": ("56.10A", "Restauration traditionnelle"),
       "canteen": ("56.29A", "Restauration collective sous contrat"),
       "fastfood": ("56.10C", "Restauration de type rapide"),
       "hotel": ("55.10Z", "Hôtels et hébergement similaire"),
       "logi": ("52.10B", "Entreposage et stockage non frigorifique"),
       "transport": ("49.41B", "Transports routiers de fret de proximité"),
       "interim": ("78.20Z", "Activités des agences de travail temporaire"),
       "homecare": ("88.10A", "Aide à domicile"),
       "child": ("88.91A", "Accueil de jeunes enfants"),
       "ehpad": ("87.10A", "Hébergement médicalisé pour personnes âgées"),
       "public": ("84.11Z", "Administration publique générale"),
       "btp": ("41.20A", "Construction de maisons individuelles"),
       "green": ("81.30Z", "Services d'aménagement paysager"),
       "farm": ("01.13Z", "Culture de légumes"),
       "food": ("10.13A", "Préparation industrielle de produits à base de viande"),
       "factory": ("20.42Z", "Fabrication de parfums et de produits pour la toilette"),
       "textile": ("96.01A", "Blanchisserie-teinturerie de gros"),
       "shop": ("47.11D", "Supermarchés"),
       "bakery": ("10.71C", "Boulangerie et boulangerie-pâtisserie"),
       "butcher": ("47.22Z", "Commerce de détail de viandes"),
       "security": ("80.10Z", "Activités de sécurité privée"),
       "waste": ("38.11Z", "Collecte des déchets non dangereux"),
       "garage": ("45.20A", "Entretien et réparation de véhicules automobiles légers"),
       "metal": ("25.11Z", "Fabrication de structures métalliques"),
       "office": ("82.20Z", "Activités de centres d'appels"),
       "siae": ("88.99B", "Action sociale sans hébergement n.c.a."),
       "school": ("85.31Z", "Enseignement secondaire général"),
       "network": ("70.10Z", "Activités des sièges sociaux")}

# Occupations
# rome: code since ROME 4.0; old: code and label of the former list of 532.
# schedules: keys of SCHEDULES, repeated to weigh. lift: kilos, "heavy", 0 (nothing said).
# licence, vehicle: chance in percent of (must, wish, none). certs, diplomas:
# (name, chance of must, chance of wish). strain: cold, heights, dust, standing in percent.

OCC = []


def occ(key, rome, old, titles, noun, kinds, schedules, tasks, **more):
    """One occupation; what is not given takes the values below."""
    entry = dict(key=key, rome=rome, old=old, titles=titles, noun=noun, kinds=kinds.split(),
                 schedules=schedules.split(), tasks=[t.strip() for t in tasks.split("|")],
                 weight=10, lift=[0], standing=0, cold=0, heights=0, dust=0, heat=0,
                 licence=(8, 10, 12), letter="B", vehicle=0, certs=[], diplomas=[],
                 exp=(55, 25, 20), french=8, english=0, checks=[], pay=12.1, contracts=None,
                 travel=0)
    entry.update(more)
    OCC.append(entry)


occ("office_cleaning", "K2205", ("K2204", "Nettoyage de locaux"),
    ["Agent de propreté", "Agent / Agente de propreté de locaux", "Agent d'entretien de bureaux"],
    "agent(e) de propreté", "clean clean siae public", "early evening split day school short evening",
    "Nettoyer les bureaux et les parties communes|Vider les corbeilles et sortir les conteneurs|Laver les sols à plat ou à la monobrosse|"
    "Désinfecter les sanitaires et refaire le plein de savon|Dépoussiérer le mobilier|Remplir la feuille de passage|Ranger le chariot en fin de service|Signaler ce qui est cassé",
    weight=38, lift=[0, 0, 0, 10], standing=15, dust=8, licence=(14, 14, 14), vehicle=25, pay=12.2)
occ("industrial_cleaning", "K2204", ("K2204", "Nettoyage de locaux"),
    ["Agent de nettoyage industriel", "Agent / Agente de nettoyage industriel", "Agent de nettoyage en usine"],
    "agent(e) de nettoyage industriel", "clean clean interim", "night early 2x8 evening day",
    "Nettoyer les lignes de fabrication à l'arrêt|Conduire une autolaveuse|Utiliser un nettoyeur haute pression|Doser les produits selon la fiche|"
    "Porter les équipements de protection fournis|Évacuer les déchets d'atelier|Contrôler la propreté avant la reprise des équipes",
    weight=22, lift=[0, 10, 15, 20], dust=35, licence=(22, 14, 6), certs=[("CACES R489 1A", 4, 12), ("CACES R486", 8, 6)], pay=12.4)
occ("windows", "K2202", ("K2202", "Lavage de vitres"), ["Laveur de vitres", "Laveur / Laveuse de vitres"],
    "laveur(se) de vitres", "clean", "day day early",
    "Laver les vitres des magasins et des bureaux|Installer le périmètre de sécurité|Travailler à la perche et à l'échelle|Charger le véhicule le matin|Faire signer le bon de passage",
    weight=9, heights=70, licence=(55, 15, 2), certs=[("CACES R486", 25, 20)], pay=12.6)
occ("dishwashing", "G1605", ("G1605", "Plonge en restauration"), ["Plongeur", "Plongeur / Plongeuse en restauration", "Agent de plonge", "Plonge et petite aide en cuisine"],
    "plongeur(se)", "resto resto canteen hotel", "split lunch evening_resto weekend2 sat",
    "Laver la vaisselle et la batterie de cuisine|Ranger la vaisselle propre|Nettoyer les sols de la cuisine|Trier les déchets et les cartons|"
    "Éplucher et laver les légumes en début de service|Tenir la plonge propre pendant le coup de feu|Sortir les poubelles",
    weight=28, lift=[0, 10, 15], standing=45, heat=20, exp=(85, 10, 5), licence=(0, 3, 20), pay=12.05)
occ("cook", "G1609", ("G1602", "Personnel de cuisine"), ["Cuisinier", "Cuisinier / Cuisinière", "Second de cuisine", "CUISINIER TRADITIONNEL"],
    "cuisinier(ère)", "resto resto resto hotel", "split split weekend2 lunch evening_resto",
    "Préparer les entrées, les plats chauds et les desserts|Dresser les assiettes|Passer les commandes et recevoir les livraisons|Tenir les fiches HACCP|"
    "Proposer un plat du jour avec les produits de la saison|Ranger et nettoyer son poste|Encadrer un apprenti",
    weight=26, standing=30, heat=15, lift=[0, 0, 10], exp=(15, 35, 50), diplomas=[("CAP cuisine", 25, 35)], pay=13.6, licence=(4, 10, 8))
occ("kitchen_help", "G1602", ("G1602", "Personnel de cuisine"), ["Commis de cuisine", "Aide de cuisine", "Commis / Commise de cuisine"],
    "commis(e) de cuisine", "resto canteen hotel ehpad", "split lunch weekend2 day evening_resto",
    "Éplucher, laver et couper les légumes|Préparer les entrées froides|Aider au dressage|Ranger la chambre froide|Nettoyer le plan de travail|Respecter les règles d'hygiène|Aider à la plonge en fin de service",
    weight=28, standing=35, cold=10, lift=[0, 10, 15], exp=(70, 20, 10), diplomas=[("CAP cuisine", 5, 20)], pay=12.2, licence=(3, 8, 15))
occ("collective_cook", "G1606", ("G1602", "Personnel de cuisine"), ["Cuisinier de collectivité", "Cuisinier / Cuisinière de collectivité", "Cuisinier(ère) en restauration scolaire"],
    "cuisinier(ère) de collectivité", "canteen canteen ehpad public", "day early school weekend2 lunch",
    "Préparer les repas du midi pour {n} convives|Appliquer le plan de maîtrise sanitaire|Contrôler les températures|Adapter les textures pour les résidents|Gérer les stocks|Limiter le gaspillage|Faire vivre les menus de saison",
    weight=22, standing=25, lift=[0, 10, 15], exp=(25, 40, 35), diplomas=[("CAP cuisine", 30, 40)], pay=13.2, licence=(12, 15, 8))
occ("collective_help", "G1607", ("G1603", "Personnel polyvalent en restauration"),
    ["Employé de restauration collective", "Agent de restauration scolaire", "Employé / Employée de restauration collective", "Agent polyvalent de restauration"],
    "employé(e) de restauration", "canteen canteen public ehpad school siae", "school lunch lunch day early weekend2",
    "Préparer les entrées et les desserts|Mettre en place la salle|Servir les repas au self|Débarrasser et passer la vaisselle en machine|Nettoyer les tables et les sols|Relever les températures|Remettre les plats en chauffe",
    weight=40, standing=35, lift=[0, 0, 10, 12], exp=(75, 20, 5), licence=(6, 10, 14), pay=12.15)
occ("fastfood", "G1603", ("G1603", "Personnel polyvalent en restauration"), ["Équipier polyvalent de restauration rapide", "Equipier / Equipière polyvalente", "Employé polyvalent de restauration"],
    "équipier(ère) polyvalent(e)", "fastfood", "evening_resto weekend weekend2 lunch split",
    "Prendre les commandes et encaisser|Préparer les sandwichs et les salades|Cuire les produits|Nettoyer la salle et la cuisine|Accueillir les clients avec le sourire|Ranger les livraisons",
    weight=26, standing=30, lift=[0, 0, 10], exp=(90, 8, 2), licence=(1, 3, 18), pay=12.05)
occ("pizza", "G1604", ("G1604", "Fabrication de crêpes ou pizzas"), ["Pizzaïolo", "Pizzaïolo / Pizzaïola"], "pizzaïolo(a)", "fastfood resto", "evening_resto weekend split",
    "Préparer la pâte et les garnitures|Cuire les pizzas au feu de bois|Tenir le comptoir|Nettoyer le four et le plan de travail|Prendre les commandes au téléphone", weight=8, heat=25, standing=30, exp=(30, 40, 30), pay=12.8)
occ("waiter", "G1803", ("G1803", "Service en restauration"), ["Serveur en restauration", "Serveur / Serveuse", "Chef de rang", "Employé de salle"], "serveur(se)", "resto resto hotel", "split split weekend2 lunch weekend",
    "Mettre la salle en place|Accueillir et conseiller les clients|Prendre les commandes|Servir à l'assiette|Encaisser|Débarrasser et redresser les tables", weight=26, standing=30, exp=(50, 30, 20), english=14, french=14, pay=12.5, licence=(2, 8, 8))
occ("rooms", "G1501", ("G1501", "Personnel d'étage"), ["Femme de chambre / valet de chambre", "Employé d'étage", "Agent d'étage", "Employé / Employée d'étage"], "employé(e) d'étage", "hotel hotel clean", "morning weekend2 weekend school day",
    "Faire les lits et changer le linge|Nettoyer la salle de bains|Passer l'aspirateur|Remplacer les produits d'accueil|Contrôler la chambre avant l'arrivée|Signaler les objets oubliés|Pousser le chariot d'étage",
    weight=26, standing=25, lift=[0, 0, 10], exp=(75, 20, 5), licence=(2, 6, 14), pay=12.1)
occ("hotel_desk", "G1703", ("G1703", "Réception en hôtellerie"), ["Réceptionniste", "Réceptionniste de nuit", "Réceptionniste polyvalent(e)"], "réceptionniste", "hotel", "night 2x8 weekend2 evening",
    "Accueillir les clients|Enregistrer les arrivées et les départs|Répondre au téléphone|Préparer les factures|Préparer la salle du petit déjeuner|Faire une ronde dans l'hôtel", weight=14, exp=(45, 35, 20), english=60, french=25, pay=12.7)
occ("order_picking", "N1103", ("N1103", "Magasinage et préparation de commandes"), ["Préparateur de commandes", "Préparateur / Préparatrice de commandes", "Agent de préparation", "Préparateur de commandes CACES 1"], "préparateur(trice) de commandes", "logi logi interim interim", "2x8 2x8 early day night evening",
    "Préparer les commandes avec un terminal ou un casque|Constituer et filmer les palettes|Contrôler les quantités|Déposer les palettes sur le quai|Maintenir sa zone propre|Participer à l'inventaire",
    weight=52, lift=[0, 10, 15, 20, 25, "heavy"], standing=20, cold=16, exp=(65, 25, 10), certs=[("CACES R489 1B", 25, 18), ("CACES R489 1A", 8, 8)], licence=(8, 12, 8), vehicle=20, pay=12.5)
occ("forklift", "N1101", ("N1101", "Conduite d'engins de déplacement des charges"), ["Cariste", "Cariste CACES 1 3 5", "Cariste réceptionnaire"], "cariste", "logi interim interim factory", "2x8 3x8 day night early",
    "Charger et décharger les camions|Ranger les palettes en hauteur|Alimenter les lignes|Vérifier le chariot à la prise de poste|Saisir les mouvements de stock|Respecter le plan de circulation",
    weight=34, lift=[0, 0, 15, 20], cold=8, exp=(15, 35, 50), certs=[("CACES R489 3", 75, 10), ("CACES R489 5", 40, 25), ("CACES R489 1B", 25, 5)], licence=(12, 10, 4), pay=13.0)
occ("handling", "N1105", ("N1105", "Manutention manuelle de charges"), ["Manutentionnaire", "Agent de quai", "Manutentionnaire / déchargeur"], "manutentionnaire", "logi transport interim interim siae", "early night day 2x8 short",
    "Décharger les conteneurs|Trier les colis par destination|Charger les camions du soir|Utiliser un transpalette|Filmer les palettes|Signaler les colis abîmés",
    weight=34, lift=[15, 20, 25, "heavy", 30], standing=15, cold=6, exp=(85, 10, 5), licence=(5, 8, 12), pay=12.2)
occ("moving", "N1105", ("N1105", "Manutention manuelle de charges"), ["Déménageur", "Aide-déménageur"], "déménageur(se)", "transport interim", "day early sat",
    "Emballer la vaisselle et les objets fragiles|Démonter et remonter les meubles|Porter les meubles et les cartons|Caler le chargement|Aider à la livraison chez le client", weight=8, lift=["heavy", 30, 40], exp=(75, 15, 10), licence=(15, 35, 10), travel=60, pay=12.6)
occ("delivery", "N4105", ("N4105", "Conduite et livraison par tournées sur courte distance"), ["Chauffeur-livreur", "Chauffeur-livreur VL", "Livreur de colis", "Conducteur-livreur / Conductrice-livreuse"], "chauffeur-livreur(se)", "transport transport interim bakery canteen", "early day sat early2 evening",
    "Charger le véhicule|Organiser la tournée|Livrer les clients et faire signer|Conduire avec prudence|Rapporter les colis non livrés|Entretenir le fourgon", weight=34, lift=[0, 10, 20, 25, 30], exp=(50, 35, 15), licence=(97, 3, 0), pay=12.4)
occ("truck", "N4101", ("N4101", "Conduite de transport de marchandises sur longue distance"), ["Conducteur poids lourd", "Chauffeur SPL", "Chauffeur poids lourd régional", "Conducteur / Conductrice de poids lourd"], "conducteur(trice) poids lourd", "transport transport interim", "early2 night day week_out",
    "Livrer les magasins de la région|Vérifier l'état du camion|Respecter les temps de conduite|Participer au déchargement au hayon|Tenir les documents de transport", weight=20, letter="C/CE", licence=(100, 0, 0), certs=[("FIMO", 80, 5), ("carte conducteur", 60, 5)], lift=[0, 0, 15, "heavy"], exp=(25, 35, 40), travel=40, pay=13.4)
occ("bus", "N4103", ("N4103", "Conduite de transport en commun sur route"), ["Conducteur de car scolaire", "Conducteur / Conductrice de bus", "Conducteur de car - temps partiel"], "conducteur(trice) de car", "transport", "school_bus split day early2",
    "Transporter les élèves matin et soir|Vérifier le véhicule|Accueillir les passagers|Respecter les horaires|Nettoyer l'intérieur du car", weight=12, letter="D", licence=(70, 20, 5), certs=[("FIMO voyageurs", 55, 15)], exp=(55, 30, 15), french=20, checks=["record"], pay=13.1)
occ("passenger", "N4102", ("N4102", "Conduite de transport de particuliers"), ["Conducteur accompagnateur de personnes à mobilité réduite", "Chauffeur TPMR"], "conducteur(trice) accompagnateur(trice)", "transport homecare siae", "school_bus split short day",
    "Conduire un minibus adapté|Aider les passagers à monter et à descendre|Attacher les fauteuils roulants|Échanger avec les familles|Tenir le carnet de bord", weight=9, licence=(98, 2, 0), certs=[("SST", 5, 25)], lift=[0, 0, 10], exp=(70, 25, 5), checks=["record"], pay=12.1)
occ("home_care", "K1302", ("K1302", "Assistance auprès d'adultes"), ["Auxiliaire de vie", "Aide à domicile", "Auxiliaire de vie sociale", "Assistant / Assistante de vie dépendance"], "auxiliaire de vie", "homecare homecare homecare public", "home weekend2 split school day",
    "Aider au lever, à la toilette et à l'habillage|Préparer et aider à prendre les repas|Accompagner aux courses et aux sorties|Entretenir le logement|Tenir le cahier de liaison|Rester à l'écoute de la personne|Alerter en cas de changement",
    weight=56, lift=[0, 0, 0, "heavy"], exp=(55, 30, 15), diplomas=[("DEAES", 8, 35), ("titre ADVF", 5, 25)], licence=(50, 22, 8), vehicle=55, french=25, checks=["vaccine"], pay=12.5, travel=25)
occ("family_care", "K1311", ("K1302", "Assistance auprès d'adultes"), ["Assistant de vie aux familles", "Aide aux personnes âgées à domicile"], "assistant(e) de vie aux familles", "homecare homecare", "home school split day",
    "Accompagner des personnes âgées chez elles|Faire les courses et la cuisine|Stimuler par des jeux et des promenades|Faire le ménage courant|Échanger avec la famille et les soignants", weight=22, exp=(60, 30, 10), diplomas=[("titre ADVF", 8, 35)], licence=(40, 25, 12), vehicle=50, french=25, pay=12.4)
occ("housework", "K1304", ("K1304", "Services domestiques"), ["Aide ménagère", "Employé de ménage à domicile", "Employé / Employée familiale", "Assistant ménager à domicile"], "aide ménager(ère)", "homecare homecare siae", "school home short day morning",
    "Faire le ménage chez des particuliers|Repasser et ranger le linge|Laver les vitres|Faire quelques courses|Respecter les habitudes de la maison|Noter son passage", weight=40, exp=(75, 20, 5), licence=(25, 28, 18), vehicle=35, dust=5, lift=[0, 0, 0, 10], pay=12.2)
occ("childminding", "K1303", ("K1303", "Assistance auprès d'enfants"), ["Garde d'enfants à domicile", "Garde d'enfants périscolaire", "Nounou à domicile sortie d'école"], "garde d'enfants", "homecare child", "afterschool afterschool wednesday school",
    "Aller chercher les enfants à l'école|Préparer le goûter|Aider aux devoirs|Proposer des jeux|Donner le bain et préparer le dîner|Échanger avec les parents le soir", weight=30, exp=(45, 40, 15), diplomas=[("CAP AEPE", 10, 35)], licence=(15, 35, 15), vehicle=20, french=15, checks=["record"], pay=12.2)
occ("nursery_help", "K1303", ("K1303", "Assistance auprès d'enfants"), ["Agent de crèche", "Accompagnant éducatif petite enfance", "Animateur petite enfance"], "accompagnant(e) petite enfance", "child child public", "day school early2",
    "Accueillir l'enfant et sa famille|Accompagner les repas et la sieste|Proposer des activités d'éveil|Changer les enfants|Nettoyer les jouets et le mobilier|Participer aux réunions d'équipe", weight=20, lift=[0, 0, 10, 15], exp=(40, 40, 20), diplomas=[("CAP AEPE", 75, 20)], french=30, checks=["record", "vaccine"], pay=12.5)
occ("atsem", "K1308", ("K1303", "Assistance auprès d'enfants"), ["ATSEM", "Agent des écoles maternelles"], "ATSEM", "public", "school_term",
    "Aider l'enseignant en classe|Préparer les ateliers de peinture et de collage|Accompagner les enfants aux toilettes et à la sieste|Nettoyer la classe|Surveiller la cantine", weight=10, exp=(45, 35, 20), diplomas=[("CAP AEPE", 65, 25)], french=30, checks=["record"], pay=12.4)
occ("nursery_nurse", "J1304", ("J1304", "Aide en puériculture"), ["Auxiliaire de puériculture", "Auxiliaire de puériculture en crèche"], "auxiliaire de puériculture", "child ehpad", "day early2 weekend2",
    "Assurer les soins et le confort des tout-petits|Animer des activités d'éveil|Accompagner les parents|Suivre les protocoles de santé|Participer au projet de la structure", weight=10, exp=(55, 30, 15), diplomas=[("diplôme d'État d'auxiliaire de puériculture", 100, 0)], french=30, checks=["record", "vaccine"], pay=13.8)
occ("care_assistant", "J1501", ("J1501", "Soins d'hygiène, de confort du patient"), ["Aide-soignant", "Aide-soignant / Aide-soignante", "Aide-soignant de nuit"], "aide-soignant(e)", "ehpad ehpad ehpad interim", "weekend2 night early 2x8 12h",
    "Assurer les soins d'hygiène et de confort|Aider aux repas et aux déplacements|Observer et transmettre à l'infirmier|Refaire les lits|Participer aux projets personnalisés des résidents|Utiliser le lève-personne", weight=34, lift=[0, "heavy", 0, 20], standing=10, exp=(60, 25, 15), diplomas=[("diplôme d'État d'aide-soignant", 100, 0)], french=20, checks=["vaccine"], pay=14.2, licence=(8, 12, 4))
occ("hospital_service", "J1301", ("J1301", "Personnel polyvalent des services hospitaliers"), ["Agent de service hospitalier", "ASH", "Agent / Agente de service hospitalier (ASH)", "Agent hôtelier en résidence"], "agent(e) de service hospitalier", "ehpad ehpad clean", "weekend2 early 12h split 2x8",
    "Nettoyer et désinfecter les chambres|Servir les repas et les boissons|Distribuer le linge|Suivre les protocoles d'hygiène|Remplir les feuilles de traçabilité|Rendre la journée agréable aux résidents", weight=34, standing=20, lift=[0, 0, 10], exp=(75, 20, 5), diplomas=[("BEP ASSP", 0, 15)], checks=["vaccine"], pay=12.4)
occ("mason", "F1703", ("F1703", "Maçonnerie"), ["Maçon", "Maçon / Maçonne", "Maçon coffreur", "MAÇON N3P1"], "maçon(ne)", "btp btp interim", "site39 site site",
    "Monter des murs en parpaings|Couler les dalles|Préparer le mortier|Poser les linteaux|Lire un plan|Ranger le chantier et les outils", weight=22, lift=[20, 25, "heavy", 0], heights=30, dust=30, exp=(10, 35, 55), diplomas=[("CAP maçon", 15, 30)], licence=(30, 35, 4), travel=30, pay=13.6)
occ("labourer", "F1704", ("F1704", "Préparation du gros oeuvre et des travaux publics"), ["Manœuvre bâtiment", "Manœuvre TP", "Aide-maçon", "Ouvrier polyvalent du bâtiment"], "manœuvre", "btp interim interim siae", "site site39 site",
    "Approvisionner le chantier|Préparer le béton|Démolir et évacuer les gravats|Nettoyer le chantier|Aider les maçons|Manier la pelle et le marteau-piqueur", weight=30, lift=[20, 25, 30, "heavy"], heights=20, dust=45, exp=(80, 15, 5), licence=(15, 25, 15), travel=20, pay=12.3)
occ("painter", "F1606", ("F1606", "Peinture en bâtiment"), ["Peintre en bâtiment", "Peintre intérieur", "Peintre / façadier"], "peintre", "btp btp interim siae", "site site39 day",
    "Protéger les sols et les meubles|Poncer, reboucher, enduire|Appliquer les peintures|Poser du papier peint|Nettoyer le chantier", weight=18, heights=45, dust=45, exp=(20, 35, 45), diplomas=[("CAP peintre applicateur de revêtements", 12, 30)], licence=(30, 30, 5), travel=20, pay=13.2)
occ("plasterboard", "F1604", ("F1604", "Montage d'agencements"), ["Plaquiste", "Plaquiste jointeur", "Poseur de cloisons"], "plaquiste", "btp interim", "site39 site",
    "Poser les rails et les plaques|Poser l'isolant|Faire les bandes|Découper au cutter|Porter les plaques avec un collègue", weight=11, lift=[25, "heavy", 0], heights=35, dust=50, exp=(15, 35, 50), diplomas=[("CAP plâtrier-plaquiste", 12, 25)], licence=(30, 30, 4), pay=13.5)
occ("electrician", "F1602", ("F1602", "Électricité bâtiment"), ["Électricien du bâtiment", "Electricien / Electricienne du bâtiment", "Aide-électricien"], "électricien(ne)", "btp interim", "site site39 day",
    "Tirer les câbles|Poser les prises et l'éclairage|Raccorder le tableau|Lire un schéma|Tester l'installation", weight=13, heights=35, exp=(25, 35, 40), diplomas=[("CAP électricien", 35, 30)], certs=[("habilitation électrique", 40, 30)], licence=(45, 25, 2), pay=13.8)
occ("plumber", "F1603", ("F1603", "Installation d'équipements sanitaires et thermiques"), ["Plombier chauffagiste", "Plombier / Plombière sanitaire", "Aide-plombier"], "plombier(ère)", "btp interim", "site site39 on_call",
    "Poser les sanitaires|Souder les tuyaux|Chercher une fuite|Entretenir une chaudière|Expliquer au client ce qui a été fait", weight=12, lift=[0, 20, 25], exp=(20, 35, 45), diplomas=[("CAP monteur en installations sanitaires", 30, 30)], licence=(70, 20, 0), pay=14.0)
occ("tiler", "F1608", ("F1608", "Pose de revêtements rigides"), ["Carreleur", "Carreleur / Carreleuse"], "carreleur(se)", "btp", "site39 site",
    "Préparer le support|Poser le carrelage et la faïence|Faire les joints|Couper les carreaux|Poser des receveurs de douche", weight=7, lift=[25, "heavy"], dust=40, exp=(10, 30, 60), diplomas=[("CAP carreleur", 15, 30)], licence=(40, 30, 2), pay=13.8)
occ("roofer", "F1619", ("F1610", "Pose et restauration de couvertures"), ["Couvreur zingueur", "Couvreur / Couvreuse", "Aide-couvreur"], "couvreur(se)", "btp", "site39 site",
    "Poser les ardoises et les tuiles|Monter l'échafaudage|Poser les gouttières|Remplacer les liteaux|Sécuriser le chantier", weight=8, heights=95, lift=[20, 25, "heavy"], exp=(30, 30, 40), licence=(30, 35, 3), pay=13.9)
occ("roads", "F1702", ("F1702", "Construction de routes et voies"), ["Ouvrier de voirie", "Ouvrier VRD", "Ouvrier / Ouvrière en voiries"], "ouvrier(ère) de voirie", "btp interim public", "site site39 early",
    "Poser des bordures|Étaler les enrobés|Signaler le chantier|Creuser des tranchées|Balayer et remettre en état", weight=12, lift=[25, "heavy"], dust=35, exp=(50, 30, 20), certs=[("AIPR", 20, 30), ("CACES R482 A", 15, 25)], licence=(35, 30, 3), pay=12.9)
occ("digger", "F1302", ("F1302", "Conduite d'engins de terrassement et de carrière"), ["Conducteur d'engins", "Conducteur de mini-pelle"], "conducteur(trice) d'engins", "btp interim", "site39 site",
    "Conduire une pelle sur chantier|Creuser les fondations|Charger les camions|Entretenir la machine|Guider les collègues au sol", weight=8, certs=[("CACES R482 A", 60, 20), ("CACES R482 B1", 45, 15), ("AIPR", 35, 20)], dust=30, exp=(10, 30, 60), licence=(40, 25, 0), pay=14.0)
occ("green", "A1203", ("A1203", "Aménagement et entretien des espaces verts"), ["Agent d'entretien des espaces verts", "Ouvrier paysagiste", "Agent / Agente d'entretien des espaces verts"], "agent(e) d'entretien des espaces verts", "green green public siae", "site day early",
    "Tondre et débroussailler|Tailler les haies|Désherber à la main|Planter les massifs|Ramasser les feuilles|Entretenir le petit matériel", weight=30, lift=[0, 15, 20, 25], dust=20, exp=(60, 30, 10), diplomas=[("CAPa jardinier paysagiste", 8, 30)], certs=[("Certiphyto", 4, 14)], licence=(40, 25, 8), pay=12.3)
occ("landscape", "A1208", ("A1203", "Aménagement et entretien des espaces verts"), ["Jardinier paysagiste", "Jardinier / Jardinière paysagiste"], "jardinier(ère) paysagiste", "green", "site39 site",
    "Créer des massifs et des terrasses|Poser des clôtures|Semer les gazons|Tailler les arbustes|Conduire le fourgon et la remorque", weight=12, letter="B/BE", lift=[20, 25], exp=(25, 40, 35), diplomas=[("CAPa jardinier paysagiste", 20, 40)], licence=(60, 25, 2), pay=12.9)
occ("nature", "A1202", ("A1202", "Entretien des espaces naturels"), ["Agent d'entretien des espaces naturels", "Ouvrier rivière et chemins"], "agent(e) d'entretien des espaces naturels", "siae public green", "site day",
    "Débroussailler les chemins de randonnée|Entretenir les berges|Poser des barrières en bois|Ramasser les déchets en Loire|Brûler ou broyer les branches", weight=10, lift=[0, 20], exp=(90, 8, 2), licence=(8, 20, 35), pay=12.05)
occ("vegetables", "A1402", ("A1402", "Aide agricole de production légumière ou végétale"), ["Ouvrier agricole en production de légumes", "Aide agricole saisonnier", "Ouvrier de serre"], "ouvrier(ère) agricole", "farm farm siae", "farm early day",
    "Planter et repiquer|Désherber à la main|Récolter les poireaux, les fraises ou les tomates|Laver et mettre en cagettes|Charger le camion", weight=22, lift=[0, 10, 15, 20], exp=(90, 8, 2), licence=(12, 15, 25), pay=12.02)
occ("market_garden", "A1433", ("A1414", "Horticulture et maraîchage"), ["Ouvrier maraîcher", "Maraîcher / Maraîchère", "Aide maraîcher bio"], "ouvrier(ère) maraîcher(ère)", "farm siae", "farm day sat",
    "Semer et planter sous serre|Récolter et préparer les paniers|Vendre sur le marché le samedi|Conduire un petit tracteur|Entretenir les tunnels", weight=12, lift=[0, 15, 20], exp=(60, 30, 10), licence=(20, 25, 15), pay=12.2)
occ("fruit", "A1401", ("A1401", "Aide agricole de production fruitière ou viticole"), ["Cueilleur de fruits", "Saisonnier en vergers", "Ouvrier de taille de vigne", "Vendangeur et tireur de bois"], "saisonnier(ère)", "farm", "farm early day",
    "Cueillir les pommes|Tailler et attacher la vigne|Trier les fruits|Ramasser les sarments|Empiler les caisses", weight=16, lift=[0, 10, 15, 20], heights=20, exp=(95, 5, 0), licence=(5, 20, 30), pay=12.02)
occ("livestock", "A1403", ("A1403", "Aide d'élevage agricole et aquacole"), ["Aide d'élevage", "Agent d'élevage laitier", "Ouvrier en élevage de volailles"], "agent(e) d'élevage", "farm", "early farm weekend2",
    "Nourrir les animaux|Pailler et nettoyer les bâtiments|Participer à la traite|Surveiller la santé du troupeau|Ramasser les œufs", weight=10, lift=[0, 20, 25], dust=35, exp=(50, 35, 15), licence=(30, 30, 6), pay=12.3)
occ("food_factory", "H2105", ("H2102", "Conduite d'équipement de production alimentaire"), ["Agent de production agroalimentaire", "Opérateur de production en industrie alimentaire", "Ouvrier de fabrication", "OPERATEUR DE PRODUCTION H/F"], "agent(e) de production", "food food interim interim", "2x8 3x8 early night day",
    "Alimenter la ligne en matières premières|Surveiller les machines|Peser et doser|Emballer les produits|Nettoyer la ligne en fin de poste|Noter les contrôles", weight=44, cold=40, standing=50, lift=[0, 10, 15, 20, "heavy"], exp=(80, 15, 5), licence=(6, 12, 8), vehicle=25, pay=12.4)
occ("slaughterhouse", "H2101", ("H2101", "Abattage et découpe des viandes"), ["Ouvrier d'abattoir", "Opérateur de découpe", "Agent de découpe en abattoir de volailles"], "opérateur(trice) d'abattoir", "food interim", "early 2x8 early",
    "Accrocher et découper les carcasses|Désosser et parer les morceaux|Affûter les couteaux|Respecter la chaîne du froid|Nettoyer le poste à l'eau chaude", weight=14, cold=70, standing=60, lift=[15, 20, 25, "heavy"], exp=(75, 15, 10), pay=12.8)
occ("packing", "H3302", ("H3302", "Opérations manuelles d'assemblage, tri ou emballage"), ["Agent de conditionnement", "Opérateur de conditionnement", "Agent / Agente de conditionnement", "Agent d'emballage"], "agent(e) de conditionnement", "factory factory interim interim siae", "2x8 day early school evening night",
    "Mettre les produits en boîte|Étiqueter|Contrôler l'aspect|Former les cartons et les palettes|Approvisionner la ligne|Respecter les cadences|Tenir son poste propre",
    weight=46, standing=40, lift=[0, 0, 10, 12, 15], cold=8, exp=(85, 12, 3), licence=(4, 10, 10), pay=12.15)
occ("sewing", "H2402", ("H2402", "Assemblage - montage de vêtements et produits textiles"), ["Opérateur en confection", "Couturier industriel / Couturière industrielle", "Piqueur en maroquinerie", "Mécanicien en confection"], "couturier(ère) industriel(le)", "textile factory siae", "day site morning",
    "Assembler les pièces à la piqueuse plate|Poser des fermetures|Contrôler les coutures|Régler la machine|Respecter les cotes du modèle", weight=18, exp=(45, 35, 20), diplomas=[("CAP métiers de la mode", 5, 30)], pay=12.3)
occ("laundry", "K2201", ("K2201", "Blanchisserie industrielle"), ["Agent de blanchisserie", "Opérateur de blanchisserie industrielle", "Blanchisseur / Blanchisseuse"], "agent(e) de blanchisserie", "textile ehpad siae", "early 2x8 day",
    "Trier le linge sale|Charger les machines|Engager les draps en calandre|Plier et contrôler|Préparer les chariots des clients", weight=18, standing=50, heat=25, lift=[0, 10, 15, 20], exp=(85, 12, 3), pay=12.15)
occ("linen", "D1242", ("D1205", "Nettoyage d'articles textiles ou cuirs"), ["Lingère / linger", "Employé de lingerie", "Repasseur en pressing"], "linger(ère)", "ehpad hotel textile", "day school morning",
    "Laver et repasser le linge des résidents|Marquer les vêtements|Faire de petites retouches|Distribuer le linge dans les chambres|Ranger la lingerie", weight=12, standing=30, lift=[0, 0, 10], exp=(65, 25, 10), pay=12.1)
occ("shelves", "D1507", ("D1507", "Mise en rayon libre-service"), ["Employé libre-service", "Employé de rayon", "Employé / Employée de rayon libre-service", "Employé commercial"], "employé(e) de rayon", "shop shop shop", "early shop sat early shop",
    "Remplir les rayons avant l'ouverture|Vérifier les dates|Étiqueter les prix|Renseigner les clients|Ranger la réserve|Casser les cartons", weight=42, lift=[0, 10, 15, 20, "heavy"], standing=15, cold=12, exp=(75, 18, 7), licence=(1, 5, 12), pay=12.1)
occ("cashier", "D1505", ("D1505", "Personnel de caisse"), ["Hôte de caisse", "Hôte / Hôtesse de caisse", "Employé de caisse"], "hôte(sse) de caisse", "shop shop", "shop sat weekend shop",
    "Enregistrer les articles et encaisser|Accueillir chaque client|Compter la caisse|Aider aux caisses automatiques|Ranger les articles oubliés", weight=26, exp=(75, 20, 5), french=25, licence=(0, 3, 14), pay=12.05)
occ("food_sales", "D1106", ("D1106", "Vente en alimentation"), ["Vendeur en boulangerie", "Vendeur en alimentation", "Vendeur / Vendeuse en épicerie"], "vendeur(se)", "bakery shop butcher", "early weekend2 shop sunday",
    "Servir et conseiller les clients|Encaisser|Mettre en place les vitrines|Préparer les sandwichs|Nettoyer le magasin|Contrôler les dates", weight=26, standing=25, exp=(60, 30, 10), french=20, licence=(2, 6, 10), pay=12.1)
occ("clothes_sales", "D1214", ("D1214", "Vente en habillement et accessoires de la personne"), ["Vendeur en prêt-à-porter", "Conseiller de vente", "Vendeur en ressourcerie"], "vendeur(se)", "shop waste siae", "shop sat day",
    "Accueillir et conseiller|Tenir les cabines et les rayons|Encaisser|Recevoir les dons et les trier|Faire la vitrine", weight=16, exp=(60, 30, 10), french=20, pay=12.1)
occ("baker", "D1102", ("D1102", "Boulangerie - viennoiserie"), ["Boulanger", "Boulanger / Boulangère", "Tourier viennoisier"], "boulanger(ère)", "bakery", "baker baker",
    "Pétrir, façonner et cuire les pains|Préparer les viennoiseries|Gérer les cuissons|Nettoyer le fournil|Commander la farine", weight=12, lift=[0, 25], dust=20, heat=20, exp=(15, 35, 50), diplomas=[("CAP boulanger", 55, 25)], pay=13.2)
occ("butcher", "D1101", ("D1101", "Boucherie"), ["Boucher", "Boucher / Bouchère", "Préparateur en boucherie"], "boucher(ère)", "butcher shop", "early shop sat",
    "Désosser et parer les viandes|Préparer la vitrine|Conseiller les clients|Tenir la traçabilité|Nettoyer le laboratoire", weight=9, cold=40, lift=[0, 25, "heavy"], exp=(15, 35, 50), diplomas=[("CAP boucher", 45, 30)], pay=14.2)
occ("guard", "K2503", ("K2503", "Sécurité et surveillance privées"), ["Agent de sécurité", "Agent de prévention et de sécurité", "Agent SSIAP 1"], "agent(e) de sécurité", "security security interim", "12h night weekend 2x8",
    "Contrôler les accès|Faire des rondes|Tenir la main courante|Surveiller les caméras|Porter assistance aux personnes|Accueillir les visiteurs", weight=20, standing=25, exp=(55, 30, 15), certs=[("carte professionnelle", 95, 0), ("SSIAP 1", 30, 20), ("SST", 30, 20)], french=30, licence=(25, 25, 4), pay=12.6)
occ("refuse", "K2303", ("K2303", "Nettoyage des espaces urbains"), ["Ripeur", "Agent de collecte", "Ripeur / Ripeuse", "Agent de propreté urbaine"], "agent(e) de collecte", "waste waste interim public", "refuse early",
    "Vider les bacs à l'arrière de la benne|Descendre et monter du marchepied|Balayer les rues|Vider les corbeilles publiques|Signaler les dépôts sauvages", weight=18, lift=["heavy", 20, 25, 0], exp=(90, 8, 2), licence=(8, 15, 15), pay=12.5)
occ("sorting", "K2304", ("K2304", "Revalorisation de produits industriels"), ["Agent de tri des déchets", "Valoriste en ressourcerie", "Agent de déchèterie", "Opérateur de tri"], "agent(e) de tri", "waste waste siae siae", "2x8 day sat site",
    "Trier les emballages sur le tapis|Accueillir les usagers de la déchèterie|Démonter les appareils|Peser les apports|Réparer et nettoyer les meubles donnés|Orienter les usagers", weight=24, dust=50, standing=35, lift=[0, 10, 15, 20, 25], exp=(90, 8, 2), certs=[("CACES R489 3", 4, 12)], licence=(6, 15, 20), pay=12.1)
occ("mechanic", "I1604", ("I1604", "Mécanique automobile et entretien de véhicules"), ["Mécanicien automobile", "Mécanicien / Mécanicienne automobile", "Monteur pneumatiques"], "mécanicien(ne)", "garage interim", "site sat site39",
    "Faire les vidanges et les révisions|Changer freins et pneus|Chercher la panne avec la valise|Remplir l'ordre de réparation|Essayer le véhicule", weight=16, lift=[0, 20, 25], exp=(25, 35, 40), diplomas=[("CAP maintenance des véhicules", 40, 35)], licence=(60, 25, 0), pay=13.4)
occ("bikes", "I1619", ("I1607", "Réparation de cycles, motocycles et motoculteurs de loisirs"), ["Mécanicien cycles", "Réparateur de vélos"], "mécanicien(ne) cycles", "garage siae", "day sat",
    "Régler les freins et les vitesses|Changer les pneus|Remettre en état des vélos donnés|Conseiller les cyclistes|Tenir le stock de pièces", weight=8, exp=(60, 30, 10), pay=12.2)
occ("welder", "H2913", ("H2913", "Soudage manuel"), ["Soudeur MIG MAG", "Soudeur / Soudeuse", "Métallier soudeur"], "soudeur(se)", "metal interim", "2x8 site39 site night",
    "Souder des ensembles en acier|Lire un plan|Meuler les cordons|Contrôler les cotes|Préparer les pièces", weight=12, dust=50, lift=[0, 20, 25], exp=(15, 35, 50), diplomas=[("CAP métallier", 10, 30)], certs=[("licence de soudage", 25, 25)], pay=13.8)
occ("assembly", "H2909", ("H2909", "Montage-assemblage mécanique"), ["Monteur assembleur", "Opérateur de montage", "Agent de production industrielle"], "opérateur(trice) de montage", "factory metal interim interim", "2x8 3x8 day night",
    "Assembler des pièces selon la gamme|Visser, clipser, coller|Contrôler le montage|Remplir le suivi de production|Alerter en cas de défaut", weight=26, standing=35, lift=[0, 10, 15], exp=(75, 20, 5), pay=12.6)
occ("electronics", "H2604", ("H2604", "Montage de produits électriques et électroniques"), ["Câbleur", "Opérateur de câblage", "Monteur en électronique"], "câbleur(se)", "factory interim", "day 2x8 morning",
    "Souder de petits composants|Câbler des faisceaux|Contrôler à la loupe|Lire un schéma simple|Emballer les cartes", weight=10, exp=(60, 30, 10), pay=12.6)
occ("building_maintenance", "I1203", ("I1203", "Maintenance des bâtiments et des locaux"), ["Agent de maintenance des bâtiments", "Agent technique polyvalent", "Factotum", "Homme / femme toutes mains"], "agent(e) technique polyvalent(e)", "public ehpad school hotel", "day site on_call",
    "Faire les petites réparations|Changer une serrure, un robinet, une ampoule|Repeindre une chambre|Tondre la cour|Suivre les interventions des entreprises|Monter des meubles", weight=22, lift=[0, 0, 20, 25], heights=12, exp=(35, 40, 25), certs=[("habilitation électrique", 20, 30)], licence=(55, 25, 4), pay=12.6)
occ("office", "M1602", ("M1602", "Opérations administratives"), ["Agent administratif", "Employé administratif", "Agent / Agente administrative"], "agent(e) administratif(ve)", "office public ehpad transport", "day office school",
    "Classer et numériser les dossiers|Saisir des données|Répondre au téléphone|Trier et affranchir le courrier|Préparer les commandes de fournitures|Mettre à jour un tableau", weight=20, exp=(40, 40, 20), diplomas=[("bac professionnel gestion administration", 12, 35)], french=35, pay=12.4)
occ("welcome", "M1601", ("M1601", "Accueil et renseignements"), ["Chargé d'accueil", "Hôte d'accueil", "Agent d'accueil et standard"], "chargé(e) d'accueil", "office public ehpad", "day office sat",
    "Accueillir les visiteurs|Tenir le standard|Remettre les badges|Prendre des rendez-vous|Renseigner et orienter", weight=16, exp=(50, 35, 15), french=45, english=30, pay=12.4)
occ("call_centre", "D1408", ("D1408", "Téléconseil et télévente"), ["Téléconseiller", "Conseiller clientèle à distance"], "conseiller(ère) à distance", "office", "office evening sat",
    "Répondre aux appels des clients|Chercher la solution dans la base|Noter la demande|Proposer un rendez-vous|Répondre aux messages", weight=14, exp=(65, 25, 10), french=55, english=8, pay=12.3)
occ("animation", "G1203", ("G1203", "Animation de loisirs auprès d'enfants ou d'adolescents"), ["Animateur périscolaire", "Animateur de centre de loisirs", "Animateur / Animatrice jeunesse"], "animateur(trice)", "public public siae", "afterschool wednesday school_term",
    "Accueillir les enfants|Proposer des jeux et des activités manuelles|Accompagner le repas du midi|Surveiller la cour|Préparer les goûters|Échanger avec les parents", weight=20, exp=(65, 30, 5), certs=[("BAFA", 30, 45)], french=20, checks=["record"], pay=12.1)
occ("school_monitor", "K2104", ("K2104", "Éducation et surveillance au sein d'établissements d'enseignement"), ["Surveillant de cantine", "Assistant d'éducation", "Accompagnant d'élèves"], "surveillant(e)", "school public", "lunch school_term short",
    "Surveiller la cour et la cantine|Accompagner les élèves dans les déplacements|Aider aux devoirs|Gérer les petits conflits|Tenir le registre des absences", weight=14, exp=(70, 25, 5), diplomas=[("baccalauréat", 20, 15)], french=30, checks=["record"], pay=12.1)
occ("independent", "C1504", ("C1504", "Transaction immobilière"), ["Conseiller immobilier indépendant", "Négociateur immobilier indépendant"], "conseiller(ère) indépendant(e)", "network", "free",
    "Prospecter votre secteur|Organiser les visites|Rédiger les annonces|Accompagner les acheteurs|Développer votre clientèle", weight=7, licence=(60, 20, 0), exp=(80, 20, 0), pay=0, contracts="LIB")
occ("franchise", "D1106", ("D1301", "Management de magasin de détail"), ["Devenez franchisé : épicerie de village", "Gérant franchisé d'un service à domicile"], "franchisé(e)", "network", "free",
    "Ouvrir et gérer votre magasin|Recruter une petite équipe|Suivre la formation du réseau|Apporter un capital de départ|Tenir la comptabilité", weight=5, exp=(60, 40, 0), pay=0, contracts="FRA")

# Hours
# key: (weekly hours to choose from, end of dureeTravailLibelle, flags, texts)

SCHEDULES = {
    "day": ([35, 35, 37, 39], "Travail en journée", "", [
        "Horaires : du lundi au vendredi de 9h à 16h30.", "Vous travaillez du lundi au vendredi, 8h30-12h et 13h30-17h.",
        "Horaires de journée, du lundi au vendredi : 8h - 16h.", "Du lundi au vendredi de 9h à 17h, week-ends libres.",
        "Horaire en journée (9h-12h30 / 13h30-17h).", "Travail en journée, du lundi au vendredi."]),
    "site": ([35, 35], "Travail en journée", "", [
        "Horaires : 7h30-12h / 13h-16h du lundi au jeudi, vendredi midi libre.", "Du lundi au vendredi de 8h à 12h et de 13h30 à 16h30.",
        "Semaine de 35 heures, du lundi au vendredi, départ du dépôt à 7h30.", "8h00-12h00 / 13h00-16h00 du lundi au vendredi."]),
    "site39": ([39], "Travail en journée", "", [
        "39 h par semaine : 8h-12h et 13h-17h, le vendredi jusqu'à 16h.", "Horaires de chantier, 7h30-12h / 13h-16h30, du lundi au vendredi.",
        "39 heures, du lundi au vendredi, heures supplémentaires payées."]),
    "office": ([35, 37], "Horaires normaux", "", [
        "Du lundi au vendredi, 9h-12h30 et 13h30-17h.", "Horaires de bureau.", "Horaires de bureau, télétravail possible un jour par semaine après trois mois."]),
    "school": ([15, 18, 20, 22, 24], "Travail en journée", "", [
        "Horaires compatibles avec l'école : de 9h à 15h30, pas le mercredi.", "Temps partiel, lundi, mardi, jeudi et vendredi de 9h à 14h.",
        "De 9h15 à 15h15, quatre jours par semaine.", "Matinées seulement : 9h-12h30, du lundi au vendredi."]),
    "school_term": ([20, 24, 28, 30], "Travail en journée", "", [
        "Horaires : 8h-16h les jours d'école, vacances libres ou payées au forfait.", "Annualisé, sur le temps scolaire, de 7h45 à 16h45 avec une pause.",
        "Les jours d'école de 11h15 à 17h."]),
    "morning": ([20, 24, 25, 30], "Travail en journée", "", [
        "Horaires : 8h30-13h30.", "Poste du matin, de 9h à 14h.", "Le matin de 8h à 12h30, cinq jours par semaine.", "De 9h à 15h, jours à définir ensemble."]),
    "lunch": ([12, 15, 20, 24, 25], "Travail en journée", "", [
        "Service du midi seulement : 10h-15h, du lundi au vendredi.", "Horaires : 11h-14h30, du lundi au vendredi.", "De 10h30 à 14h30 les jours d'école.",
        "Le midi, du lundi au vendredi, fin de service à 15h."]),
    "early": ([30, 35, 35], "Travail en horaires décalés", "early", [
        "Prise de poste à 5h, fin à 12h30.", "Horaires du matin : 4h-11h.", "Embauche à 5 heures du matin, du lundi au samedi avec un jour de repos.",
        "Vous travaillez de 5h30 à 13h.", "De 4h30 à 11h30 en semaine."]),
    "early2": ([35, 35, 39], "Travail en horaires décalés", "early", [
        "Prise de service à 6h, retour vers 14h.", "Départ à 5h30 du dépôt.", "Horaires : 6h-13h30, du lundi au vendredi.", "Tournée du matin, début à 6h."]),
    "evening": ([10, 12, 15, 20], "Travail en horaires décalés", "evening", [
        "Le soir, de 18h à 21h, du lundi au vendredi.", "Horaires : 17h30-20h30.", "Poste du soir : 17h-22h.", "Travail en soirée, à partir de 18h."]),
    "evening_resto": ([20, 24, 30, 35], "Travail en horaires décalés", "evening", [
        "Services du soir, de 18h à 23h.", "Le soir de 18h30 à 23h30, deux jours de repos.", "Service du soir et du week-end, fermeture vers minuit."]),
    "night": ([35, 35, 30], "Travail de nuit", "night", [
        "Travail de nuit, de 21h à 5h.", "Poste de nuit : 22h-6h.", "De nuit (21h30 - 4h30), du lundi au vendredi, majoration de 20 %.",
        "Nuits de 20h30 à 6h30, par roulement."]),
    "2x8": ([35, 35, 37], "Travail posté (2x8, 3x8, 5x8, etc.)", "2x8", [
        "Poste en 2x8 : 5h-13h / 13h-21h, une semaine sur deux.", "Équipes en 2x8 (matin 6h-13h30, après-midi 13h30-21h).", "Horaires 2*8 du lundi au vendredi.",
        "Horaires d'équipe : une semaine du matin, une semaine d'après-midi (2x8)."]),
    "3x8": ([35, 35], "Travail posté (2x8, 3x8, 5x8, etc.)", "3x8 night", [
        "Travail en 3x8 : matin, après-midi, nuit.", "Poste en 3x8, roulement à la semaine.", "Horaires postés 5h-13h / 13h-21h / 21h-5h."]),
    "split": ([24, 30, 35, 35], "Travail en horaires fractionnés", "split", [
        "Horaires coupés : 10h-14h30 et 18h30-22h.", "Horaires en coupure, midi et soir.", "De 6h à 9h puis de 17h à 20h.",
        "Vous travaillez en deux fois : 7h-9h et 16h30-19h30."]),
    "weekend2": ([24, 28, 35, 35], "Travail les week-ends et jours fériés", "weekend", [
        "Un week-end sur deux travaillé, 7h-14h30.", "Vous travaillez un week-end sur deux.", "Horaires : 8h-15h, avec un week-end sur deux et deux jours de repos en semaine.",
        "Roulement sur deux semaines dont un week-end travaillé."]),
    "weekend": ([10, 14, 16, 20], "Travail les week-ends et jours fériés", "weekend", [
        "Contrat du week-end : samedi et dimanche.", "Samedi et dimanche de 8h à 15h.", "Travail le week-end, deux fois 7 heures."]),
    "sat": ([30, 35, 35], "Travail le samedi", "saturday", [
        "Du mardi au samedi, 9h-12h30 et 14h-18h.", "Travail le samedi, repos le dimanche et le lundi.", "Travail un samedi sur deux, récupéré le lundi."]),
    "sunday": ([20, 25, 30], "Travail le dimanche", "sunday", [
        "Travail le dimanche matin, repos le lundi et le mardi.", "Horaires : 6h30-13h, dimanche compris."]),
    "shop": ([20, 25, 30, 35], "Travail le samedi", "saturday", [
        "Horaires variables entre 8h et 19h30, samedi compris.", "Planning donné trois semaines avant, travail le samedi.", "Amplitude 9h-19h, un jour de repos en semaine et le dimanche."]),
    "short": ([6, 8, 10, 12], "Travail en journée", "", [
        "Deux heures par jour, de 12h à 14h.", "Quelques heures par semaine, jours à choisir.", "Lundi et jeudi de 9h à 12h.", "Petit temps partiel, complément possible avec un autre emploi."]),
    "home": ([20, 24, 28, 30, 35], "Horaires variables", "", [
        "Horaires selon vos disponibilités, en journée.", "Planning adapté à vos disponibilités.", "Horaires variables entre 8h et 20h.", "Interventions du lundi au vendredi entre 9h et 17h."]),
    "afterschool": ([8, 10, 12, 15], "Travail en horaires décalés", "", [
        "De 16h30 à 19h, les jours d'école.", "Horaires : 7h-8h30 et 16h15-18h30, lundi, mardi, jeudi, vendredi.", "Sortie d'école, de 16h à 18h30."]),
    "wednesday": ([8, 10, 20], "Travail en journée", "", [
        "Le mercredi de 8h à 18h et la moitié des vacances scolaires.", "Mercredis et vacances scolaires.", "Tous les mercredis, 8h30-17h30."]),
    "school_bus": ([15, 20, 22], "Travail en horaires fractionnés", "split", [
        "De 6h45 à 8h45 et de 16h15 à 18h15, les jours d'école.", "Horaires coupés, matin et fin d'après-midi, en période scolaire."]),
    "refuse": ([35, 35], "Travail en horaires décalés", "early", [
        "Prise de poste à 4h30 du lundi au samedi.", "Collecte du matin, de 5h à 12h.", "Départ des camions à 5h."]),
    "baker": ([35, 39], "Travail de nuit", "night", [
        "Travail de nuit, à partir de 2h du matin.", "De 3h à 10h, deux jours de repos.", "Embauche à 1h30, fin vers 8h30."]),
    "farm": ([35, 35, 39], "Travail en journée", "", [
        "35 h par semaine, 8h-12h et 13h30-16h30.", "Du lundi au vendredi, selon la météo.", "Horaires d'hiver 8h30-16h30.", "Horaires selon la saison, en journée."]),
    "12h": ([35, 35], "Travail les week-ends et jours fériés", "weekend night", [
        "Vacations de 12 heures, de jour ou de nuit, week-ends compris.", "Postes de 12 h (7h-19h ou 19h-7h), un week-end sur deux."]),
    "week_out": ([39, 43], "Travail en journée", "", [
        "Départ le lundi matin, retour le vendredi, découchés.", "Zone longue, quatre nuits en cabine par semaine."]),
    "on_call": ([35, 39], "Travail en journée", "on_call", [
        "Du lundi au vendredi, 8h-16h, avec une astreinte une semaine sur quatre.", "Horaires de journée ; astreintes par roulement."]),
    "free": ([0], "", "", ["Vous organisez votre temps.", "Activité à votre rythme."]),
}

# Phrases of requirements

LICENCE_MUST = ["Permis {} exigé.", "Permis {} obligatoire.", "Le permis {} est indispensable.", "Vous êtes titulaire du permis {}.", "PERMIS {} EXIGE",
                "Permis {} en cours de validité obligatoire.", "Permis {} impératif (site non desservi).", "Il faut absolument le permis {}."]
LICENCE_MUST_CAR = ["Permis de conduire obligatoire.", "Permis VL exigé.", "Permis B (voiture) exigé depuis plus d'un an."]
LICENCE_WISH = ["Permis {} souhaité.", "Le permis {} serait un plus.", "Permis {} apprécié.", "Idéalement, vous avez le permis {}.", "Permis {} souhaité mais pas indispensable."]
LICENCE_NONE = ["Pas de permis exigé.", "Aucun permis demandé.", "Permis non nécessaire, arrêt de bus devant le site.", "Le permis n'est pas demandé pour ce poste.", "Sans permis accepté, navette depuis la gare."]
LICENCE_UNCLEAR = ["Permis {}", "Permis : {}", "Mobile, permis {}."]
VEHICLE_MUST = ["Véhicule personnel indispensable.", "Vous devez avoir votre propre voiture pour les déplacements.", "Permis et véhicule obligatoires.", "Véhicule exigé, frais kilométriques remboursés."]
VEHICLE_MEANS = ["Site non desservi par les transports en commun : moyen de locomotion personnel indispensable.", "Être véhiculé(e) : zone industrielle sans bus.", "Moyen de locomotion autonome obligatoire (horaires sans transports)."]
VEHICLE_MEANS_HOMES = ["Moyen de déplacement personnel indispensable entre les domiciles (vélo, scooter, voiture).", "Être mobile : les interventions sont dans plusieurs communes."]
VEHICLE_WISH = ["Véhicule souhaité.", "Un moyen de transport est préférable.", "Avoir un véhicule est un plus."]
CERT_MUST = ["{} obligatoire.", "{} exigé.", "Vous êtes titulaire de : {}.", "{} à jour indispensable.", "{} en cours de validité exigé."]
CERT_WISH = ["{} souhaité.", "{} apprécié.", "Le {} serait un plus.", "{} : un atout, sinon formation par nos soins."]
DIPLOMA_MUST = ["{} exigé.", "Vous êtes titulaire du {}.", "{} obligatoire pour ce poste.", "Diplôme demandé : {} (exigé)."]
DIPLOMA_WISH = ["{} souhaité.", "{} ou équivalent apprécié.", "Un {} serait un plus.", "Idéalement {}, ou une expérience dans le métier."]
DIPLOMA_NONE = ["Aucun diplôme demandé.", "Sans diplôme, bienvenue.", "Pas de diplôme exigé.", "Diplôme non exigé, la motivation compte davantage."]
EXP_NONE = ["Débutant accepté.", "Débutants acceptés, formation au poste.", "Pas d'expérience exigée.", "Première expérience bienvenue, mais non obligatoire.", "Aucune expérience nécessaire : nous vous formons.", "Ouvert aux débutants."]
EXP_WISH = ["Une première expérience serait appréciée.", "Expérience souhaitée dans un poste semblable.", "Une expérience de {} est un plus.", "Expérience appréciée mais pas obligatoire."]
EXP_MUST_PLAIN = ["Expérience exigée.", "Une expérience dans le métier est indispensable.", "Vous justifiez obligatoirement d'une expérience sur ce type de poste."]
EXP_MUST = ["Expérience de {} exigée.", "Vous avez au moins {} d'expérience.", "Expérience exigée : {} sur un poste semblable.", "{} d'expérience minimum obligatoire."]
LIFT_KG = ["Port de charges jusqu'à {} kg.", "Vous portez des charges de {} kg maximum.", "Manutention de colis (jusqu'à {} kg).", "Port de charges : {} kg.", "Charges à porter : {}kg au plus."]
LIFT_HEAVY = ["Port de charges lourdes.", "Métier physique, port de charges lourdes toute la journée.", "Bonne condition physique : port de charges lourdes régulier.", "Manutention manuelle de charges lourdes."]
LIFT_MAYBE = ["Port de charges occasionnel.", "Port de charges possible selon les jours.", "Il peut arriver de porter un carton."]
HOURS_MAYBE = ["Travail de nuit possible à certaines périodes.", "Quelques samedis dans l'année.", "Horaires décalés ponctuels."]
OTHER_LANGUAGE = ["Notions d'espagnol appréciées.", "L'allemand serait un plus.", "Pratique de la langue des signes appréciée.", "Parler une autre langue est un atout (arabe, portugais, turc)."]
LIFT_NONE = ["Pas de port de charges.", "Aucun port de charges lourdes : chariots et aides au levage.", "Jamais de charges lourdes à porter."]
STANDING = ["Station debout prolongée.", "Travail debout toute la journée.", "Poste debout.", "Vous restez debout pendant le service."]
COLD = ["Travail au froid, entre 2 et 4 °C.", "Atelier à 4 °C, vêtements chauds fournis.", "Entrepôt frigorifique : températures négatives (-20 °C).", "Environnement froid et humide (2 à 6 degrés).", "Travail en chambre froide une partie de la journée."]
COLD_ROOM = ["Passages réguliers en chambre froide.", "Travail en chambre froide une partie de la journée, entre 2 et 4 °C.", "Laboratoire réfrigéré à 8 °C."]
HEIGHTS = ["Travail en hauteur.", "Travail sur échafaudage et échelle.", "Ne pas avoir le vertige : travail en hauteur.", "Travaux en hauteur réguliers (nacelle, échafaudage)."]
DUST = ["Environnement poussiéreux.", "Exposition à la poussière, masque fourni.", "Poussières et odeurs fortes.", "Manipulation de produits chimiques avec gants et lunettes."]
HEAT = ["Chaleur importante près des machines.", "Travail à la chaleur."]
FRENCH_MUST = ["Français courant exigé.", "Bonne maîtrise du français à l'oral indispensable.", "Vous devez savoir lire et écrire le français.", "Français lu et écrit obligatoire (fiches de suivi).", "Niveau B1 de français minimum exigé.", "Maîtrise de la langue française nécessaire."]
FRENCH_WISH = ["Un bon niveau de français est apprécié.", "Français souhaité pour comprendre les consignes.", "Comprendre les consignes simples en français suffit."]
FRENCH_NONE = ["Français débutant accepté.", "Le niveau de français n'est pas un frein : les consignes sont en images."]
ENGLISH_MUST = ["Anglais courant exigé.", "Anglais obligatoire (clientèle étrangère).", "Niveau B2 d'anglais demandé."]
ENGLISH_WISH = ["Anglais apprécié.", "Des notions d'anglais seraient un plus.", "Anglais souhaité."]
RECORD = ["Extrait de casier judiciaire (bulletin n° 3) demandé.", "Casier judiciaire vierge exigé.", "Un bulletin de casier judiciaire sera demandé avant l'embauche."]
VACCINE = ["Vaccinations à jour obligatoires (hépatite B).", "Obligation vaccinale du secteur médico-social.", "Vaccins à jour exigés."]
RIGHT = ["Titre de séjour autorisant le travail exigé si vous n'êtes pas citoyen européen.", "Pièce d'identité ou autorisation de travail en cours de validité."]
AGE = ["18 ans révolus obligatoires (machines dangereuses).", "Poste réservé aux personnes majeures.", "Avoir 21 ans minimum."]
TRAVEL = ["Déplacements dans tout le département.", "Déplacements quotidiens sur les chantiers de la région.", "Grands déplacements à la semaine, hôtel payé.", "Déplacements fréquents en région Centre-Val de Loire.", "Déplacements à prévoir dans toute la France."]
SCHEME = ["Poste réservé aux personnes éligibles à l'insertion par l'activité économique (IAE).", "Contrat d'insertion (CDDI) : une prescription IAE est obligatoire.", "Recrutement sur PASS IAE."]
APPRENTICE = ["Contrat d'apprentissage de 12 mois, formation au CFA une semaine sur trois.", "Poste proposé en alternance, diplôme préparé en un an."]

SOFT = ["Vous êtes ponctuel(le) et sérieux(se).", "Esprit d'équipe et bonne humeur.", "Autonomie, rigueur, discrétion.", "Le sens du service compte plus que le CV.",
        "Vous aimez le travail bien fait.", "Nous cherchons d'abord une personne fiable.", "Patience et écoute sont vos atouts.", "Dynamique et volontaire.",
        "Savoir-être attendu : politesse, régularité, respect des consignes.", "Vous savez vous organiser et demander de l'aide.", "Capacité d'adaptation appréciée.",
        "Motivation exigée, le reste s'apprend.", "Vous gardez votre calme quand il y a du monde."]
PRAISE = ["Entreprise familiale depuis trois générations, {e} est connue pour son ambiance simple.", "{e} emploie quarante personnes et grandit chaque année.",
          "Chez {e}, chaque nouvel arrivant a un tuteur pendant un mois.", "{e} est un acteur local engagé pour l'emploi près de chez soi.",
          "Rejoignez {e} : du matériel neuf, des équipes stables, un chef d'équipe à l'écoute.", "Depuis 1987, {e} met le client au centre de tout.",
          "{e}, c'est dix sites dans la région et une seule idée : travailler dans de bonnes conditions.", "Notre maison cultive la simplicité et la parole donnée.",
          "Nous croyons que l'on peut apprendre un métier à tout âge.", "{e} a reçu le prix de la bienveillance décerné par ses propres salariés."]
BENEFITS = ["Tickets restaurant, mutuelle, prime de fin d'année.", "Mutuelle prise en charge à 60 %.", "Panier repas de 7,30 € par jour.", "Formation payée par l'entreprise.",
            "Prime de transport et vestiaire fourni.", "13e mois après un an.", "Repas fourni sur place.", "Deux jours de repos à la suite.", "Possibilité de CDI à la fin du contrat.",
            "Prime d'assiduité de 80 € par mois.", "Parking gratuit et local à vélos.", "Tenue de travail fournie et lavée."]
DIVERSITY = ["Toutes les candidatures sont étudiées à compétences égales.", "Nous accueillons toutes les personnes, avec ou sans handicap ; le poste peut être aménagé.",
             "Employeur ouvert à la diversité : seuls comptent votre envie et votre sérieux.", "À compétences égales, une attention est portée aux personnes en situation de handicap.",
             "Notre structure s'engage contre les discriminations à l'embauche."]
BOILERPLATE = [
    "À propos de nous : {e} accompagne ses clients depuis plus de vingt ans dans la région. Nos équipes, formées en continu, interviennent avec le même soin chez les particuliers, les entreprises et les collectivités. Nos valeurs : le respect, la simplicité, l'entraide.",
    "Processus de recrutement : un échange au téléphone, une visite du site, puis une journée d'essai. Chaque personne reçoit une réponse. Vos données ne servent qu'à l'étude de votre candidature et sont effacées au bout de deux ans.",
    "Pourquoi nous rejoindre ? Parce que l'on ne reste jamais seul devant une difficulté, parce que les plannings sont donnés à l'avance et parce que les progrès de chacun sont reconnus. Un point est fait avec vous à la fin de la première semaine, puis chaque mois.",
    "Le métier vous attire mais vous hésitez ? Venez passer une heure avec l'équipe, sans engagement. Une immersion de quelques jours est possible avec votre conseiller avant toute décision.",
    "Notre site est à dix minutes de la gare. Un vestiaire, une salle de repos et un réfrigérateur sont à votre disposition. Nous avons signé un accord sur le droit à la déconnexion et nous tenons à l'équilibre entre le travail et le reste de la vie.",
    "Informations utiles : la fiche de poste complète est remise à l'entretien. Le port des équipements de protection est obligatoire sur les zones signalées. Un référent sécurité accueille chaque nouvel arrivant et présente les gestes à adopter."]
BOILERPLATE_AGENCY = [
    "Travailler avec {e}, c'est profiter de 10 % d'indemnités de fin de mission, de 10 % de congés payés, d'acomptes à la demande et d'une mutuelle dès la première heure. Notre agence vous suit tout au long de la mission et vous propose ensuite d'autres postes.",
    "{e} est une agence indépendante. Nous connaissons nos clients et nous visitons les ateliers. Inscription en agence sur rendez-vous, avec vos papiers et, si vous en avez, vos certificats de travail. Primes et compte épargne temps pour les intérimaires fidèles."]
TRAPS = ["Le CACES peut être passé chez nous après trois mois.", "Aide au financement du permis après six mois.", "L'équipe compte aussi un apprenti en CAP.",
         "Une évolution vers un poste de chef d'équipe est possible.", "Possibilité d'heures supplémentaires certains samedis.", "Remplacements de nuit possibles si vous le souhaitez.",
         "Notre chauffeur passe prendre l'équipe au centre-ville."]
APPLY = ["Candidatez en ligne.", "Envoyez quelques lignes sur vous, le CV n'est pas obligatoire.", "Postulez avec un CV.", "Recrutement sans CV, par essai d'une journée.",
         "Présentez-vous à l'accueil du lundi au jeudi.", "Réponse sous quinze jours à toutes les candidatures.", "Poste à pourvoir dès maintenant.", "Prise de poste le 1er décembre.", "Début du contrat : janvier 2027."]
INTRO = ["{e} recherche un(e) {n} à {c}.", "Nous recrutons un(e) {n} pour notre site de {c}.", "Pour compléter l'équipe, {e} recrute un(e) {n}.", "Dans le cadre d'un remplacement, nous cherchons un(e) {n} ({c}).",
         "Envie d'un métier utile ? Devenez {n} à {c}.", "{e} ouvre un poste de {n} (secteur : {c}).", "Suite à un départ à la retraite, {e} recrute un(e) {n}."]
INTRO_AGENCY = ["{e} recherche pour un de ses clients, à {c}, un(e) {n}.", "Votre agence {e} recrute pour une entreprise ({c}) : {n}.", "Notre client, basé à {c}, a besoin d'un(e) {n}."]
CONTRACT_WORDS = {"CDI": ["CDI.", "Contrat à durée indéterminée.", "Poste en CDI après période d'essai."], "CDD": ["CDD de {m} mois.", "CDD {m} mois renouvelable.", "Contrat de {m} mois, suite possible."],
                  "MIS": ["Mission d'intérim de {m} mois.", "Intérim, {m} mois.", "Mission longue de {m} mois."], "SAI": ["Contrat saisonnier de {m} mois.", "Saison de {m} mois."],
                  "DDI": ["CDDI de {m} mois, 26 h par semaine.", "Contrat à durée déterminée d'insertion de {m} mois."], "LIB": ["Statut indépendant.", "Activité libérale, sans salaire fixe."], "FRA": ["Contrat de franchise, apport personnel demandé."]}
QUALITIES = ["Faire preuve de rigueur et de précision", "Travailler en équipe", "Faire preuve d'autonomie", "Avoir le sens du service", "Organiser son travail selon les priorités et les objectifs", "Faire preuve de réactivité"]
DIPLOMA_LEVEL = [("diplôme d'État", "CAP, BEP et équivalents"), ("CAP", "CAP, BEP et équivalents"), ("BEP", "CAP, BEP et équivalents"), ("titre", "CAP, BEP et équivalents"),
                 ("DEAES", "CAP, BEP et équivalents"), ("bac", "Bac ou équivalent")]
LICENCE_LABEL = {"B": "B - Véhicule léger", "C": "C - Poids lourd", "D": "D - Transport en commun", "CE": ["CE - Poids lourd + remorque", "EC - Poids lourd + remorque"],
                 "BE": ["BE - Véhicule léger + remorque", "EB - Véhicule léger + remorque"]}

# One offer


def chance(rng, percent):
    return rng.random() * 100 < percent


def weighted(rng, pairs):
    """Draw from [(value, weight), …]."""
    return rng.choices([value for value, _ in pairs], [weight for _, weight in pairs])[0]


def elide(text):
    """'de Orléans' -> "d'Orléans"."""
    return re.sub(r"\b([Dd])e (?=[AEÉIOUaeéiou])", r"\1'", text)


def plain_upper(name):
    """'Saint-Amand-Montrond' -> 'ST AMAND MONTROND', as the feed writes towns."""
    text = unicodedata.normalize("NFD", name)
    text = "".join(c for c in text if not unicodedata.combining(c)).upper()
    text = re.sub(r"[-']", " ", text)
    return re.sub(r"\bSAINT\b", "ST", re.sub(r"\bSAINTE\b", "STE", text))


def read_communes(path):
    with open(path, encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    communes = {}
    for row in rows:
        if row["insee"][:2] in DEPARTMENTS and row["lat"] and row["postal_codes"]:
            communes[row["insee"]] = dict(
                insee=row["insee"], name=row["name"], postal=row["postal_codes"].split("|")[0],
                population=int(row["population"] or 0), lat=float(row["lat"]), lon=float(row["lon"]))
    missing = [code for code, _ in TOWNS if code not in communes]
    if missing:
        sys.exit("communes missing from %s: %s" % (path, ", ".join(missing)))
    return communes


class Maker:
    def __init__(self, communes):
        self.rng = random.Random(SEED)
        self.communes = communes
        ordered = [communes[code] for code in sorted(communes)]
        named = {code for code, _ in TOWNS}
        self.middle = [c for c in ordered if c["population"] >= 4000 and c["insee"] not in named]
        self.villages = [c for c in ordered if 400 <= c["population"] < 4000]
        self.employers = self.make_employers()
        self.used_ids = set()

    def draw_place(self):
        kind = weighted(self.rng, [("town", 52), ("middle", 33), ("village", 15)])
        if kind == "town":
            return self.communes[weighted(self.rng, TOWNS)]
        if kind == "middle":
            return weighted(self.rng, [(c, c["population"]) for c in self.middle])
        return self.rng.choice(self.villages)

    def make_employers(self):
        """Some fifteen employers of each kind, each with one to three places."""
        words = [first + last for first in FIRST for last in LAST]
        self.rng.shuffle(words)
        employers = {}
        for kind, patterns in EMPLOYER_NAMES.items():
            employers[kind] = []
            for _ in range(9 if kind in ("network", "security", "textile", "metal") else 15):
                name = elide(self.rng.choice(patterns).format(words.pop()))
                if chance(self.rng, 30):
                    name = plain_upper(name)
                places = [self.draw_place() for _ in range(self.rng.choice([1, 1, 2, 3]))]
                employers[kind].append(dict(name=name, kind=kind, places=places))
        return employers

    def new_id(self):
        while True:
            if chance(self.rng, 72):
                text = "%03d%s" % (self.rng.randint(196, 209), "".join(self.rng.choice("BCDFGHJKLMNPQRSTVWXYZ") for _ in range(4)))
            else:
                text = str(self.rng.randint(7000000, 9899999))
            if text not in self.used_ids:
                self.used_ids.add(text)
                return text

    def pick(self, phrases, *values):
        return self.rng.choice(phrases).format(*values)

    # What the job asks: decided first, then written in the text and in the fields.
    def decide(self, job, employer):
        rng = self.rng
        facts = {"schedule": rng.choice(job["schedules"])}
        kind = employer["kind"]
        if job["contracts"]:
            facts["contract"] = job["contracts"]
        elif kind == "interim":
            facts["contract"] = "MIS"
        elif kind == "siae":
            facts["contract"] = weighted(rng, [("DDI", 35), ("CDD", 50), ("CDI", 15)])
        elif kind == "farm":
            facts["contract"] = weighted(rng, [("SAI", 50), ("CDD", 30), ("CDI", 20)])
        else:
            facts["contract"] = weighted(rng, [("CDI", 55), ("CDD", 37), ("SAI", 4), ("MIS", 4)])
        facts["months"] = rng.choice([2, 3, 4, 6, 8] if facts["contract"] == "SAI" else [1, 2, 3, 3, 4, 6, 6, 9, 12])

        must, wish, none = job["licence"]
        facts["licence"] = weighted(rng, [("must", must), ("wish", wish), ("none", none), ("", max(0, 98 - must - wish - none)), ("unclear", 2)])
        facts["letter"] = rng.choice(job["letter"].split("/"))
        facts["vehicle"] = ""
        if facts["licence"] in ("must", "wish", "") and chance(rng, job["vehicle"]):
            facts["vehicle"] = rng.choice(["must", "must", "wish"]) if facts["licence"] == "must" else rng.choice(["means", "wish"])
        facts["certs"] = [(name, "must" if roll < must_c else "wish")
                          for name, must_c, wish_c in job["certs"]
                          for roll in [rng.random() * 100] if roll < must_c + wish_c]
        facts["diplomas"] = [(name, "must" if roll < must_d else "wish")
                             for name, must_d, wish_d in job["diplomas"]
                             for roll in [rng.random() * 100] if roll < must_d + wish_d]
        facts["no_diploma"] = not facts["diplomas"] and chance(rng, 12)
        facts["exp"] = weighted(rng, list(zip(("none", "wish", "must"), job["exp"])))
        facts["exp_time"] = rng.choice([0, 0, 6, 12, 12, 12, 24, 24, 36, 60]) if facts["exp"] == "must" else rng.choice([6, 12])
        facts["lift"] = rng.choice(job["lift"])
        facts["lift_none"] = facts["lift"] == 0 and chance(rng, 5)
        for name in ("standing", "cold", "heights", "dust", "heat"):
            facts[name] = chance(rng, job[name])
        facts["french"] = "must" if chance(rng, job["french"]) else weighted(rng, [("", 88), ("wish", 8), ("none", 4)])
        facts["english"] = weighted(rng, [("must", job["english"] * .3), ("wish", job["english"] * .7), ("", 100 - job["english"])])
        facts["other"] = chance(rng, 6 if job["english"] else .5)
        facts["checks"] = [check for check in job["checks"] if chance(rng, 40)]
        facts["right"] = chance(rng, 3)
        facts["age"] = job["key"] in ("forklift", "industrial_cleaning", "labourer", "guard", "slaughterhouse", "delivery") and chance(rng, 12)
        facts["travel"] = chance(rng, job["travel"])
        facts["apprentice"] = facts["contract"] == "CDD" and facts["exp"] == "none" and bool(facts["diplomas"]) is False and bool(job["diplomas"]) \
            and all(d[1] < 100 for d in job["diplomas"]) and chance(rng, 18)
        hours, _, _, _ = SCHEDULES[facts["schedule"]]
        facts["hours"] = 26 if facts["contract"] == "DDI" else rng.choice(hours)
        return facts

    def time_words(self, months):
        if months < 12 or months % 12:
            return "%d mois" % months
        return "%d an%s" % (months // 12, "s" if months > 12 else "")

    def requirement_lines(self, facts):
        """The sentences that state what the job asks; a few are left to the fields alone."""
        rng, lines = self.rng, []
        told = facts["told"] = set()

        def say(name, phrases, *values, percent=100):
            if chance(rng, percent):
                line = self.pick(phrases, *values)
                lines.append(line[0].upper() + line[1:])
                told.add(name)

        letter = facts["letter"]
        if letter in ("CE", "BE") and chance(rng, 50):
            letter = {"CE": "EC", "BE": "EB"}[letter]
        if facts["licence"] == "must":
            say("licence", LICENCE_MUST + (LICENCE_MUST_CAR if letter == "B" else []), letter, percent=78)
        elif facts["licence"] == "wish":
            say("licence", LICENCE_WISH, letter, percent=75)
        elif facts["licence"] == "none":
            say("licence", LICENCE_NONE)
        elif facts["licence"] == "unclear":
            say("licence", LICENCE_UNCLEAR, letter)
        if facts["vehicle"]:
            say("vehicle", {"must": VEHICLE_MUST, "means": VEHICLE_MEANS_HOMES if facts["homes"] else VEHICLE_MEANS, "wish": VEHICLE_WISH}[facts["vehicle"]])
        caces = [c for c in facts["certs"] if c[0].startswith("CACES R489")]
        if len(caces) > 1 and len({c[1] for c in caces}) == 1 and chance(rng, 70):
            cats = [c[0].split()[-1] for c in caces]
            joined = ", ".join(cats[:-1]) + " et " + cats[-1]
            say("cert", CERT_MUST if caces[0][1] == "must" else CERT_WISH, rng.choice(["CACES R489 %s", "CACES R.489 cat. %s", "CACES %s"]) % joined)
            rest = [c for c in facts["certs"] if c not in caces]
        else:
            rest = facts["certs"]
        for name, strictness in rest:
            if name.startswith("CACES R489") and chance(rng, 35):
                name = name.replace("R489 ", rng.choice(["R489 cat ", "R489 catégorie ", "R.489-", ""]))
            say("cert", CERT_MUST if strictness == "must" else CERT_WISH, name)
        for name, strictness in facts["diplomas"]:
            say("diploma", DIPLOMA_MUST if strictness == "must" else DIPLOMA_WISH, name, percent=85)
        if facts["no_diploma"]:
            say("diploma", DIPLOMA_NONE)
        if facts["apprentice"]:
            lines.append(self.pick(APPRENTICE))
        months = self.time_words(facts["exp_time"])
        say("exp", {"none": EXP_NONE, "wish": EXP_WISH, "must": EXP_MUST if facts["exp_time"] else EXP_MUST_PLAIN}[facts["exp"]], months, percent=72)
        if facts["french"]:
            say("french", {"must": FRENCH_MUST, "wish": FRENCH_WISH, "none": FRENCH_NONE}[facts["french"]])
        if facts["english"]:
            say("english", ENGLISH_MUST if facts["english"] == "must" else ENGLISH_WISH, percent=85)
        if facts["other"]:
            lines.append(self.pick(OTHER_LANGUAGE))
        for check in facts["checks"]:
            lines.append(self.pick(RECORD if check == "record" else VACCINE))
        if facts["right"]:
            lines.append(self.pick(RIGHT))
        if facts["age"]:
            lines.append(self.pick(AGE))
        if facts["contract"] == "DDI":
            lines.append(self.pick(SCHEME))
        rng.shuffle(lines)
        return lines

    def condition_lines(self, facts):
        lines = []
        _, _, flags, texts = SCHEDULES[facts["schedule"]]
        if chance(self.rng, 86):
            lines.append(self.rng.choice(texts))
            facts["told"].add("hours")
        if facts["hours"] and chance(self.rng, 45):
            lines.append(self.pick(["{} heures par semaine.", "{} h hebdomadaires.", "Temps de travail : {} h / semaine.", "Contrat de {}h."], facts["hours"]))
        if facts["lift"] == "heavy":
            lines.append(self.pick(LIFT_HEAVY))
        elif facts["lift"]:
            lines.append(self.pick(LIFT_KG, facts["lift"]))
        elif facts["lift_none"]:
            lines.append(self.pick(LIFT_NONE))
        elif chance(self.rng, 5):
            lines.append(self.pick(LIFT_MAYBE))
        if not flags and chance(self.rng, 4):
            lines.append(self.pick(HOURS_MAYBE))
        for name, phrases in (("standing", STANDING), ("cold", COLD), ("heights", HEIGHTS), ("dust", DUST), ("heat", HEAT), ("travel", TRAVEL[:1] if facts["homes"] else TRAVEL)):
            if facts[name]:
                lines.append(self.pick(COLD_ROOM if name == "cold" and facts["kitchen"] else phrases))
        if "night" not in flags and "weekend" not in flags and facts["schedule"] in ("day", "site", "office", "lunch", "school") and not any(m in lines for m in HOURS_MAYBE) and chance(self.rng, 10):
            lines.append(self.rng.choice(["Pas de travail le week-end.", "Pas de travail de nuit ni le dimanche.", "Ni soir, ni week-end."]))
        return lines

    def describe(self, job, employer, place, facts):
        rng = self.rng
        facts["told"] = set()
        facts["homes"] = job["key"] in ("home_care", "family_care", "housework", "childminding")
        facts["kitchen"] = employer["kind"] not in ("food", "logi", "interim", "factory", "transport")
        requirements = self.requirement_lines(facts)
        conditions = self.condition_lines(facts)
        tasks = [t.replace("{n}", str(rng.choice([60, 80, 120, 200]))) for t in rng.sample(job["tasks"], min(len(job["tasks"]), rng.randint(3, 6)))]
        intro = self.rng.choice(INTRO_AGENCY if employer["kind"] == "interim" else INTRO).format(e=employer["name"], n=job["noun"], c=place["name"])
        intro = elide(intro.replace(" à Le ", " au ").replace(" à Les ", " aux "))
        contract = rng.choice(CONTRACT_WORDS[facts["contract"]]).format(m=facts["months"])

        if chance(rng, 13):     # a very short offer
            return " ".join([intro] + rng.sample(tasks, 1)[:1] + ["."] + conditions + requirements).replace(" . ", ". ")

        bullet = rng.choice(["- ", "- ", "-", "* ", " * ", "• ", "", "✅ " if chance(rng, 40) else "- "])
        titles = rng.choice([("Vos missions :", "Votre profil :", "Conditions :"), ("Missions principales", "Profil recherché", "Conditions de travail"),
                             ("Description du poste :", "Description du profil :", "Les plus du poste :"), ("", "", ""), ("VOS MISSIONS", "PROFIL", "HORAIRES ET CONTRAT")])
        blocks = []
        if chance(rng, 18):
            blocks.append("\n".join(t for t in (titles[0], ", ".join([tasks[0]] + [t[0].lower() + t[1:] for t in tasks[1:]]) + ".") if t))
        else:
            blocks.append("\n".join(t for t in [titles[0]] + [bullet + t for t in tasks] if t))
        soft = rng.sample(SOFT, rng.randint(1, 2))
        profile = requirements + soft
        conditions = conditions + ([contract] if chance(rng, 60) else [])
        if chance(rng, 16):
            conditions.append(rng.choice(["Salaire : {:.2f} € brut de l'heure.", "Taux horaire {:.2f} € brut."]).format(job["pay"] or 12.02) if job["pay"] else "Revenu selon activité.")
        listed = chance(rng, 40)
        middle = ["\n".join(t for t in [titles[2]] + ([bullet + c for c in conditions] if listed else [" ".join(conditions)]) if t),
                  "\n".join(t for t in [titles[1]] + ([bullet + p for p in profile] if listed else [" ".join(profile)]) if t)]
        if chance(rng, 50):
            middle.reverse()
        blocks += [b for b in middle if b.strip()]
        if chance(rng, 45) and job["pay"]:
            benefits = [b for b in BENEFITS if "CDI" not in b or facts["contract"] != "CDI"]
            blocks.append(rng.choice([" ".join, "\n".join])(rng.sample(benefits, rng.randint(1, 3))))
        if chance(rng, 30):
            blocks.append(rng.choice(BOILERPLATE_AGENCY if employer["kind"] == "interim" else BOILERPLATE).format(e=employer["name"]))
        if chance(rng, 14):
            blocks.append(self.safe_trap(facts))
        if chance(rng, 22):
            blocks.append(rng.choice(DIVERSITY))
        if chance(rng, 55):
            blocks.append(rng.choice(APPLY))
        head = [intro]
        if chance(rng, 35):
            head.insert(rng.randint(0, 1), rng.choice(PRAISE).format(e=employer["name"]))
        glue = rng.choice(["\n\n", "\n\n", "\n", "\n \n"])
        return glue.join([" ".join(head)] + blocks)

    def safe_trap(self, facts):
        """A sentence that names a requirement without asking for it."""
        traps = [t for t in TRAPS if not ("permis" in t and facts["licence"] == "must") and not ("CACES" in t and facts["certs"])]
        return self.rng.choice(traps)

    def dates(self):
        last = datetime.datetime(2026, 11, 20, 18, 0)
        age = min(80.0, self.rng.expovariate(1 / 18.0))
        created = last - datetime.timedelta(days=age, seconds=self.rng.randint(0, 40000))
        created = max(created, datetime.datetime(2026, 9, 1, 8, 0))
        updated = min(last, created + datetime.timedelta(hours=self.rng.choice([0, 1, 20, 50, 200, 400])))
        tail = self.rng.choice([".%03dZ" % self.rng.randint(0, 999), ".000Z", "Z", "+01:00"])
        return created.strftime("%Y-%m-%dT%H:%M:%S") + tail, updated.strftime("%Y-%m-%dT%H:%M:%S") + tail

    def place_field(self, place):
        rng = self.rng
        department = place["insee"][:2]
        label = "%s - %s" % (department, plain_upper(place["name"]) if chance(rng, 70) else place["name"])
        full = {"libelle": label, "latitude": place["lat"], "longitude": place["lon"], "codePostal": place["postal"], "commune": place["insee"]}
        form = weighted(rng, [("full", 76), ("no_code", 7), ("code", 6), ("strings", 3), ("department", 4), ("label", 4)])
        if form == "no_code":
            del full["codePostal"]
        elif form == "code":
            full = {"libelle": label, "commune": place["insee"]}
        elif form == "strings":
            full["latitude"], full["longitude"] = str(place["lat"]), str(place["lon"])
        elif form == "department":
            full = {"libelle": "%s - %s" % (department, DEPARTMENTS[department])}
        elif form == "label":
            full = {"libelle": label}
        return full

    def salary(self, job, facts):
        rng = self.rng
        if not job["pay"]:
            return {"libelle": ""}
        hourly = round(max(12.02, job["pay"] + rng.choice([-.2, 0, 0, .15, .3, .6, 1])), 2)
        month = round(hourly * facts["hours"] * 52 / 12, 2)
        return weighted(rng, [
            ({"libelle": "Horaire de %.2f Euros à %.2f Euros sur 12 mois" % (hourly, hourly + .5)}, 20),
            ({"libelle": "Horaire de %s Euros" % ("%.2f" % hourly).replace(".", ",")}, 20),
            ({"libelle": "Mensuel de %.2f Euros sur 12.0 mois" % month}, 15),
            ({"libelle": "Mensuel de %s Euros à %s Euros sur 12 mois" % (("%.2f" % month).replace(".", ","), ("%.2f" % (month * 1.05)).replace(".", ","))}, 12),
            ({"libelle": "Annuel de %.1f Euros à %.1f Euros sur 12.0 mois" % (month * 12, month * 12 * 1.06), "complement1": "Mutuelle"}, 8),
            ({"libelle": ""}, 8), ({"commentaire": "Selon profil"}, 5), ({"commentaire": "Convention collective", "complement1": "Autre"}, 4), (None, 8)])

    def fields(self, job, employer, place, facts, description):
        rng, told = self.rng, facts["told"]
        offer = {"id": self.new_id()}
        title = rng.choice(job["titles"])
        if "/" not in title or chance(rng, 50):
            title += weighted(rng, [(" (H/F)", 70), (" H/F", 12), (" F/H", 6), (" (F/H)", 4), ("", 8)])
        if chance(rng, 7):
            title = title.upper()
        if facts["schedule"] == "night" and "nuit" not in title.lower() and chance(rng, 30):
            title += " - nuit"
        if chance(rng, 5):
            title += " - " + place["name"]
        offer["intitule"] = title
        offer["description"] = description
        offer["dateCreation"], offer["dateActualisation"] = self.dates()
        if chance(rng, 5):
            del offer["dateActualisation"]
        if not chance(rng, 4):
            offer["lieuTravail"] = self.place_field(place)
        if chance(rng, 62):
            offer["romeCode"], offer["romeLibelle"] = job["rome"], ROME[job["rome"]][0]
        else:
            offer["romeCode"], offer["romeLibelle"] = job["old"]
        offer["appellationlibelle"] = ROME[job["rome"]][0] if chance(rng, 70) else re.sub(r" \(.*| CACES.*", "", job["titles"][0])
        company = {"nom": employer["name"], "entrepriseAdaptee": False}
        if chance(rng, 15):
            del company["nom"]
        elif chance(rng, 10):
            company["description"] = rng.choice(PRAISE).format(e=employer["name"])
        offer["entreprise"] = company

        contract = facts["contract"]
        offer["typeContrat"] = contract
        offer["typeContratLibelle"] = {"CDI": rng.choice(["CDI", "Contrat à durée indéterminée"]), "CDD": "CDD - %d Mois" % facts["months"],
                                       "MIS": rng.choice(["Mission intérimaire - %d Mois", "Intérim - %d Mois"]) % facts["months"],
                                       "SAI": "Contrat travail saisonnier - %d Mois" % facts["months"], "DDI": "CDD insertion - %d Mois" % facts["months"],
                                       "LIB": "Profession libérale", "FRA": "Franchise"}[contract]
        offer["natureContrat"] = {"LIB": "Emploi non salarié", "FRA": "Emploi non salarié", "DDI": "Insertion par l'activ.éco."}.get(
            contract, "Contrat apprentissage" if facts["apprentice"] else "Contrat travail")
        offer["alternance"] = bool(facts["apprentice"])

        months = facts["exp_time"]
        if facts["exp"] == "none":
            offer["experienceExige"], offer["experienceLibelle"] = "D", "Débutant accepté"
        elif facts["exp"] == "wish":
            offer["experienceExige"], offer["experienceLibelle"] = "S", "Expérience souhaitée"
        else:
            offer["experienceExige"] = "E"
            offer["experienceLibelle"] = "Expérience exigée" if not months else "Expérience exigée de %d Mois" % months if months < 12 else rng.choice(["%d An(s)", "Expérience exigée de %d An(s)"]) % (months // 12)
        if "exp" in told and chance(rng, 10):
            offer["experienceExige"] = None
            if chance(rng, 50):
                del offer["experienceLibelle"]

        if facts["licence"] in ("must", "wish") and ("licence" not in told or chance(rng, 55)):
            label = LICENCE_LABEL[facts["letter"]]
            label = rng.choice(label) if isinstance(label, list) else label
            mark = "E" if facts["licence"] == "must" else "S"
            word = "Exigé" if mark == "E" else "Souhaité"
            offer["permis"] = weighted(rng, [([{"libelle": label, "exigence": mark}], 75), ([{"exigence": mark, "libelle": label + " " + word}], 15), (label + " " + word, 10)])
        elif facts["licence"] == "none" and chance(rng, 12):
            offer["permis"] = [{"libelle": "Aucun permis", "exigence": "S"}]
        elif chance(rng, 3):
            offer["permis"] = rng.choice([None, []])

        if facts["diplomas"] and ("diploma" not in told or chance(rng, 55)):
            offer["formations"] = []
            for name, strictness in facts["diplomas"]:
                level = next(level for start, level in DIPLOMA_LEVEL if name.startswith(start))
                offer["formations"].append({"niveauLibelle": level, "commentaire": name, "exigence": "E" if strictness == "must" else "S"})
        languages = []
        if facts["french"] in ("must", "wish") and chance(rng, 30):
            languages.append({"libelle": "Français", "exigence": "E" if facts["french"] == "must" else "S"})
        if facts["english"] and ("english" not in told or chance(rng, 50)):
            languages.append({"libelle": "Anglais", "exigence": "E" if facts["english"] == "must" else "S"})
        if languages:
            offer["langues"] = languages
        if chance(rng, 60):
            skills = rng.sample(ROME[job["rome"]][1], min(len(ROME[job["rome"]][1]), rng.randint(2, 4)))
            offer["competences"] = [{"code": code, "libelle": label, "exigence": "E" if chance(rng, 15) else "S"} for code, label in skills]
            if facts["certs"] and chance(rng, 20):
                offer["competences"].append({"libelle": facts["certs"][0][0], "exigence": "E" if facts["certs"][0][1] == "must" else "S"})
        elif chance(rng, 3):
            offer["competences"] = None
        pay = self.salary(job, facts)
        if pay is not None:
            offer["salaire"] = pay

        _, words, flags, _ = SCHEDULES[facts["schedule"]]
        if facts["hours"] and ("hours" not in told or chance(rng, 60)):
            hours = "%dH" % facts["hours"]
            if facts["hours"] < 35:
                text = rng.choice(["Temps partiel - %s/semaine\n%s" % (hours, words), "temps partiel - %s %s" % (hours, words)])
            else:
                text = rng.choice(["%s/semaine\n%s" % (hours, words), "%s %s" % (hours, words), "%s H  %s" % (hours[:-1], words)])
            offer["dureeTravailLibelle"] = text
            if chance(rng, 30):
                offer["contexteTravail"] = {"horaires": [text], "conditionsExercice": [
                    "Station debout prolongée" if facts["standing"] else "Port et manipulation de charges lourdes ou encombrantes" if facts["lift"] == "heavy" else rng.choice(["Autre", ""])]}
        offer["dureeTravailLibelleConverti"] = ("Non renseigné" if not facts["hours"] or chance(rng, 15) else "Temps partiel" if facts["hours"] < 35 else "Temps plein")
        offer["nombrePostes"] = weighted(rng, [(1, 86), ("1", 12), (2, 1), (3, .5), ("5", .3), (10, .2)])
        offer["accessibleTH"] = chance(rng, 6)
        if chance(rng, 25):
            offer["deplacementCode"], offer["deplacementLibelle"] = (
                ("4", "Quotidiens Zone départementale") if facts["travel"] else ("1", "Jamais") if not job["travel"] else (None, None))
        if chance(rng, 40):
            offer["qualificationCode"], offer["qualificationLibelle"] = ("6", "Employé qualifié") if facts["diplomas"] else ("5", "Employé non qualifié")
        code, label = NAF[employer["kind"]]
        if chance(rng, 45):
            offer["codeNAF"], offer["secteurActivite"], offer["secteurActiviteLibelle"] = code, code[:2], label
        if chance(rng, 18):
            offer["qualitesProfessionnelles"] = [{"libelle": q, "description": ""} for q in rng.sample(QUALITIES, 2)]
        if chance(rng, 12):
            kind = rng.choice(["phone", "mail", "both", "url"])
            contact = {"nom": "%s - Service recrutement" % employer["name"]}
            if kind in ("phone", "both"):
                contact["telephone"] = "01 99 00 %02d %02d" % (rng.randint(10, 99), rng.randint(10, 99))
            if kind in ("mail", "both"):
                contact["courriel"] = "recrutement%d@example.org" % rng.randint(100, 999)
            if kind == "url":
                contact["urlPostulation"] = "https://exemple.example/postuler/" + offer["id"]
            offer["contact"] = contact
        offer["origineOffre"] = {"origine": "1" if len(offer["id"]) == 7 and not offer["id"].isdigit() else "2", "urlOrigine": "https://exemple.example/offre/" + offer["id"]}
        for name in ("complementExercice", "conditionExercice", "experienceCommentaire"):
            if chance(rng, 5):
                offer[name] = rng.choice([None, ""])
        return offer

    def spoil(self, text):
        """The left-overs of copy and paste that real feeds carry."""
        rng = self.rng
        kind = weighted(rng, [("", 77), ("html", 6), ("caps", 4), ("spaces", 3), ("one_line", 3), ("glued", 2), ("emoji", 2), ("bare", 3)])
        if kind == "html":
            named = {233: "&eacute;", 232: "&egrave;", 224: "&agrave;", 234: "&ecirc;", 8226: "&bull;", 176: "&deg;", 8364: "&euro;"}
            text = html.escape(text, quote=False).replace("'", "&#39;").translate(named).replace("\n", rng.choice(["<br>", "<br />", "<br>\n"]))
            if chance(rng, 40):
                text = "<p>" + text + "</p>"
        elif kind == "caps":
            text = text.upper()
        elif kind == "bare":        # typed without accents
            text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        elif kind == "spaces":
            text = text.replace(". ", ".  ").replace("\n", " \n\t")
        elif kind == "one_line":
            text = re.sub(r"\s*\n\s*", " ", text)
        elif kind == "glued":
            text = text.replace(".\n\n", ".").replace("\n\n", "")
        elif kind == "emoji":
            text = "📣 " + text.replace("\n\n", "\n\n👉 ", 2)
        return text

    def offer(self, job=None, employer=None, place=None, facts=None):
        job = job or weighted(self.rng, [(o, o["weight"]) for o in OCC])
        employer = employer or self.rng.choice(self.employers[self.rng.choice(job["kinds"])])
        place = place or self.rng.choice(employer["places"])
        facts = facts or self.decide(job, employer)
        text = self.describe(job, employer, place, facts)
        return self.fields(job, employer, place, facts, self.spoil(text)), (job, employer, place, facts)

    def repeat(self, offer):
        """The same offer under another id, with the small changes seen in feeds."""
        rng = self.rng
        copy = json.loads(json.dumps(offer))
        copy["id"] = self.new_id()
        copy["origineOffre"] = {"origine": "2", "urlOrigine": "https://exemple.example/offre/" + copy["id"]}
        change = rng.choice(["title", "head", "tail", "same", "date", "company"])
        if change == "title":
            copy["intitule"] = re.sub(r" \(?[HF]/[HF]\)?$", "", copy["intitule"]) + rng.choice([" F/H", " (H/F)", ""])
        elif change == "head":
            copy["description"] = "Offre relayée par un site partenaire.\n" + copy["description"]
        elif change == "tail":
            copy["description"] = copy["description"].rstrip(". ") + ".\nRéférence à rappeler : R%d" % rng.randint(1000, 9999)
        elif change == "company":
            copy.get("entreprise", {}).pop("nom", None)
        copy["description"] = re.sub(r"\n\n+", rng.choice(["\n", "\n\n"]), copy["description"])
        copy["dateCreation"], copy["dateActualisation"] = self.dates()
        if chance(rng, 30):
            copy.pop("competences", None)
        return copy


def broken_lines(lines):
    """Lines that a reader must set aside, at known places (from 1)."""
    whole = json.dumps({"id": "203BRKN", "intitule": "Agent de tri (H/F)", "description": "Tri des emballages."}, ensure_ascii=False)
    wrong = {
        57: '{"id": "201TRNC", "intitule": "Employé de rayon (H/F)", "description": "Remplir les rayons avant l\'ouvert',
        203: '{"intitule": "Agent de propreté (H/F)", "description": "Nettoyage de bureaux, débutant accepté.", "typeContrat": "CDD"}',
        348: '{"id": "202VIDE", "intitule": "", "description": "Préparation de commandes en 2x8.", "typeContrat": "MIS"}',
        512: '["une liste", "et non un objet"]',
        777: '{"id": null, "intitule": "Plongeur (H/F)", "description": "Plonge du soir."}',
        901: '{"id": "", "intitule": "Cariste (H/F)", "description": "CACES R489 3 exigé."}',
        1064: whole + " " + whole,
        1230: "{'id': '204QUOT', 'intitule': 'Maçon (H/F)'}",
        1402: '{"id": "205NULL", "intitule": null, "description": "Garde d\'enfants le mercredi."}',
        1555: '"seulement une phrase"',
    }
    for number in sorted(wrong):
        lines.insert(number - 1, wrong[number])
    return sorted(wrong)


def main():
    parser = argparse.ArgumentParser(description="Write offers.jsonl, the synthetic offers of this folder.")
    parser.add_argument("--communes", default="../referential/communes.tsv", metavar="FILE")
    maker = Maker(read_communes(parser.parse_args().communes))
    rng = maker.rng
    made = [maker.offer() for _ in range(OFFERS)]
    offers = [offer for offer, _ in made]

    # Two true posts of one employer, in one place: other hours, other tasks.
    pairs = []
    several = [one for one in made if len(set(one[1][0]["schedules"])) > 1]
    for first, (job, employer, place, facts) in rng.sample(several, PAIRS):
        other = dict(maker.decide(job, employer))
        others = [s for s in job["schedules"] if s != facts["schedule"]]
        if others:
            other["schedule"] = rng.choice(others)
        offers.append(maker.offer(job, employer, place, other)[0])
        pairs.append("%s/%s" % (first["id"], offers[-1]["id"]))

    # The same offer under several ids.
    groups = []
    for source in rng.sample(offers[:OFFERS], GROUPS):
        copies = [maker.repeat(source) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
        groups.append([source["id"]] + [c["id"] for c in copies])
        offers.extend(copies)

    rng.shuffle(offers)
    lines = [json.dumps(offer, ensure_ascii=False) for offer in offers]
    wrong = broken_lines(lines)
    with open(OUTPUT, "w", encoding="utf-8", newline="\n") as stream:
        stream.write("\n".join(lines) + "\n")
    print("%d offers, %d broken lines (%s)" % (len(offers), len(wrong), ", ".join(map(str, wrong))))
    print("two true posts: " + " ".join(pairs))
    print("repeated offers, one group a line:")
    for group in groups:
        print(" ".join(group))


# ROME 4.0: label and a few skills of each occupation (France Travail, Licence Ouverte)

ROME_TABLE = """
K2204	Agent / Agente de nettoyage industriel	126339=Nettoyer à l'aide d'engins mécanisés et motorisés; 483346=Contrôler la qualité du nettoyage effectué; 484860=Communiquer avec les équipes sur le terrain; 484992=Nettoyer les surfaces et les espaces communs; 486481=Gérer l'approvisionnement en produits de nettoyage; 489878=Respecter les règles d'hygiène et de sécurité au travail
K2205	Agent / Agente de propreté de locaux	119621=Doser des produits d'entretien; 124542=Eliminer par aération, désodorisation, les pollutions de lieux; 125246=Entretenir une surface, un sol; 125971=Définir des besoins en approvisionnement; 300152=Préparer du matériel en prévision d'un travail; 300177=Entretenir, nettoyer un produit ou du matériel
G1605	Plongeur officier / Plongeuse officière de cuisine	104262=Réaliser la plonge; 104263=Essuyer et ranger la vaisselle, la verrerie, les ustensiles de cuisine; 114538=Vérifier l'état de propreté de la vaisselle et la ranger; 300282=Entretenir, nettoyer un espace, un lieu, un local; 300298=Evacuer et trier des déchets, des produits; 489877=Respecter les règles d'hygiène et de sécurité alimentaire
G1609	Cuisinier / Cuisinière	124935=Dresser des plats pour le service; 140976=Lutter contre le gaspillage alimentaire; 300090=Préparer des plats culinaires; 300091=Concevoir des recettes et menus; 403583=Assurer le respect des normes d'hygiène et de sécurité alimentaire; 483176=Préparer des plats à base de produits locaux
G1602	Commis / Commise de cuisine	125006=Préparer des ustensiles de cuisine; 400429=Manipuler des équipements de cuisine; 403326=Assurer la propreté de la zone de travail; 404183=Assurer le respect des normes de sécurité alimentaire; 104207=Préparer les viandes et les poissons; 116932=Assurer le suivi des stocks en temps réel
G1606	Cuisinier / Cuisinière de collectivité	116233=Réaliser des techniques de préparation culinaire en collectivité; 116932=Assurer le suivi des stocks en temps réel; 122877=Entretenir des équipements de cuisine professionnelle; 125971=Définir des besoins en approvisionnement; 140976=Lutter contre le gaspillage alimentaire; 300090=Préparer des plats culinaires
G1607	Employé / Employée de restauration collective	104227=Préparer, assembler des plats simples; 117532=Disposer des produits sur le lieu de vente; 122877=Entretenir des équipements de cuisine professionnelle; 300129=Mettre en oeuvre les processus et les modes opératoires techniques; 300282=Entretenir, nettoyer un espace, un lieu, un local; 300298=Evacuer et trier des déchets, des produits
G1603	Equipier polyvalent / Equipière polyvalente de restauration rapide	104227=Préparer, assembler des plats simples; 124961=Préparer des boissons chaudes ou froides; 300129=Mettre en oeuvre les processus et les modes opératoires techniques; 300303=Procéder à l'encaissement; 300364=Répondre aux attentes d'un client; 403013=Préparer ou réchauffer des pains et des viennoiseries
G1803	Serveur / Serveuse en restauration	101901=Accueillir le client et l'installer; 104324=Prendre une commande client; 108845=Assister et aider les personnes en attendant les secours; 117932=Réaliser la mise en place de la salle et de l'office; 117933=Effectuer le service des plats à table; 300282=Entretenir, nettoyer un espace, un lieu, un local
G1501	Employé / Employée d'étage	124101=Approvisionner un chariot de ménage ou chariot de linge; 300282=Entretenir, nettoyer un espace, un lieu, un local; 300448=Respecter des règles, des consignes, normes et procédures opérationnelles; 489797=Entretenir les sanitaires; 489833=Ranger le linge, les produits d'entretien et les consommables; 489879=Respecter les standards qualité de l'établissement
G1703	Réceptionniste	123491=Mettre à jour les informations client dans le système informatique; 300411=Parler une ou plusieurs langues étrangères; 300448=Respecter des règles, des consignes, normes et procédures opérationnelles; 400557=Gérer les appels téléphoniques entrants et sortants; 483764=Assurer la liaison avec les autres départements de l'hôtel; 485873=Gérer les paiements et les transactions financières à la réception
N1103	Préparateur / Préparatrice de commandes	110098=Gérer les documents de transport et de suivi de commande; 125825=Respecter les normes de sécurité dans toutes les interventions; 300259=Participer à un inventaire; 300645=Préparer les commandes en suivant les procédures; 400163=Contrôler la conformité du produit à la commande; 484044=Traiter les commandes et préparer les expéditions
N1101	Cariste	115630=Réceptionner et préparer des commandes; 122623=Entreposer des produits; 124098=Assurer la sécurité du chargement; 400110=Charger ou décharger un véhicule utilitaire, un poids lourd; 484039=Conduire un chariot élévateur en respectant les normes de sécurité; 484042=Respecter les procédures de sécurité lors de la manutention des charges
N1105	Manutentionnaire	121866=Rapporter les incidents et anomalies rencontrés; 300264=Manipuler un engin de manutention ou de chantier; 300265=Charger, décharger, manutentionner des produits; 300645=Préparer les commandes en suivant les procédures; 400094=Pratiquer des gestes et postures de manutention en toute sécurité; 483142=Contrôler la qualité des produits en cours de traitement
N4105	Conducteur-livreur / Conductrice-livreuse	110675=Procéder aux vérifications de sécurité d'un véhicule; 125102=Livrer une commande; 400094=Pratiquer des gestes et postures de manutention en toute sécurité; 400661=Respecter le code de la route; 483842=Respecter les délais de livraison prévus; 484248=Appliquer les procédures de sécurité en cas d'urgence
N4101	Conducteur / Conductrice de poids lourd	110024=Conduire un poids lourd; 110527=Contrôler l'état de fonctionnement du véhicule; 400094=Pratiquer des gestes et postures de manutention en toute sécurité; 400661=Respecter le code de la route; 484248=Appliquer les procédures de sécurité en cas d'urgence; 485793=Respecter les horaires de livraison prévus
N4103	Conducteur / Conductrice de bus	110527=Contrôler l'état de fonctionnement du véhicule; 300270=Conduire un véhicule routier; 300275=Transporter des passagers; 484187=Communiquer efficacement les informations de trajet; 484192=Adapter la conduite en fonction des conditions météorologiques; 484195=Gérer les interactions avec les passagers de manière professionnelle
N4102	Conducteur / Conductrice de transport de particuliers	126374=Assurer la maintenance de premier niveau du véhicule; 300270=Conduire un véhicule routier; 300303=Procéder à l'encaissement; 484953=Maintenir une communication claire et professionnelle; 486814=Assurer la propreté intérieure du véhicule; 486816=Effectuer des vérifications de sécurité avant le départ
K1302	Assistant / Assistante de vie dépendance	115131=Préparer des repas; 123872=Accompagner une personne lors d'un déplacement; 300428=Utiliser des logiciels spécifiques; 300450=Respecter la confidentialité des informations; 400076=Aider des personnes dans leur cadre de vie; 400100=Aider une personne à s'habiller
K1311	Assistant / Assistante de vie aux familles	120684=Maintenir, favoriser le lien social de la personne; 126019=Renseigner des supports de suivi d'activité; 300447=Respecter les règles d'éthique et de déontologie; 482711=Encourager l'autonomie dans les activités quotidiennes; 483081=Encourager la personne à maintenir une activité physique adaptée; 489930=Entretenir les espaces de vie et le linge de la personne accompagnée
K1304	Employé familial / Employée familiale	115131=Préparer des repas; 300450=Respecter la confidentialité des informations; 300551=Entretenir le linge de maison et les vêtements; 400076=Aider des personnes dans leur cadre de vie; 482711=Encourager l'autonomie dans les activités quotidiennes; 486149=Favoriser la collaboration entre les différents intervenants
K1303	Garde d'enfant	107848=Organiser et animer des activités ludiques et d'éveil; 107933=Préparer et donner un repas, une boisson à l'enfant; 107935=Procéder à la toilette et aux soins de l'enfant; 115271=Organiser des activités éducatives pour les enfants; 300090=Préparer des plats culinaires; 300282=Entretenir, nettoyer un espace, un lieu, un local
K1308	Agent territorial spécialisé / Agente territoriale spécialisée des écoles maternelles (ATSEM)	107368=Accueillir des enfants; 116224=Construire et maintenir des relations professionnelles durables; 118132=Organiser des activités ludiques et éducatives durant le trajet; 300282=Entretenir, nettoyer un espace, un lieu, un local; 300421=Comprendre et respecter les règles de vie collective; 300451=Relayer de l'information
J1501	Aide-soignant / Aide-soignante	107747=Evaluer la douleur des patients et ajuster les soins; 300447=Respecter les règles d'éthique et de déontologie; 300448=Respecter des règles, des consignes, normes et procédures opérationnelles; 489901=Assister l'infirmier lors de la réalisation de soins; 115109=Contribuer à promouvoir les pratiques de santé préventive; 120684=Maintenir, favoriser le lien social de la personne
J1304	Auxiliaire de puériculture	107368=Accueillir des enfants; 107661=Réaliser des soins d'hygiène corporelle, de confort et de prévention; 404319=Accompagner les parents dans leur rôle éducatif et parental; 107369=Préparer et donner une prescription médicale à l'enfant; 107848=Organiser et animer des activités ludiques et d'éveil; 115066=Réaliser la prise en charge d'un nouveau-né et les examens de naissance
J1301	Agent / Agente de service hospitalier (ASH)	126384=Nettoyer, désinfecter et ranger la chambre et l'installation sanitaire; 300447=Respecter les règles d'éthique et de déontologie; 300448=Respecter des règles, des consignes, normes et procédures opérationnelles; 404219=Respecter les protocoles de nettoyage et de désinfection; 482991=Réaliser le nettoyage des surfaces et sols en milieu hospitalier; 119622=Manipuler des produits de nettoyage et d'entretien
F1703	Maçon / Maçonne	103767=Terrasser et niveler la fondation; 103771=Coffrer des ouvrages en béton; 103775=Réaliser et lisser les joints; 121482=Appliquer les mortiers; 121518=Positionner des éléments d'armature de béton; 121519=Assembler les structures porteuses lourdes d'un ouvrage
F1704	Manœuvre bâtiment	100240=Sécuriser un équipement, un périmètre; 103775=Réaliser et lisser les joints; 121956=Installer des bordures de trottoirs; 121977=Terrasser un terrain ou une construction; 123262=Ragréer une surface de pose; 123662=Nettoyer les outils et le matériel de chantier
F1606	Peintre en bâtiment	103566=Préparer la peinture; 119936=Implanter une zone de chantier; 122721=Identifier des moyens techniques et matériels pour un chantier; 126395=Appliquer des peintures; 300224=Réaliser, poser des revêtements; 403326=Assurer la propreté de la zone de travail
F1604	Plaquiste	103775=Réaliser et lisser les joints; 122639=Poser des plafonds suspendus; 122945=Monter des cloisons ou faux-plafonds; 400492=Nettoyer le site d'intervention et ranger les outils; 485214=Installer des systèmes d'isolation thermique ou acoustique; 485215=Vérifier l'alignement et l'aplomb des structures montées
F1602	Electricien / Electricienne du bâtiment	105734=Réaliser une opération de câblage électrique; 106679=Changer ou réparer une pièce ou un ensemble défectueux; 106811=Contrôler la qualité des installations électriques; 122872=Installer un système électrique; 400303=Mettre le réseau en service et contrôler l'installation; 400528=Trier les déchets selon leur traitement ou leur valorisation futurs
F1603	Plombier / Plombière sanitaire	113669=Réaliser un diagnostic de panne ou de dysfonctionnement d'installation; 114888=Respecter les normes de sécurité sur les chantiers; 122970=Poser des éléments sanitaires; 300408=Rédiger un rapport, un compte rendu d'activité; 400528=Trier les déchets selon leur traitement ou leur valorisation futurs; 482738=Communiquer efficacement avec les clients et les fournisseurs
F1608	Carreleur / Carreleuse	119936=Implanter une zone de chantier; 121971=Couper des matériaux de revêtements et de finition; 122011=Définir l'alignement d'un revêtement; 122119=Déposer un revêtement; 122643=Fixer les carrelages, faïences, plinthes ou barres de seuil; 123249=Poser des carreaux sur un support
F1702	Ouvrier / Ouvrière en voiries	103758=Remblayer l'excavation et compacter les tranchées; 103760=Répandre les granulats, les gravillons ou les déblayer; 121159=Sécuriser le périmètre d'intervention; 121468=Appliquer les couches d'assises de chaussée; 121469=Compacter les couches d'assises de chaussée; 123252=Positionner des repères d'ouvrages sur un chantier
F1619	Couvreur / Couvreuse	103408=Réaliser l'isolation et l'étanchéité de la toiture, terrasse; 103797=Réaliser la pose d'éléments de couverture; 121358=Poser les gouttières, chéneaux et tuyaux de descente; 122016=Définir l'emplacement des supports de couverture; 122017=Poser des supports de couverture; 122128=Déposer une toiture
A1203	Agent / Agente d'entretien des espaces verts	100063=Tailler les arbres; 122570=Effectuer l'entretien de végétaux; 122843=Planter un arbre, une plante, un végétal; 300426=Utiliser les outils numériques; 403898=Respecter les consignes de sécurité lors de l'utilisation de machines; 483173=Nettoyer les allées et les surfaces pavées
A1208	Jardinier / Jardinière paysagiste	116214=Entretenir le jardin (travailler et amender le sol, désherber, tondre); 122843=Planter un arbre, une plante, un végétal; 482269=Gérer les ressources naturelles de manière durable; 484267=Concevoir des jardins qui garantissent la biodiversité; 484268=Sélectionner des engrais naturels et biologiques; 100063=Tailler les arbres
A1402	Aide agricole en production végétale	117548=Stocker un produit; 119691=Nettoyer et entretenir les équipements et machines utilisés; 122725=Installer du matériel de plantation; 122730=Préparer les sols, les plantations (épandage, semis, etc.); 122843=Planter un arbre, une plante, un végétal; 483172=Appliquer des traitements phytosanitaires selon la réglementation
A1433	Maraîcher / Maraîchère	117548=Stocker un produit; 121752=Commercialiser les produits d'une exploitation; 122730=Préparer les sols, les plantations (épandage, semis, etc.); 500259=Utiliser des méthodes de lutte biologique contre les nuisibles; 500262=Développer et mettre en place des pratiques agricoles durables; 507277=Adapter les pratiques agricoles aux changements climatiques
A1403	Aide d'élevage agricole	100295=Gérer les stocks de nourriture et distribuer les aliments; 100300=Répartir les animaux dans des locaux d'élevage ou en plein air; 114151=Réaliser les soins d'hygiène et de confort des animaux; 123075=Regrouper des animaux; 300282=Entretenir, nettoyer un espace, un lieu, un local; 404019=Respecter le bien-être animal
A1401	Cueilleur / Cueilleuse de fruits	300152=Préparer du matériel en prévision d'un travail; 300274=Transporter des marchandises; 403326=Assurer la propreté de la zone de travail; 115630=Réceptionner et préparer des commandes; 119691=Nettoyer et entretenir les équipements et machines utilisés; 122813=Contrôler la maturité d'un fruit
H2105	Agent / Agente de production en industrie alimentaire	119691=Nettoyer et entretenir les équipements et machines utilisés; 121378=Etablir des rapports de production et d'incidents; 300255=Contrôler la qualité et la conformité d'un produit; 300265=Charger, décharger, manutentionner des produits; 100136=Prélever des échantillons de matières ou de produits; 120276=Respecter des procédures, modes opératoires et instructions
H2101	Ouvrier / Ouvrière d'abattoir	100409=Manipuler des animaux; 113958=Procéder à l'anesthésie ou à l'euthanasie d'un animal; 121948=Identifier les types et morceaux de viande; 122728=Positionner et régler une machine d'abattage; 122795=Réaliser le calibrage d'une carcasse; 122802=Réceptionner des bêtes vivantes
H3302	Agent / Agente de conditionnement	106408=Inspecter visuellement les produits finis pour détecter les défauts; 300208=Approvisionner une machine en matière première ou en produit; 300265=Charger, décharger, manutentionner des produits; 300268=Conditionner des produits; 300282=Entretenir, nettoyer un espace, un lieu, un local; 102912=Réaliser l'étiquetage de produits
H2402	Couturier industriel / Couturière industrielle de l'habillement	105202=Réaliser des opérations de pose d'élastique sur des articles textiles; 300178=Réaliser des corrections ou réparations sur un ouvrage; 485737=Choisir des techniques de couture adaptées aux matériaux; 485738=Adapter des patrons pour des tailles spécifiques; 485743=Développer des méthodes de travail plus efficaces; 105199=Réaliser des opérations de boutonnière sur des articles textiles
D1242	Linger / Lingère	101967=Restituer les articles au client après contrôle du nettoyage, repassage; 107664=Réceptionner et distribuer le linge propre; 119622=Manipuler des produits de nettoyage et d'entretien; 125491=Préparer un article en vue du repassage; 400094=Pratiquer des gestes et postures de manutention en toute sécurité; 400105=Distinguer les matières premières textiles et leurs propriétés
K2201	Blanchisseur industriel / Blanchisseuse industrielle	102903=Retirer des produits non conformes; 119621=Doser des produits d'entretien; 123333=Enclencher le programme d'une machine à laver; 123524=Conditionner du linge; 123573=Contrôler l'aspect du linge traité; 124477=Identifier une tache ou une salissure
D1507	Employé / Employée de rayon libre-service	102903=Retirer des produits non conformes; 102912=Réaliser l'étiquetage de produits; 104174=Accueillir, orienter et renseigner un client; 117468=Réaliser la mise en rayon; 117469=Réaliser le réassort; 118069=Gérer une caisse
D1505	Hôte / Hôtesse de caisse	104174=Accueillir, orienter et renseigner un client; 115722=Promouvoir les événements spéciaux ou les promotions en magasin; 121749=Clôturer une caisse; 122327=Recueillir l'avis et les remarques d'un client; 124661=Désactiver l'antivol d'un article; 300303=Procéder à l'encaissement
D1106	Vendeur / Vendeuse en épicerie	102903=Retirer des produits non conformes; 116932=Assurer le suivi des stocks en temps réel; 123793=Contrôler l'état de conservation d'un produit périssable; 125971=Définir des besoins en approvisionnement; 300181=Entretenir un équipement, une machine, une installation; 300259=Participer à un inventaire
D1102	Boulanger / Boulangère	104174=Accueillir, orienter et renseigner un client; 123778=Vérifier les stocks de matières premières; 124960=Défourner des pains et viennoiseries; 126357=Confectionner des viennoiseries; 300181=Entretenir un équipement, une machine, une installation; 300374=Présenter et valoriser un produit ou un service
D1101	Boucher / Bouchère	104174=Accueillir, orienter et renseigner un client; 106394=Vérifier et maintenir l'état de propreté des équipements; 114110=Vider et nettoyer des bêtes; 121771=Promouvoir les produits auprès des clients; 121948=Identifier les types et morceaux de viande; 300255=Contrôler la qualité et la conformité d'un produit
K2503	Agent / Agente de prévention et de sécurité	104016=Contrôler le fonctionnement d'un dispositif de sécurité; 125317=Assurer la sécurité des visiteurs et du personnel; 300079=Observer des faits, des évènements, des comportements; 300149=Evaluer, prévenir, et gérer les risques et la sécurité; 300284=Contrôler l'accès et la circulation des personnes; 300352=Protéger des personnes et des biens
K2303	Ripeur / Ripeuse	117475=Collecter des déchets ménagers ou industriels; 126339=Nettoyer à l'aide d'engins mécanisés et motorisés; 300282=Entretenir, nettoyer un espace, un lieu, un local; 400528=Trier les déchets selon leur traitement ou leur valorisation futurs; 400639=Maintenir l'état de propreté d'un point de collecte; 106394=Vérifier et maintenir l'état de propreté des équipements
K2304	Agent / Agente de tri des déchets	108742=Recycler des produits et matériaux en bois, palettes; 108743=Recycler des produits et matériaux électroménagers; 108744=Recycler des produits et matériaux métalliques; 108749=Recycler des produits et matériaux informatiques; 300298=Evacuer et trier des déchets, des produits; 485439=Assurer la maintenance de premier niveau des machines de tri
I1604	Mécanicien / Mécanicienne automobile	107047=Contrôler la conformité technique d'un véhicule; 489755=Appliquer les normes relatives à la manipulation de fluides frigorigènes; 489756=Appliquer les normes relatives à la prévention des risques électriques; 489854=Réaliser les opérations d'entretien des circuits de lubrification; 489857=Réaliser les opérations d'entretien du système de freinage; 113751=Conduire un véhicule léger
I1619	Mécanicien / Mécanicienne cycles	114218=Diagnostiquer les dysfonctionnements techniques; 118339=Analyser la performance d'un véhicule; 124867=Repérer des dégradations ou incidents; 300308=Estimer les coûts et les délais d'une activité ou d'une prestation; 400856=Remplacer les pièces défectueuses et assembler les éléments; 483897=Suivre les évolutions technologiques des batteries
H2913	Soudeur / Soudeuse	102828=Régler les paramètres des machines et équipements; 114828=Réaliser le traitement thermique de soudures (acier carbone, ...); 121159=Sécuriser le périmètre d'intervention; 300256=Contrôler la qualité et la conformité d'un livrable; 402243=Préparer la zone de travail et les moyens nécessaires à l'activité; 404169=Respecter les délais de production pour répondre aux demandes des clients
H2909	Assembleur monteur / Assembleuse monteuse	105456=Identifier des non-conformités; 300124=Comprendre, interpréter des données et documents techniques; 300180=Contrôler la conformité d'un équipement, d'une machine, d'une installation; 300255=Contrôler la qualité et la conformité d'un produit; 300426=Utiliser les outils numériques; 102828=Régler les paramètres des machines et équipements
I1203	Agent / Agente d'entretien du bâtiment	104888=Monter du mobilier; 483050=Assurer la maintenance préventive des installations; 103668=Réparer ou modifier des éléments maçonnés; 106670=Entretenir un logement; 106671=Entretenir des stades, équipements sportifs; 106811=Contrôler la qualité des installations électriques
M1602	Agent administratif / Agente administrative	101622=Procéder à l'enregistrement, au tri, à l'affranchissement du courrier; 300361=Accueillir, orienter, renseigner un public; 300407=Corriger et mettre en forme un document; 300426=Utiliser les outils numériques; 300431=Mettre à jour un dossier, une base de données; 404773=Mettre en forme un document
M1601	Chargé / Chargée d'accueil	104090=Assurer un accueil téléphonique; 121985=Faciliter la résolution de questions et démarches administratives; 300361=Accueillir, orienter, renseigner un public; 300426=Utiliser les outils numériques; 300451=Relayer de l'information; 400328=Garantir un suivi administratif
G1203	Animateur / Animatrice jeunesse	300030=Concevoir et animer des activités de détente ou de loisirs; 300241=Evaluer la mise en œuvre d'un projet, d'un plan d'action; 300441=Prévenir et résoudre les conflits; 300449=Expliquer et faire respecter les règles et procédures; 403342=Préparer l'espace et le matériel nécessaires à la séance d'activité; 482284=Encourager la participation de chaque membre du groupe
D1408	Conseiller / Conseillère clientèle à distance	300363=Identifier, traiter une demande client; 400187=Adapter sa communication selon l'interlocuteur; 400557=Gérer les appels téléphoniques entrants et sortants; 483431=Assurer la confidentialité des informations client; 485132=Répondre aux appels téléphoniques, mails, tchat et renseigner les clients; 486851=Répondre aux demandes d'information
H2604	Assembleur / Assembleuse en produits électriques et électroniques	105767=Assembler des composants électriques; 300124=Comprendre, interpréter des données et documents techniques; 300208=Approvisionner une machine en matière première ou en produit; 300255=Contrôler la qualité et la conformité d'un produit; 300261=Organiser et contrôler un approvisionnement; 300268=Conditionner des produits
K2202	Laveur / Laveuse de vitres	107957=Laver des vitres; 108679=Réaliser la remise en état de vitrerie; 300363=Identifier, traiter une demande client; 300474=Alerter, demander un appui ou un arbitrage; 300636=Organiser et planifier une activité; 400793=Protéger les lieux et les biens des dommages
K2104	Surveillant / Surveillante en milieu scolaire	300036=Assurer une médiation; 300441=Prévenir et résoudre les conflits; 502245=Gérer les incidents mineurs entre élèves; 502246=Assurer la sécurité des élèves lors des interclasses; 502249=Promouvoir le respect des règles de l'établissement; 502253=Assister le personnel éducatif lors des urgences
A1202	Agent / Agente d'entretien des espaces naturels	122570=Effectuer l'entretien de végétaux; 122719=Installer un élément de protection d'espace naturel; 125978=Préparer le matériel, les matériaux et les outillages; 400151=Rendre compte de son action, de risques ou d'anomalies au responsable; 489310=Poser et entretenir le mobilier extérieur ou la signalétique; 514814=Réaliser des travaux d'aménagement et d'entretien d'un espace naturel
D1214	Vendeur / Vendeuse en prêt-à-porter	300282=Entretenir, nettoyer un espace, un lieu, un local; 300303=Procéder à l'encaissement; 300361=Accueillir, orienter, renseigner un public; 300368=Vendre ou louer des produits ou des services; 300374=Présenter et valoriser un produit ou un service; 300375=Organiser, aménager un espace de vente
N1104	Pontier / Pontière	100240=Sécuriser un équipement, un périmètre; 110057=Lever des conteneurs; 110063=Manoeuvrer une grue de quai; 110064=Manoeuvrer une passerelle; 110065=Manoeuvrer un pont-mobile; 123814=Contrôler l'état de fonctionnement d'un appareil
G1604	Pizzaïolo / Pizzaïola	116932=Assurer le suivi des stocks en temps réel; 124952=Cuire une pizza au four; 300282=Entretenir, nettoyer un espace, un lieu, un local; 400429=Manipuler des équipements de cuisine; 483176=Préparer des plats à base de produits locaux; 483343=Gérer le recyclage des déchets après nettoyage
A1418	Viticulteur / Viticultrice	122574=Soigner un arbre, une plante; 122730=Préparer les sols, les plantations (épandage, semis, etc.); 122825=Entretenir un arbre, une plantation; 122843=Planter un arbre, une plante, un végétal; 300214=Appliquer un traitement, un produit; 100347=Réaliser la mise en fûts ou en bouteilles, le bouchage, l'étiquetage
F1302	Conducteur / Conductrice d'engins de chantier	125825=Respecter les normes de sécurité dans toutes les interventions; 400618=Analyser les consignes en appréciant les difficultés du chantier; 400660=Rédiger un rapport d'intervention pour rendre compte de la situation; 482770=Effectuer la maintenance de premier niveau des engins; 512896=Conduire l'engin en se positionnant si possible en marche avant; 513335=Reformuler les consignes et les règles (sécurité, procédures...)
C1504	Conseiller / Conseillère immobilier	117113=Organiser et planifier la visite de biens immobiliers; 119790=Développer des offres promotionnelles; 122190=Présenter les modalités d'acquisition ou de location d'un bien; 122361=Valoriser un bien immobilier; 122362=Réaliser le descriptif d'un bien immobilier; 123055=Evaluer la capacité financière d'un client
"""

ROME = {}
for _line in ROME_TABLE.strip().split("\n"):
    _code, _label, _skills = _line.split("\t")
    ROME[_code] = (_label, [tuple(skill.split("=", 1)) for skill in _skills.split("; ")])

if __name__ == "__main__":
    main()
