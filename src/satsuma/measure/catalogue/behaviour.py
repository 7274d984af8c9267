"""What customers do and what they are worth: behavioural, engagement, intent, journey and value factors."""

from __future__ import annotations

from satsuma.measure.catalogue.factor import asked, computed, imported, unavailable
from satsuma.model.kinds import Family

_B, _E, _I, _J, _V = Family.BEHAVIOURAL, Family.ENGAGEMENT, Family.INTENT, Family.JOURNEY, Family.VALUE
_ORDERS = "Orders with customer, date and amount (shop or till export)."
_MAIL = "The e-mail tool's event export (sends, clicks, unsubscribes)."
_WEB = "The website's or app's event export with a customer id."
_LINES = "Order lines with product and category."

BEHAVIOURAL = (
    computed(_B, "purchase amount", "O", "average(order.amount)", _ORDERS),
    computed(_B, "frequency", "O", "count(order, last 12 months)", _ORDERS),
    computed(_B, "recency", "O", "days since last(order)", _ORDERS),
    unavailable(_B, "price elasticity",
                "A single customer has too few prices and purchases; it needs a model across customers.",
                "Order lines with the list price and the price paid, over at least a year."),
    computed(_B, "tenure", "O", "days since first(order)", _ORDERS,
             aliases=("customer since", "member since", "registration", "kunde seit", "tenure")),
    computed(_B, "last sign-in", "W", "days since last(sign_in)", "Sign-in events, or a column with the last one.",
             aliases=("last sign in", "last login", "last seen", "letzte anmeldung", "derniere connexion")),
    computed(_B, "time on website", "W", "sum(visit.minutes, last 30 days)", _WEB,
             aliases=("time on site", "time on website", "session length", "verweildauer")),
    computed(_B, "products bought", "L", "distinct(line.category)", _LINES),
    computed(_B, "returns", "OR", "count(return) / count(order)", "Returns or refunds with customer and date.",
             aliases=("return rate", "returns", "retourenquote")),
    computed(_B, "discount use", "L", "count(line where discount > 0) / count(line)", "The discount per order or line.",
             aliases=("discount share", "coupon use", "rabattquote")),
)  # fmt: skip

ENGAGEMENT = (
    computed(_E, "opens", "E", "count(open, last 90 days)", _MAIL,
             note="Unreliable: mail proxies open messages by themselves. Prefer clicks.",
             aliases=("opens", "open rate", "email opens", "oeffnungsrate")),
    computed(_E, "clicks", "E", "count(click, last 90 days) / count(send, last 90 days)", _MAIL,
             aliases=("clicks", "click rate", "email clicks", "klickrate")),
    computed(_E, "unsubscribes", "E", "count(unsubscribe)", _MAIL,
             aliases=("unsubscribed", "opted out", "email opt out", "has opted out of email", "abgemeldet", "consent",
                      "opt in", "email consent", "newsletter")),
    computed(_E, "visits", "W", "count(visit, last 30 days)", _WEB, aliases=("visits", "sessions", "besuche")),
    computed(_E, "posts", "X", "count(post)", "Posts or reviews with a customer id.",
             aliases=("posts", "reviews", "comments", "bewertungen")),
    computed(_E, "tickets", "T", "count(ticket, last 12 months)", "The help desk's ticket export with a customer id.",
             aliases=("tickets", "complaints", "cases", "beschwerden", "nps", "net promoter", "recommendation score",
                      "satisfaction", "csat", "zufriedenheit")),
)  # fmt: skip

INTENT = (
    computed(_I, "webinar", "W", "count(webinar)", "Webinar registrations and attendance with a customer id.",
             aliases=("webinar", "webinars attended")),
    computed(_I, "free trial", "W", "count(trial)", "Trial starts with a customer id.",
             aliases=("trial", "free trial", "testphase")),
    computed(_I, "subscription", "K", "0 - days since renewal_date", "Subscriptions with start and renewal dates.",
             aliases=("subscription", "subscribed", "plan", "abo", "abonnement", "suscripcion", "level")),
    computed(_I, "cart", "WO", "count(cart, last 30 days)", "Cart events with a customer id.",
             aliases=("abandoned carts", "carts", "warenkorb")),
    computed(_I, "pricing page", "W", "count(pricing, last 30 days)", "Visits to the pricing page with a customer id.",
             aliases=("pricing page views", "pricing page")),
    imported(_I, "lead source",
             "lead source | source | original source | acquisition channel | utm source | campaign source | herkunft | "
             "leadquelle | origine du prospect | origen | fonte",
             "Note for every new contact where it came from (form field or campaign tag)."),
)  # fmt: skip

_STAGE = "The CRM's lifecycle stage, or let Satsuma tell it from events."
JOURNEY = (
    imported(_J, "awareness",
             "lifecycle stage | customer stage | journey stage | funnel stage | lead status | hs lead status | "
             "kundenphase",
             _STAGE),
    computed(_J, "consideration", "W", "count(visit, last 30 days)", "Website events with a customer id."),
    computed(_J, "decision", "D", "count(deal where not stage matches \"(?i)won|lost|closed\")",
             "Deals with stage and date, or cart and trial events."),
    computed(_J, "purchase", "O", "count(order)", _ORDERS),
    computed(_J, "maintenance", "K", "0 - days since renewal_date", "Contracts or warranties with their end date."),
)  # fmt: skip

VALUE = (
    computed(_V, "revenue", "O", "sum(order.amount, last 12 months)", _ORDERS,
             aliases=("total spent", "total revenue", "lifetime revenue", "umsatz", "balance")),
    computed(_V, "margin", "M", "sum(line.margin, last 12 months)", "A margin (or the cost) per order line.",
             aliases=("margin", "profit", "deckungsbeitrag")),
    unavailable(_V, "lifetime value", "A forecast needs a fitted model of repeat purchases; revenue so far stands in.",
                "Orders over at least two years.", "lifetime value | ltv | clv | customer lifetime value | kundenwert"),
    computed(_V, "order value", "O", "average(order.amount)", _ORDERS),
    computed(_V, "RFM", "O", "days since last(order), count(order) and sum(order.amount) in five steps each", _ORDERS,
             aliases=("rfm", "rfm score")),
    asked(_V, "referral", "How did you hear about us?", "a friend | search | social media | advertising | other",
          "referral | referrals | referred by | referrer | empfehlung | empfohlen von | parrainage"),
)  # fmt: skip
