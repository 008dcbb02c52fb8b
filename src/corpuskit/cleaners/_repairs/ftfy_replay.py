"""ftfy with exact positions: what it did to a line, told as edits."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import attrs
from ftfy import (
    ExplanationStep,
    TextFixerConfig,
    chardata,
    fix_and_explain,
    fix_encoding_and_explain,
    fixes,
)
from ftfy.badness import is_bad

from corpuskit.cleaners._repairs.ftfy_guard import guarded, unsafe
from corpuskit.cleaners._repairs.passes import composed_edits, joined, without_common_ends
from corpuskit.edits import Edit, Layer, applied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

TOUCHY = re.compile(
    "["
    + "".join(re.escape(chr(c)) for c in (*chardata.LIGATURES, *chardata.CONTROL_CHARS))
    + "\x1b\r\x80-\x9f\u2028\u2029\ud800-\udfff]"
)
"""What ftfy's fixers for single characters look for, such as "ﬁ" or a carriage return."""

ANYTHING = re.compile(r"[\s\S]")
RUN = re.compile(r"([^\x00-\x7f]+)")
BYTE_RUN = re.compile(rb"[\x80-\xff]+")
LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x85]")
SURROGATES = re.compile(f"{fixes.SURROGATE_PAIR_RE.pattern}|{fixes.SURROGATE_RE.pattern}")
RECODING = frozenset({"encode", "decode", "decode_inconsistent_utf8"})

FIXERS = {
    "fix_c1_controls": chardata.C1_CONTROL_RE,
    "fix_latin_ligatures": TOUCHY,
    "fix_line_breaks": LINE_ENDS,
    "fix_surrogates": SURROGATES,
    "remove_terminal_escapes": fixes.ANSI_RE,
    "remove_control_chars": TOUCHY,
    "unescape_html": chardata.HTML_ENTITY_RE,
}
"""What the fixers look for, in ftfy's order; each changes its matches and nothing else."""

REASONS = {
    "unescape_html": "mojibake:entity",
    "fix_c1_controls": "mojibake:c1",
    "fix_latin_ligatures": "ftfy:ligature",
    "fix_line_breaks": "ftfy:line-end",
    "fix_surrogates": "ftfy:surrogate",
    "remove_terminal_escapes": "ftfy:terminal",
    "remove_control_chars": "ftfy:control",
}


def ftfy_edits(
    text: str,
    config: TextFixerConfig,
    piecewise: Callable[[str], Sequence[Edit]] | None = None,
    settled: set[str] | None = None,
) -> list[Edit]:
    """What `ftfy.fix_text(text, config)` changes, each change where it happens.

    Where no charset explains a whole line, ftfy takes its pieces one by one, each in the first
    charset that decodes it; `piecewise` is asked about such a line first, and its answer is taken.
    `settled` collects the lines that ftfy has left, so that they need not be asked about again.
    """
    out: list[Edit] = []
    known: set[str] = set() if settled is None else settled
    for start, line in _lines_worth_asking(text, config.max_decode_length, known):
        edits = _line_edits(line, config, piecewise, known)
        out += [Edit(e.start + start, e.end + start, e.new, e.reason, e.confidence) for e in edits]
    return out


def _lines_worth_asking(text: str, longest: int, settled: set[str]) -> Iterator[tuple[int, str]]:
    """The lines as ftfy cuts them that it may have something to do in, with their places."""
    search = (unsafe() if guarded() else ANYTHING).search
    found = search(text)
    while found:
        start = text.rfind("\n", 0, found.start()) + 1
        start += (found.start() - start) // longest * longest
        end = text.find("\n", found.start(), start + longest) + 1 or min(start + longest, len(text))
        line = text[start:end]
        if line not in settled and not _is_left_alone(line):
            yield start, line
        found = search(text, end)


def _is_left_alone(line: str) -> bool:
    """Whether ftfy, asked for this line, would certainly give it back as it is."""
    return (
        guarded()
        and "&" not in line
        and TOUCHY.search(line) is None
        and unicodedata.is_normalized("NFC", line)
        and (line.isascii() or not is_bad(line))
    )


def _line_edits(
    line: str,
    config: TextFixerConfig,
    piecewise: Callable[[str], Sequence[Edit]] | None,
    settled: set[str],
) -> Sequence[Edit]:
    fixed, plan = _guarded_plan(line, config) if guarded() else fix_and_explain(line, config)
    steps = plan or []
    if piecewise and any(step.parameter == "decode_inconsistent_utf8" for step in steps):
        edits = piecewise(line)
        if edits:
            return edits
    settled.add(fixed)
    return _told(line, fixed, steps)


def _guarded_plan(line: str, config: TextFixerConfig) -> tuple[str, list[ExplanationStep]]:
    """`ftfy.fix_and_explain`, asking only for what a look at the line cannot exclude."""
    plan: list[ExplanationStep] = []
    now, decoded = line, ""
    while True:
        before = now
        if config.unescape_html and "&" in now:
            now = _fixed("unescape_html", now, plan)
        if now != decoded and not now.isascii():
            now, steps = fix_encoding_and_explain(now, config)
            decoded = now
            plan += steps or []
        if TOUCHY.search(now):
            for name in FIXERS:
                if name != "unescape_html" and getattr(config, name):
                    now = _fixed(name, now, plan)
        if config.normalization and not unicodedata.is_normalized("NFC", now):
            now = unicodedata.normalize("NFC", now)
            plan.append(ExplanationStep("normalize", "NFC"))
        if now == before:
            return now, plan


def _fixed(name: str, text: str, plan: list[ExplanationStep]) -> str:
    fixed = str(getattr(fixes, name)(text))
    if fixed != text:
        plan.append(ExplanationStep("apply", name))
    return fixed


