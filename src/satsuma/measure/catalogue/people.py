"""Who customers are: demographic and psychographic factors."""

from __future__ import annotations

from satsuma.measure.catalogue.factor import asked, computed, imported
from satsuma.model.kinds import Family, Sensitivity

_D = Family.DEMOGRAPHIC
_P = Family.PSYCHOGRAPHIC
_SENSITIVE = Sensitivity.SENSITIVE
AGREEMENT = "strongly disagree | disagree | neither | agree | strongly agree"

DEMOGRAPHIC = (
    computed(_D, "age", "P", "years since birth_date", "A birth date or an age band at sign-up.",
             aliases=("age", "age group", "age band", "age range", "alter", "altersgruppe", "edad", "eta", "leeftijd",
                      "tranche d age")),
    imported(_D, "gender identity",
             "gender | gender identity | sex | geschlecht | genre | sexe | genero | sexo | genere | sesso",
             "An optional form field with free choice and 'prefer not to say'."),
    imported(_D, "ethnicity", "ethnicity | ethnic group | race | ethnie | ethnische herkunft | etnia | raza",
             "Only with a lawful reason and consent; it stays off until the project allows it.", sensitivity=_SENSITIVE),
    imported(_D, "occupation",
             "occupation | profession | job | employment | beruf | berufsgruppe | metier | ocupacion | profesion | "
             "professione | work status",
             "A form field or a survey question with ten broad groups."),
    imported(_D, "disposable income",
             "income | annual income | yearly income | household income | income band | einkommen | haushaltseinkommen | "
             "revenu du foyer | ingresos | reddito | salary | salaire",
             "Ask for an income band; it stays off until the project allows it.", sensitivity=_SENSITIVE),
    asked(_D, "share of wallet", "Of all you spend on products like ours, how much do you spend with us?",
          "less than a quarter | a quarter to a half | more than half | nearly all",
          "share of wallet | wallet share | kaufanteil"),
    imported(_D, "marital status",
             "marital status | marital | civil status | familienstand | situation familiale | etat civil | "
             "estado civil | stato civile | household comp | household composition | haushalt",
             "A form field, or ask who lives in the household."),
    imported(_D, "dependents",
             "dependents | children | total children | kids | kids count | number of children | children at home | "
             "kinder | anzahl kinder | enfants | hijos | figli | household size | number of siblings",
             "Ask how many children or other dependents live in the household."),
    imported(_D, "home ownership",
             "home owner | homeowner | home ownership | house owner | house owner flag | housing | eigenheim | "
             "wohneigentum | proprietaire | vivienda propia | proprieta casa",
             "Ask whether they own or rent their home."),
    imported(_D, "education",
             "education | education level | degree | schooling | bildung | bildungsabschluss | ausbildung | "
             "niveau d etudes | educacion | estudios | istruzione",
             "A form field or survey question with the country's usual degrees."),
)  # fmt: skip

PSYCHOGRAPHIC = (
    asked(_P, "hobbies and leisure", "What do you like to do in your free time?",
          "garden | sport | reading | music | cooking | travel | crafts | games | other",
          "hobbies | hobby | interests | leisure | freizeit | loisirs | aficiones | interessi"),
    imported(_P, "political views", "political views | politics | party | partei | parti politique | partido",
             "Do not collect it without a lawful reason; it stays off until the project allows it.",
             sensitivity=_SENSITIVE),
    asked(_P, "social causes", "Which causes matter to you when you buy?",
          "environment | animal welfare | fair pay | local makers | none of these",
          "social causes | causes | charity | charities | donation | spenden | engagement social"),
    asked(_P, "values", "Which of these matters most to you in life?",
          "security | family | success | freedom | enjoyment | helping others | tradition",
          "values | werte | valeurs | valores | valori"),
    asked(_P, "personality types", "How well does this describe you: I like to try new things before others do?",
          AGREEMENT, "personality | personality type | persoenlichkeit | persönlichkeit | personnalite | personalidad"),
    asked(_P, "preferred media channels", "Where do you usually hear about new products?",
          "e-mail | search | social media | television | radio | print | friends",
          "media channel | preferred channel | preferred media | preferred contact | medien | canal prefere"),
    asked(_P, "sports and music preferences", "Which sports or music do you follow?",
          "football | running | cycling | rock | pop | classical | jazz | none of these",
          "sport | sports | music | favourite music | musik | musique | deporte | musica"),
    asked(_P, "opinions", "Brands like ours give good value for money.", AGREEMENT,
          "opinion | opinions | meinung | avis client | opinion del cliente"),
    asked(_P, "attitudes", "I would rather buy less, but better.", AGREEMENT,
          "attitude | attitudes | lifestyle | einstellung | haltung | actitud"),
)  # fmt: skip

