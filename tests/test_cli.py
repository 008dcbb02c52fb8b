"""The command line: what it writes, what it says, and how it behaves on bad input."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import attrs
import pytest

from corpuskit import cli

PRESS = Path(__file__).parent.parent / "examples" / "press"


@attrs.frozen
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


class Shell:
    """Runs commands in this process, as `main` does, in a folder of their own."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        self.folder, self.monkeypatch, self.capfd = folder, monkeypatch, capfd
        monkeypatch.chdir(folder)

    def __call__(self, *arguments: str) -> Done:
        """The exit code and both outputs."""
        self.monkeypatch.setattr(sys, "argv", ["corpuskit", *arguments])
        try:
            cli.main()
            code = 0
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else int(left.code is not None)
        return Done(code, *self.capfd.readouterr())

    def rows(self, name: str) -> list[dict[str, object]]:
        """The lines of a file of results."""
        lines = self.folder.joinpath("out", name).read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Shell:
    """A shell in an empty folder."""
    return Shell(tmp_path, monkeypatch, capfd)


def test_run_writes_everything_and_says_what_it_did(shell: Shell) -> None:
    """Articles, a file for each kind of record, failures, and provenance last."""
    done = shell("run", str(PRESS), "--out", "out")

    assert done.code == 0
    assert done.err == ""
    assert "5 documents" in done.out
    assert "Results: out" in done.out
    names = sorted(p.name for p in (shell.folder / "out").iterdir())
    assert names == [
        "articles.jsonl",
        "events.jsonl",
        "failures.jsonl",
        "officials.jsonl",
        "provenance.json",
        "quotes.jsonl",
    ]
    articles = {row["id"]: row for row in shell.rows("articles.jsonl")}
    assert len(articles) == 5
    for name in ("quotes.jsonl", "officials.jsonl", "events.jsonl"):
        rows = shell.rows(name)
        assert rows
        assert {row["document"] for row in rows} <= articles.keys()
    provenance = json.loads((shell.folder / "out" / "provenance.json").read_text("utf-8"))
    assert provenance["documents"] == 5
    assert provenance["model"]["name"] == "en_core_web_sm-3.8.0"
    assert '{ step = "mojibake" }' in provenance["pipeline"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", ""),
        ("blank.txt", b" \r\n\t\n", ""),
        ("chrome.txt", b"LEAVE A REPLY\n\nPlease enter your comment!\n", ""),
        ("nul.txt", b"NATO met\x00 in Madrid.", ""),
        ("surrogate.jsonl", rb'{"text": "NATO met \ud83d in Madrid."}', ""),
        ("russian.txt", "Министр иностранных дел заявил, что встреча состоится.".encode(), ""),
        ("chinese.txt", "外交部发言人表示，双方将举行会谈。".encode(), ""),
        ("latin.txt", "Zürich “met” NATO".encode("cp1252"), ""),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "holds binary data"),
        ("broken.jsonl", b'{"text": "A"}\n{"text": \n{"text": "B"}\n', "line 2: not JSON"),
        ("utf8.jsonl", b'{"text": "\xff"}\n', "line 1: not JSON"),
    ],
)
def test_bad_input_gives_a_clear_message_and_nothing_is_lost(
    shell: Shell, name: str, data: bytes, said: str
) -> None:
    """Beside a good article; failures are counted, the rest is there."""
    folder = shell.folder / "in"
    folder.mkdir()
    folder.joinpath("good.txt").write_text("“We met,” NATO chief Jens Stoltenberg said.", "utf-8")
    folder.joinpath(name).write_bytes(data)
    done = shell("run", "in", "--out", "out")

    assert "Traceback" not in done.err
    assert done.code == (1 if said else 0)
    assert said in done.err
    failures = shell.rows("failures.jsonl")
    assert len(failures) == (1 if said else 0)
    ids = [row["id"] for row in shell.rows("articles.jsonl")]
    assert "good.txt" in ids
    assert said or any(str(i).startswith(name) for i in ids)
    quotes = [row["document"] for row in shell.rows("quotes.jsonl")]
    assert quotes == ["good.txt"]


