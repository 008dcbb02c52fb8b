"""Who did what to whom: the events of a pile of articles by type, with the words they rest on.

python examples/events_by_type.py examples/press
"""

import sys

import corpuskit as ck

kit = ck.Pipeline(ck.Pipeline.press().cleaners, [ck.Events()])
events = [event for article in kit.stream(ck.read(sys.argv[1])) for event in article.events]
for event in sorted(events, key=lambda e: e.event_type):
    left = "+".join(actor.country or actor.name for actor in event.actors) or "?"
    right = "+".join(actor.country or actor.name for actor in event.recipients) or "?"
    sides = left if event.reciprocal else f"{left} → {right}"
    print(
        f"{event.event_type:10} {event.status:8} {sides:24} {event.date or '':10} {event.trigger}"
    )
