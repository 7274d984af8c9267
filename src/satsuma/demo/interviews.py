"""Six interview notes, as a colleague types them. People and quotes are made up."""

from __future__ import annotations

INTERVIEWS = (
    ("interview_1_regular_who_slips", """Interview 1 - Renate, 58, suburban, customer for six years
Buys soil, seeds and pots. Used to come every six weeks, now "when I happen to pass by".
"Twice in a row my potting soil was sold out. I went elsewhere and they had it."
Does not need a discount: "I never asked for one. I want the thing to be there."
Reads the newsletter at the kitchen table, rarely clicks.
Would come back for: a message when her usual products are in stock.
"""),
    ("interview_2_discount_hunter", """Interview 2 - Deniz, 44, compares prices on two screens
Only orders with a code. "If there is none this week, there is one next week."
Has three addresses in the loyalty programme, laughs about it.
"Full price? I do not know what your full price is."
Likes the clearance mails, deletes the rest.
"""),
    ("interview_3_balcony", """Interview 3 - Mina, 27, third floor, four square metres of balcony
First plants last spring. Orders on the phone, in the tram.
"I do not know what survives on a north side. Tell me and I buy it."
No car: weight and delivery time decide.
Shares photos, follows two plant accounts. Does not know that there are shops.
"""),
    ("interview_4_project_family", """Interview 4 - Bernd and Sara, 41 and 39, two children, new terrace
One big shopping trip in March, a second one in May, then nothing until next year.
"We had a list, a plan and a deadline: the birthday party on the terrace."
Biggest worry: that the decking comes in two deliveries.
Would pay for: someone who checks the list before they order.
"""),
    ("interview_5_gifter", """Interview 5 - Helga, 63, four grandchildren, a calendar full of birthdays
"I have my dates in your reminder. Two weeks before, I look what is nice."
Always gift wrap, always a card. Never looked at a garden tool.
Annoyed once by a parcel that came a day late: "A birthday does not move."
"""),
    ("interview_6_december", """Interview 6 - Paul, 35, bought one lantern for Christmas
Does not remember the name of the shop at once.
"It was a present. I live on the fourth floor, what would I do with a shovel?"
Gets the newsletter, has a rule in his mail program that moves it away.
Would order again: "maybe next Christmas, if I think of it".
"""),
)  # fmt: skip