def test_many_failures_do_not_hide_the_summary(shell: Shell) -> None:
    """Some are told, all are counted and listed."""
    shell.folder.joinpath("a.jsonl").write_text('{"words": 1}\n' * 1000, "utf-8")
    done = shell("run", "a.jsonl", "--out", "out")

    assert done.code == 1
    told = done.err.splitlines()
    assert len(told) == 21
    assert told[-1] == "failed: 980 more, listed in the table of failures in out"
    assert len(shell.rows("failures.jsonl")) == 1000


def test_strict_stops_at_the_first_failure(shell: Shell) -> None:
    """With the place, and without provenance: the run is not complete."""
    shell.folder.joinpath("a.jsonl").write_text('{"text": "A"}\nno\n', "utf-8")
    done = shell("run", "a.jsonl", "--out", "out", "--strict")

    assert done.code == 2
    assert done.err.startswith("corpuskit: a.jsonl, line 2: not JSON")
    assert not (shell.folder / "out" / "provenance.json").exists()


def test_a_single_line_of_five_megabytes(shell: Shell) -> None:
    """Cleaned in linear time; too long to be parsed, which is said and counted."""
    line = "NATO met in Madrid, the minister said. " * 130_000
    shell.folder.joinpath("long.txt").write_text(line, "utf-8")
    start = time.process_time()
    done = shell("run", "long.txt", "--out", "out")

    assert done.code == 0
    assert "too long" in done.out
    (article,) = shell.rows("articles.jsonl")
    assert article["raw"] == line
    assert "max_chars=1000000" in json.dumps(article["notes"])
    assert time.process_time() - start < 60


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "nowhere", "--out", "out"), "corpuskit: nowhere: no such file or folder"),
        (
            ("run", "empty", "--out", "out"),
            "corpuskit: empty: the folder has no files of a format that is read: .txt",
        ),
        (("run", "a.txt", "--out", "a.txt"), "corpuskit: a.txt: is a file; wanted a folder"),
        (("run", "a.txt", "--out", "/proc/no"), "corpuskit: /proc/no: "),
        (
            ("run", "a.txt", "--out", "out", "--config", "no.toml"),
            "corpuskit: no.toml: No such file or directory\n",
        ),
        (("schema", "--out", "/proc/no"), "corpuskit: /proc/no: "),
        (
            ("run", "a.txt", "--out", "out", "--config", "a.txt"),
            "corpuskit: configuration: wanted TOML",
        ),
        (("run", "a.txt"), "Missing option '--out'"),
        (("run", "a.txt", "--out", "out", "--workers", "0"), "Invalid value for '--workers'"),
        (("run", "a.txt", "--out", "out", "--preset", "yellow"), "'yellow' is not one of"),
        (("rum",), "No such command 'rum'"),
        (("clean", "nowhere"), "corpuskit: nowhere: no such file or folder"),
    ],
)
def test_wrong_use_is_told_in_a_line(shell: Shell, arguments: tuple[str, ...], said: str) -> None:
    """Exit code 2, no traceback."""
    shell.folder.joinpath("a.txt").write_text("NATO met.", "utf-8")
    shell.folder.joinpath("empty").mkdir()
    done = shell(*arguments)

    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_files_that_were_passed_over_are_counted(shell: Shell) -> None:
    """So that nobody takes three articles for the whole folder."""
    shell.folder.joinpath("in").mkdir()
    for name in ("a.txt", "b.pdf", "c.pdf", "README"):
        shell.folder.joinpath("in", name).write_text("NATO met.", "utf-8")
    done = shell("run", "in", "--out", "out")

    assert done.code == 0
    told = [line.split() for line in done.out.splitlines() if "passed over" in done.out]
    assert ["files", "passed", "over", "no", "ending", "1"] in told
    assert [".pdf", "2"] in told


def test_duplicate_ids_are_told_apart(shell: Shell) -> None:
    """Records of both articles stay their own."""
    row = json.dumps({"id": "x", "text": "“We met,” NATO chief Jens Stoltenberg said."})
    shell.folder.joinpath("a.jsonl").write_text(f"{row}\n{row}\n", "utf-8")

    assert shell("run", "a.jsonl", "--out", "out").code == 0
    assert [row["document"] for row in shell.rows("quotes.jsonl")] == ["x", "x#2"]


