"""Companies and their technology: firmographic and technographic factors."""

from __future__ import annotations

from satsuma.measure.catalogue.factor import asked, computed, imported
from satsuma.model.kinds import Family

_F, _T = Family.FIRMOGRAPHIC, Family.TECHNOGRAPHIC

FIRMOGRAPHIC = (
    imported(_F, "industry",
             "industry | sector | business type | branche | sektor | secteur | industria | settore | naics | sic",
             "The CRM's industry field for each company."),
    imported(_F, "company size",
             "company size | employees | number employees | number of employees | numberofemployees | headcount | "
             "mitarbeiter | mitarbeiterzahl | effectif | empleados | dipendenti",
             "The number of employees, in bands if nothing else."),
    imported(_F, "revenue",
             "annual revenue | annualrevenue | company revenue | annual sales | turnover | revenue | jahresumsatz | "
             "chiffre d affaires | ingresos anuales | fatturato",
             "The company's yearly revenue from the CRM or a register."),
    imported(_F, "location", "office location | headquarters | company location | billing city | billing country | "
             "firmensitz | siege | sede", "The company's address."),
    imported(_F, "job title", "job title | jobtitle | title | position | role | stelle | funktion | poste | "
             "cargo | ruolo",
             "The contact's job title from the CRM or the e-mail signature."),
    imported(_F, "seniority", "seniority | job level | management level | hierarchie | niveau hierarchique | nivel",
             "Derive it from job titles, and import it as a column."),
    imported(_F, "job tenure", "job tenure | years in role | in position since | betriebszugehoerigkeit | anciennete",
             "The year in which the contact took the position."),
    imported(_F, "qualifications and awards", "qualification | qualifications | certificate | awards | diplom | diplome",
             "Ask at events, or note it in the CRM."),
    imported(_F, "decision-making power",
             "decision role | buying role | decision maker | authority | entscheider | entscheidungsrolle | decideur | "
             "decisor | hs buying role",
             "Ask your sales team who decides, who advises and who signs."),
    asked(_F, "professional association membership", "Which professional associations do you belong to?",
          "none | a national one | an international one",
          "association | association membership | verband | association pro"),
)  # fmt: skip

TECHNOGRAPHIC = (
    computed(_T, "device", "W", "last(visit.device)", "The device of each visit.",
             aliases=("device", "device type", "geraet", "gerät", "appareil", "dispositivo")),
    computed(_T, "browser", "W", "last(visit.browser)", "The browser of each visit.",
             aliases=("browser", "user agent", "navigateur", "navegador")),
    computed(_T, "operating system", "W", "last(visit.os)", "The operating system of each visit.",
             aliases=("operating system", "os", "platform", "betriebssystem", "systeme d exploitation")),
    asked(_T, "social platforms", "Which social platforms do you use at least weekly?",
          "Facebook | Instagram | TikTok | YouTube | LinkedIn | Pinterest | none",
          "social platforms | social media | social networks | soziale netzwerke"),
    asked(_T, "time on social media", "How long are you on social media on a usual day?",
          "not at all | under half an hour | up to two hours | longer",
          "time on social media | social media time | internet usage | online time"),
    asked(_T, "e-mail read time", "When do you usually read your private e-mail?",
          "in the morning | at noon | in the evening | at night",
          "email read time | e mail read time | preferred time | best time"),
    asked(_T, "openness to new technology", "When a new device comes out, what do you do?",
          "buy it early | wait for reviews | wait until most have it | avoid it",
          "innovation | early adopter | technology attitude | technikaffinitaet"),
)  # fmt: skip
