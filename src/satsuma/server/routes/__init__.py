"""The API's routes: one module a page, each with its own `router`.

Addresses: `/v1/<plural>` lists, `/v1/<plural>/{name:path}` is one of them. A name that may hold a slash (a part of a
segmentation, `segmentation/part`) stands at the END of an address and is declared `{name:path}`, so that it works with
the slash as it is and percent-encoded. What is done with one thing is therefore an address of its own:
`/v1/profiles/{name:path}`, not `/v1/segments/{name}/profile`. Looking back is `?as_of=YYYY-MM-DD`.

A router whose GETs follow from run, definitions, findings and address alone takes `route_class=KeptRoute`: ETag, 304 and
answers from memory. Uploads and anything else that is no JSON send `X-Requested-With: satsuma`.
"""

from __future__ import annotations

from fastapi import APIRouter

from satsuma.server.routes import (
    comparisons,
    customers,
    definitions,
    discoveries,
    files,
    findings,
    jobs,
    overview,
    patterns,
    personas,
    previews,
    project,
    rules,
    runs,
    segments,
    session,
    sources,
    targets,
    variables,
    work,
)

ROUTERS: tuple[APIRouter, ...] = (
    # Addresses are looked through in this order: what is asked many times a second comes first.
    customers.router,
    rules.router,
    project.router,
    runs.router,
    segments.router,
    variables.router,
    comparisons.router,
    findings.router,
    targets.router,
    jobs.router,
    work.router,
    files.router,
    session.router,
    patterns.router,
    discoveries.router,
    definitions.router,
    overview.router,
    sources.router,
    previews.router,
    personas.router,
)