def test_clean_prints_the_text(shell: Shell) -> None:
    """Ready for a pipe; a file that cannot be read is told and counted."""
    shell.folder.joinpath("a.txt").write_text("The U.S. â€œmetâ€\x9d NATO.\n", "utf-8")
    shell.folder.joinpath("b.txt").write_bytes(bytes(100))
    done = shell("clean", "a.txt", "b.txt")

    assert (done.code, done.out) == (1, "The U.S. “met” NATO.\n\n")
    assert done.err == "failed: b.txt: holds binary data; wanted text\n"


def test_explain_shows_every_edit_with_its_reason(shell: Shell) -> None:
    """Where in the raw text, by which rule, from what to what."""
    shell.folder.joinpath("a.txt").write_text("The U.S. â€œmet NATO.\n", "utf-8")
    done = shell("explain", "a.txt")

    assert done.code == 0
    first, last = done.out.splitlines()
    assert first.split()[0] == "9-12"
    assert "mojibake" in first
    assert "â€œ → “" in first
    assert last == "a.txt: 1 edit"


def test_explain_is_told_where_the_text_stands(shell: Shell) -> None:
    """As the message about the columns says."""
    shell.folder.joinpath("a.csv").write_text("nr,artikel\n7,â€œmetâ€\x9d\n", "utf-8")

    assert "--field text=COLUMN" in shell("explain", "a.csv").err
    assert shell("explain", "a.csv", "--field", "text=artikel").code == 0


def test_the_schemas_are_printed(shell: Shell) -> None:
    """As one JSON object."""
    assert json.loads(shell("schema").out)["Quote.schema.json"]["title"] == "Quote"


def test_ctrl_c_ends_cleanly(tmp_path: Path) -> None:
    """Finished parts stay, the run is not marked complete, nobody sees a traceback."""
    rows = (json.dumps({"id": str(k), "text": "NATO met in Madrid. " * 50}) for k in range(20_000))
    tmp_path.joinpath("many.jsonl").write_text("\n".join(rows), "utf-8")
    tmp_path.joinpath("kit.toml").write_text("[[cleaners]]\nstep = 'mojibake'\n", "utf-8")
    command = [sys.executable, "-m", "corpuskit", "run", "many.jsonl", "--out", "out"]
    process = subprocess.Popen(
        [*command, "--config", "kit.toml"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    parts = tmp_path / "out" / ".parts"
    deadline = time.monotonic() + 60
    while not list(parts.glob("*.part")) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)

    assert process.returncode == 130
    assert said.startswith("corpuskit: interrupted; finished parts are kept, --resume goes on")
    assert "Traceback" not in said
    assert list(parts.glob("*.part"))
    assert not (tmp_path / "out" / "provenance.json").exists()


def test_two_runs_two_workers_and_another_order_give_the_same_bytes(tmp_path: Path) -> None:
    """The five articles, file by file."""
    script = """
import sys
import corpuskit as ck
if __name__ == "__main__":
    kit = ck.Pipeline.press()
    kit = ck.Pipeline(kit.cleaners, kit.extractors, batch_size=2)
    turned = ck.Pipeline(kit.cleaners, kit.extractors[::-1], batch_size=5)
    for name, which, workers in (("a", kit, 1), ("b", kit, 1), ("c", kit, 2), ("d", turned, 1)):
        stream = which.stream(ck.read(sys.argv[1]), workers=workers)
        ck.write_results(stream, f"{sys.argv[2]}/{name}", kit)
"""
    tmp_path.joinpath("script.py").write_text(script, "utf-8")
    for seed in ("1", "2"):
        command = [sys.executable, "script.py", str(PRESS), str(tmp_path / seed)]
        tmp_path.joinpath(seed).mkdir()
        subprocess.run(
            command, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed}, check=True
        )
    first = tmp_path / "1" / "a"
    for seed in ("1", "2"):
        for name in "abcd":
            for file in first.iterdir():
                other = tmp_path / seed / name / file.name
                assert other.read_bytes() == file.read_bytes(), other


