"""Made-up customers with a basis, a fit and a model."""

from __future__ import annotations

import numpy as np

from satsuma.columns import Codes, Column, Doubles, Flags
from satsuma.discover.basis.applying import apply_basis, fill_missing
from satsuma.discover.cluster.fitting import Fit
from satsuma.discover.cluster.matrix import Matrix
from satsuma.discover.models import build_model
from satsuma.discover.models.placing import find
from satsuma.model.discoveries import BasisField, ModelOrigin, ModelSegment, SegmentModel
from satsuma.model.kinds import Kind

FIELDS = (
    BasisField(
        name="age",
        title="Age",
        form="number",
        kind=Kind.NUMBER,
        low=18,
        high=80,
        centre=45,
        scale=15,
        filled=0.0,
    ),
    BasisField(
        name="net_revenue_12m",
        title="Net revenue, last 12 months",
        form="number",
        kind=Kind.MONEY,
        transform="log",
        low=0.0,
        high=8.0,
        centre=4.0,
        scale=1.5,
        filled=0.0,
    ),
)
CHOICES = (
    BasisField(
        name="member", title="Member", form="choice", kind=Kind.FLAG, levels=("no", "yes"), filled=0.0
    ),
    BasisField(
        name="channel",
        title="Channel",
        form="choice",
        kind=Kind.CATEGORY,
        levels=("phone", "web", "other"),
        other="other",
        filled=1.0,
    ),
)
ORIGIN = ModelOrigin(run="r1", as_of="2019-06-30", customers=600, seed=1, version="0", data="x")
SEGMENTS = tuple(
    ModelSegment(name=name, title=name.replace("-", " ").capitalize(), share=1 / 3)
    for name in ("young-thrifty", "older", "young-rich")
)
BASES = {
    "k-means": FIELDS,
    "gaussian mixture": FIELDS,
    "density": FIELDS,
    "medoids": (*FIELDS, *CHOICES),
    "latent classes": (*FIELDS, *CHOICES),
}


def make_customers(n: int, seed: int) -> tuple[dict[str, Column], np.ndarray]:
    """Three groups; columns in human units."""
    rng = np.random.default_rng(seed)
    group = rng.choice(3, n, p=(0.5, 0.3, 0.2))
    age = np.array([25, 65, 30])[group] + rng.normal(size=n) * 3
    revenue = np.expm1(np.array([2, 4, 6.5])[group] + rng.normal(size=n) * 0.4)
    member = (rng.random(n) < np.array([0.1, 0.9, 0.5])[group]).astype(np.int8)
    channel = np.where(rng.random(n) < 0.9, np.array([0, 1, 2])[group], 1)
    columns: dict[str, Column] = {
        "age": Doubles(np.clip(age, 18, 80)),
        "net_revenue_12m": Doubles(np.clip(revenue, 0, 2900)),
        "member": Flags(member),
        "channel": Codes(channel, ("phone", "web", "other")),
    }
    return columns, group


def make_model(algorithm: str = "k-means", n: int = 600) -> tuple[SegmentModel, Fit, Matrix]:
    """A model of the algorithm, its fit, and the filled matrix that it was fitted on."""
    fields = BASES[algorithm]
    matrix = apply_basis(fields, make_customers(n, 1)[0], as_of_seconds=0)
    ready = fill_missing(matrix, fields)
    fit = find(algorithm).fit(ready, 3, starts=10, seed=1)
    model = build_model(
        "groups",
        "Groups",
        "customer",
        fit,
        fields,
        SEGMENTS,
        matrix=matrix,
        verdict="natural",
        origin=ORIGIN,
        border=0.6,
    )
    return model, fit, ready
