"""Another solution of a study than the chosen one, described the same way, so that they can stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satsuma.model.discoveries import DiscoveryResult
from satsuma.model.pictured import Alternative
from satsuma.project.adopting import choose
from satsuma.project.model_checks import leave_out_broken
from satsuma.project.picturing import draw_study, keep_study, read_digest
from satsuma.project.segmenting import propose_segments

if TYPE_CHECKING:
    from satsuma.project.opening import Opened


def describe_alternative(opened: Opened, name: str, k: int, algorithm: str | None) -> Alternative:
    """UnknownNameError without such a study, OptionError for a number of groups that was not tried."""
    from satsuma.describe.content import Findings

    choice = choose(leave_out_broken(opened, name), name, k, algorithm)
    proposal = propose_segments(choice.seen, choice.division)
    found: DiscoveryResult = choice.found.model_copy(
        update={
            "segments": proposal.segments,
            "chosen_k": choice.row.k,
            "chosen_algorithm": choice.row.algorithm,
        }
    )
    of = read_digest(opened.folder, Findings(discoveries={name: found}))
    charts = draw_study(of, name)
    return Alternative(
        name=name,
        k=choice.row.k,
        algorithm=choice.row.algorithm,
        row=choice.row,
        segments=keep_study(of, found).segments,
        rules=proposal.ruling.rules if proposal.ruling is not None else None,
        typing=proposal.typing,
        charts={picture: charts[picture] for picture in ("groups", "profiles", "gorge") if picture in charts},
    )
