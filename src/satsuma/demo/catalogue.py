"""What Larkfield sells: 96 products in twelve categories, with price and cost in cents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

PER_CATEGORY = 8

# category, cost as a share of the price, then eight products with their price; the first sell most
_RANGE = (
    ("Balcony and pots", 0.50, "Terracotta pot 24 cm=8.95|Balcony box 80 cm=14.95|Railing planter=19.95|"
     "Hanging basket=12.50|Self-watering pot=24.95|Balcony table=34.95|Trellis=17.95|Herb tower=29.95"),
    ("Seeds and bulbs", 0.45, "Tomato seeds=2.99|Wildflower mix=4.49|Tulip bulbs=6.95|Herb seeds=3.49|"
     "Pumpkin seeds=2.79|Dahlia tubers=8.95|Lettuce tape=3.95|Crocus bulbs=4.95"),
    ("Houseplants", 0.54, "Monstera=24.95|Snake plant=18.95|Aloe vera=9.95|Peace lily=14.95|Fern=12.95|"
     "Orchid=19.95|Rubber plant=29.95|Olive tree=44.95"),
    ("Tools", 0.57, "Hand trowel=12.95|Secateurs=29.95|Garden hose 20 m=34.95|Spade=39.95|Leaf rake=19.95|"
     "Watering can=16.95|Hedge shears=44.95|Wheelbarrow=79.00"),
    ("Garden furniture", 0.58, "Folding chair=49.00|Bistro set=129.00|Sun lounger=99.00|Bench=149.00|"
     "Parasol=89.00|Dining table=249.00|Hammock=69.00|Lounge corner=399.00"),
    ("Decking and sheds", 0.57, "Decking tile pack=59.00|Fence panel=45.00|Raised bed=79.00|"
     "Decking set=189.00|Pergola kit=329.00|Tool shed=289.00|Path stones=95.00|Sandpit=109.00"),
    ("Lighting", 0.53, "Solar lantern=14.95|Fairy lights=12.95|Path lights=29.95|Table lamp=39.95|"
     "Wall light=49.95|Spotlight=24.95|Candle glass=9.95|Floor lamp=89.00"),
    ("Home textiles", 0.55, "Cushion cover=14.95|Throw=34.95|Table runner=17.95|Bath towel=19.95|"
     "Outdoor cushion=24.95|Curtain=44.95|Door mat=22.95|Rug=69.00"),
    ("Kitchen and table", 0.56, "Mug=8.95|Herb scissors=11.95|Preserving jars=16.95|Carafe=22.95|"
     "Bread bin=34.95|Cutting board=27.95|Bowl set=39.95|Cast-iron pan=59.00"),
    ("Gifts", 0.47, "Gift card box=9.95|Scented candle=16.95|Flower bouquet=24.95|Grow kit=19.95|"
     "Bird feeder=27.95|Tea sampler=14.95|Gardener's hamper=39.95|Rose in a pot=22.95"),
    ("Barbecue", 0.57, "Charcoal 5 kg=12.95|Grill tongs=15.95|Kettle grill=119.00|Fire bowl=89.00|"
     "Grill cover=24.95|Pizza stone=34.95|Smoker box=19.95|Gas grill=289.00"),
    ("Soil and care", 0.52, "Potting soil 20 l=6.95|Liquid feed=8.95|Lawn seed=18.95|Slug barrier=11.95|"
     "Compost 40 l=9.95|Rose feed=7.95|Lawn feed=23.95|Plant spray=9.45"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Products:
    """Parallel columns, one entry a product; product code = category code × PER_CATEGORY + place."""

    sku: tuple[str, ...]
    name: tuple[str, ...]
    category: tuple[str, ...]
    price_cents: np.ndarray
    cost_cents: np.ndarray


def read_range() -> Products:
    """The whole range; nothing in it is drawn at random."""
    skus, names, categories, prices, costs = [], [], [], [], []
    for number, (category, cost_share, text) in enumerate(_RANGE, start=1):
        for place, item in enumerate(text.split("|"), start=1):
            name, price = item.split("=")
            cents = round(float(price) * 100)
            skus.append(f"LF-{number:02d}{place:02d}")
            names.append(name)
            categories.append(category)
            prices.append(cents)
            costs.append(round(cents * cost_share))
    return Products(
        tuple(skus), tuple(names), tuple(categories),
        np.array(prices, dtype=np.int32), np.array(costs, dtype=np.int32),
    )  # fmt: skip