def _told(old: str, new: str, plan: Sequence[ExplanationStep]) -> Sequence[Edit]:
    """The edits that lead from `old` to `new`, which ftfy made by this plan."""
    if old == new:
        return ()
    if plan and all(step[0] in RECODING or step[1] in RECODING for step in plan):
        edits = _run_by_run(old, new, _reason_of(plan[0].parameter))
        if edits is not None:
            return edits
    layers: list[Layer] = []
    now = old
    for steps in _grouped(plan):
        made = joined(_edits_of(now, steps))
        if made:
            layers.append(Layer("ftfy", tuple(made), (), applied(now, made)))
            now = layers[-1].text
    if now != new:  # a step that the replay does not know: a wide edit, but a true one
        return [without_common_ends(old, Edit(0, len(old), new, "ftfy:other"))]
    return composed_edits(old, layers)


def _run_by_run(old: str, new: str, reason: str) -> list[Edit] | None:
    """Charsets differ in what is not ASCII only: the runs between the ASCII parts pair up."""
    before, after = RUN.split(old), RUN.split(new)
    if before[::2] != after[::2]:
        return None
    edits = []
    at = 0
    for k, part in enumerate(before):
        if k % 2 and part != after[k]:
            edits.append(Edit(at, at + len(part), after[k], reason))
        at += len(part)
    return edits


def _reason_of(encoding: str) -> str:
    name = encoding.removeprefix("sloppy-").replace("windows-", "cp")
    return "mojibake:" + ("utf8" if name == "decode_inconsistent_utf8" else name)


def _grouped(plan: Sequence[ExplanationStep]) -> Iterator[list[ExplanationStep]]:
    """Encode, transcode and decode belong together; every other step stands alone."""
    group: list[ExplanationStep] = []
    for step in plan:
        group.append(step)
        if step.action != "encode" and (step.action != "transcode" or len(group) == 1):
            yield group
            group = []


def _edits_of(text: str, steps: Sequence[ExplanationStep]) -> Iterable[Edit]:
    action, name = steps[0]
    if action == "encode":
        return _recoded(text, name, [step.parameter for step in steps[1:]])
    if name == "decode_inconsistent_utf8":
        return _embedded(text)
    if action == "normalize":
        return _normalized(text, name)
    if name in FIXERS:
        return _replaced(text, name)
    return ()


def _replaced(text: str, name: str) -> Iterator[Edit]:
    fix: Callable[[str], str] = getattr(fixes, name)
    for found in FIXERS[name].finditer(text):
        new = fix(found.group())
        if new != found.group():
            yield Edit(found.start(), found.end(), new, REASONS[name])


def _recoded(text: str, encoding: str, then: Sequence[str]) -> Iterator[Edit]:
    """Text encoded in one charset, mended, decoded in another, a run at a time."""
    data = text.encode(encoding)
    places: Sequence[int] = range(len(data) + 1)
    if "restore_byte_a0" in then:
        data, places = _with_a0(data)
    if "replace_lossy_sequences" in then:
        data, places = _with_replacement_chars(data, places)
    reason = "mojibake:c1" if then == ["windows-1252"] else _reason_of(encoding)
    for at in BYTE_RUN.finditer(data):
        start, end = places[at.start()], places[at.end()]
        new = at.group().decode(then[-1], "replace")
        yield without_common_ends(text, Edit(start, end, new, reason))


def _with_a0(data: bytes) -> tuple[bytes, list[int]]:
    """`restore_byte_a0`, with the place in `data` of every byte of the result.

    It only ever inserts in "Ã " (à): there the new byte takes the place of the blank.
    """
    places: list[int] = []
    done = 0
    for at in fixes.A_GRAVE_WORD_RE.finditer(data):
        places += (*range(done, at.end()), at.end() - 1)
        done = at.end()
    places += range(done, len(data) + 1)
    return fixes.restore_byte_a0(data), places


def _with_replacement_chars(data: bytes, places: Sequence[int]) -> tuple[bytes, list[int]]:
    """`replace_lossy_sequences`, with the places kept."""
    parts: list[bytes] = []
    kept: list[int] = []
    done = 0
    mark = "\ufffd".encode()
    for at in chardata.LOSSY_UTF8_RE.finditer(data):
        parts += (data[done : at.start()], mark)
        kept += places[done : at.start()]
        kept += [places[at.start()]] * len(mark)
        done = at.end()
    parts.append(data[done:])
    kept += places[done:]
    return b"".join(parts), kept


def _embedded(text: str) -> Iterator[Edit]:
    """`decode_inconsistent_utf8`: pieces that look like UTF-8 repaired each on its own."""
    for found in chardata.UTF8_DETECTOR_RE.finditer(text):
        piece = found.group()
        if len(piece) < len(text) and is_bad(piece):
            for e in _told(piece, *_encoding_plan(piece)):
                yield attrs.evolve(e, start=e.start + found.start(), end=e.end + found.start())


def _encoding_plan(piece: str) -> tuple[str, Sequence[ExplanationStep]]:
    fixed, plan = fix_encoding_and_explain(piece)
    return fixed, plan or []


def _normalized(text: str, form: str) -> Iterator[Edit]:
    """Normalisation works inside a cluster: a starter and what leans on it."""
    start = 0
    for k in range(1, len(text) + 1):
        if k < len(text) and not _starts_cluster(text[k]):
            continue
        cluster = text[start:k]
        new = unicodedata.normalize(form, cluster)  # type: ignore[arg-type]
        if new != cluster:
            yield Edit(start, k, new, "ftfy:nfc")
        start = k


def _starts_cluster(char: str) -> bool:
    return char < "\u0300" or (
        not "\u1100" <= char <= "\u11ff" and unicodedata.category(char)[0] != "M"
    )