GEOGRAPHIC = (
    imported(Family.GEOGRAPHIC, "urban / suburban / rural",
             "urban rural | area | urbanity | urbanisation | area type | region type | settlement | village town | wohnlage | "
             "stadt land | milieu urbain",
             "Derive it from the postal code with your country's official list, and import it as a column."),
    imported(Family.GEOGRAPHIC, "city",
             "city | town | location | metro | place | stadt | ort | wohnort | ville | ciudad | citta | office location",
             "The delivery address's town."),
    imported(Family.GEOGRAPHIC, "state",
             "state | province | state province | region | territory | county | bundesland | kanton | departement | "
             "provincia | sales territory region",
             "The delivery address's state or region."),
    imported(Family.GEOGRAPHIC, "country",
             "country | country code | country region | nation | land | pays | pais | paese | shipping country | "
             "sales territory country",
             "The delivery address's country."),
    imported(Family.GEOGRAPHIC, "hemisphere", "hemisphere | hemisphaere | halbkugel",
             "Derive it from the country (seasons differ), and import it as a column."),
    imported(Family.GEOGRAPHIC, "language",
             "language | preferred language | locale | sprache | langue | idioma | lingua",
             "The language of the shop or newsletter that the customer chose."),
    asked(Family.GEOGRAPHIC, "cultural preferences", "Which holidays or festivals do you buy presents for?",
          "Christmas | Easter | Eid | Diwali | Lunar New Year | Hanukkah | none of these",
          "cultural preferences | culture | kultur | festivals"),
)  # fmt: skip

NEEDS = (
    asked(Family.NEEDS, "time constraints", "How much time do you have for this?",
          "hardly any | an hour a week | several hours a week | as much as I like",
          "time constraints | available time | zeitbudget"),
    asked(Family.NEEDS, "pain points", "What annoys you most when you buy products like ours?",
          "choosing | price | delivery | quality | advice | returns | nothing",
          "pain point | pain points | top need | main need | need | needs | problem | bedarf | hauptbedarf | besoin | "
          "necesidad | bisogno"),
    asked(Family.NEEDS, "event-based needs (wedding, birthday)", "What are you buying for next?",
          "birthday | wedding | move | new baby | holiday | nothing special",
          "occasion | purchase occasion | event type | anlass | wedding | hochzeit | ocasion"),
    asked(Family.NEEDS, "compliance", "Which rules must a supplier of yours meet?",
          "data protection | safety standard | environmental label | public tender | none of these",
          "compliance | compliance need | certification required | regulation"),
    asked(Family.NEEDS, "cost", "How important is a low price to you?",
          "not at all | a little | fairly | very | most of all",
          "price importance | cost | budget | price sensitivity | preisbewusstsein | prix"),
    asked(Family.NEEDS, "duration", "How long should the product last or the service run?",
          "a season | a year | some years | as long as possible", "duration need | contract length | laufzeit"),
    asked(Family.NEEDS, "features", "Which feature would you miss most?",
          "ease of use | durability | design | size | extras", "features | feature wishes | sales reason | funktionen"),
    asked(Family.NEEDS, "communication type and frequency", "How and how often may we write to you?",
          "e-mail weekly | e-mail monthly | by post | by phone | only when I ask",
          "communication preference | contact frequency | contact preference | e-mail frequency | email frequency"),
    asked(Family.NEEDS, "support", "What help do you want after buying?",
          "none | written guide | chat | phone | on site", "support level | support need | support plan | service level"),
)  # fmt: skip