def site_pages(shell: Shell, many: int = 3) -> None:
    """Pages of one site as JSON Lines, each with a line of the house on top."""
    rows = []
    for k in range(many):
        day = ("Monday", "Tuesday", "Friday", "Sunday")[k]
        body = "\n".join(
            f"The ministers met on {day} and spoke for {n} hours about the {thing}, their aides said."
            for n, thing in ((k + 2, "border"), (k + 5, "harvest"), (k + 9, "bridge"))
        )
        text = f"Read the Harbour Post wherever you are in the wide world {k}\n{body}\n"
        rows.append(json.dumps({"id": f"p{k}", "text": text, "site": "harbour"}) + "\n")
    shell.folder.joinpath("pages.jsonl").write_text("".join(rows), "utf-8")


def test_fit_learns_the_lines_of_a_site_and_run_cuts_them(shell: Shell) -> None:
    """The file holds no text of the pages, and its lines go from new pages of the site."""
    site_pages(shell)

    done = shell("fit", "pages.jsonl", "--out", "chrome.json", "--preset", "cautious")

    assert (done.code, done.err) == (0, "")
    assert done.out == "documents: 3, sites: 1, lines: 1: chrome.json\n"
    assert "Harbour" not in shell.folder.joinpath("chrome.json").read_text("utf-8")
    kept = shell("clean", "pages.jsonl", "--preset", "cautious")
    cut = shell("clean", "pages.jsonl", "--preset", "cautious", "--chrome", "chrome.json")
    assert "met on Monday" in cut.out
    assert kept.out.count("met on") == cut.out.count("met on")
    assert "Harbour" not in cut.out
    config = shell.folder / "kit.toml"
    config.write_text('[[cleaners]]\nstep = "chrome"\n', "utf-8")
    shell("run", "pages.jsonl", "--out", "out", "--config", "kit.toml", "--chrome", "chrome.json")
    provenance = json.loads((shell.folder / "out" / "provenance.json").read_text("utf-8"))
    assert "site_lines" in provenance["pipeline"]


@pytest.mark.parametrize(
    ("chrome", "config", "said"),
    [
        ("none.json", None, "corpuskit: none.json: "),
        ("bad.json", None, "corpuskit: bad.json: wanted the lines of sites"),
        (
            "good.json",
            '[[cleaners]]\nstep = "escapes"\n',
            "wanted a pipeline with the cleaner chrome",
        ),
    ],
)
def test_a_bad_file_for_chrome_is_told(
    shell: Shell, chrome: str, config: str | None, said: str
) -> None:
    """In one line, exit code 2."""
    shell.folder.joinpath("bad.json").write_text("[]", "utf-8")
    shell.folder.joinpath("good.json").write_text('{"key": "site", "sites": {}}', "utf-8")
    shell.folder.joinpath("a.txt").write_text("NATO met.", "utf-8")
    told = []
    if config is not None:
        shell.folder.joinpath("kit.toml").write_text(config, "utf-8")
        told = ["--config", "kit.toml"]

    done = shell("clean", "a.txt", "--chrome", chrome, *told)

    assert done.code == 2
    assert said in done.err


def test_fit_tells_where_it_cannot_write(shell: Shell) -> None:
    """As every other command does: a line, and exit code 2."""
    shell.folder.joinpath("a.txt").write_text("NATO met in Madrid on Friday.", "utf-8")
    done = shell("fit", "a.txt", "--out", "nowhere/chrome.json")

    assert done.code == 2
    assert done.err == "corpuskit: nowhere/chrome.json: No such file or directory\n"


def test_fit_tells_what_it_could_not_read(shell: Shell) -> None:
    """The rest is learnt all the same."""
    site_pages(shell)
    with shell.folder.joinpath("pages.jsonl").open("a", encoding="utf-8") as pages:
        pages.write("{no\n")

    done = shell("fit", "pages.jsonl", "--out", "chrome.json")

    assert done.code == 1
    assert "line 4: not JSON" in done.err
    assert "lines: 1" in done.out
