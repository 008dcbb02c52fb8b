"""Event drafts: what is known of an event before dates, places and records."""

from __future__ import annotations

from typing import Literal

import attrs

from corpuskit.extractors._events.parties import Party

Status = Literal["actual", "planned", "possible", "denied"]


@attrs.frozen
class Draft:
    """An event before dates, places and records; `token` is the trigger, `says` the verb of its source."""

    event_type: str
    mode: str | None
    token: int
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    reciprocal: bool
    status: Status
    says: int | None
    operator: int | None
    rule: str


def joined(found: list[Draft]) -> list[Draft]:
    """One event for "threatened to bomb": the governing word's, with what its complement knows."""
    by_token = {d.token: d for d in found}
    gone = set()
    for draft in found:
        above = None if draft.operator is None else by_token.get(draft.operator)
        if above is None and draft.status == "planned" and draft.says is not None:
            above = by_token.get(draft.says)  # "warned that it would send troops"
            if above is not None and above.event_type not in {"THREATEN", "AGREE", "REJECT"}:
                above = None
        if above is None or above is draft:
            continue
        gone.add(draft.token)
        governs = draft.event_type in {"AGREE", "THREATEN"}
        if governs or not above.recipients:
            by_token[above.token] = attrs.evolve(
                above,
                event_type=draft.event_type if governs else above.event_type,
                actors=max(above.actors, draft.actors, key=len),
                recipients=draft.recipients or above.recipients,
                reciprocal=above.reciprocal or draft.reciprocal,
                rule=f"{above.rule} > {draft.rule}",
            )
    kept = _made_one([by_token[d.token] for d in found if d.token not in gone])
    return [d for d in kept if not any(_says_again(d, other) for other in kept)]


def _made_one(drafts: list[Draft]) -> list[Draft]:
    """One event for "used tear gas to disperse the crowd": one half knows who, the other whom."""
    made: list[Draft] = []
    for draft in drafts:
        last = made[-1] if made else None
        if (
            last is not None
            and draft.mode
            and (last.event_type, last.mode) == (draft.event_type, draft.mode)
            and last.actors
            and draft.recipients
            and not (last.recipients or draft.actors)
        ):
            made[-1] = attrs.evolve(last, recipients=draft.recipients)
        else:
            made.append(draft)
    return made


def _says_again(draft: Draft, other: Draft) -> bool:
    """Whether a draft adds nobody to another of its type: "lashed out at the mayor, accusing her"."""
    purpose = draft.status == "possible" or draft.rule.endswith("/purpose")
    meant = purpose and other.status == "actual"  # "rallied to protest"
    if draft is other or (not meant and (draft.recipients or not other.recipients)):
        return False
    if meant and draft.event_type == other.event_type == "PROTEST":
        return True
    same = (draft.event_type, draft.mode, draft.status) == (
        other.event_type,
        other.mode,
        other.status,
    )
    parties = {(p.country, p.sector) for p in draft.actors}
    return same and parties <= {(p.country, p.sector) for p in other.actors}
