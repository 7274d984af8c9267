"""When the machine says no: full and read-only disks, another run, a wrong clock. The last good run stays."""

from __future__ import annotations

import resource
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from satsuma.model.errors import SatsumaError
from satsuma.project import Project
from satsuma.store.state import RunLock
from tests.journeys.command import Outcome, command_line, satsuma, satsuma_process
from tests.journeys.company import CUSTOMERS, orders_csv, write_company
from tests.journeys.test_bad_input import check_balance, check_plain

COUNT = ("-C", "p", "count", "age >= 0", "--json")
RUN = ("-C", "p", "run", "--json", "--as-of", "2024-03-01")
EXPORT = ("-C", "p", "export", "vips", "--to", "v.csv", "--json")
PROFILE = ("-C", "p", "profile", "vips", "--json")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two files and the project `p` made of them, run once."""
    folder = tmp_path_factory.mktemp("company")
    write_company(folder)
    assert satsuma("init", "p", "customers.csv", "orders.csv", cwd=folder).code == 0
    assert satsuma("-C", "p", "run", cwd=folder).code == 0
    return folder


@dataclass(frozen=True, slots=True)
class MachineCase:
    """A disk of its own with a copy of the company, spoiled by a line of shell; a command; and what must come of it.
    `stands`: the last good run can be asked afterwards."""

    name: str
    disk: str
    spoil: str
    words: tuple[str, ...]
    code: int
    says: str
    stands: bool = True


FILL = "dd if=/dev/zero of=filler bs=1k 2>/dev/null; true"
ALMOST_FILL = f"{FILL}; truncate -s -150k filler"
READ_ONLY = "mount -o remount,ro ."

CASES = (
    MachineCase("disk full at run", "size=8m", FILL, RUN, 3, "full"),
    MachineCase("disk full during run", "size=8m", ALMOST_FILL, RUN, 3, "full"),
    MachineCase("disk full at init", "size=8m", FILL, ("init", "q", "customers.csv", "orders.csv", "--json"), 3, "full"),
    MachineCase("disk full at export", "size=8m", FILL, EXPORT, 3, "full"),
    MachineCase("no room for more files", "size=8m,nr_inodes=900", "seq 900 | xargs touch 2>/dev/null; true", RUN, 3, "full"),
    MachineCase("read-only disk at run", "size=8m", READ_ONLY, RUN, 3, "read-only"),
    MachineCase("read-only disk at init", "size=8m", READ_ONLY, ("init", "q", "customers.csv", "--json"), 3, "read-only"),
    MachineCase("read-only disk at export", "size=8m", READ_ONLY, EXPORT, 3, "read-only"),
    MachineCase("read-only disk is no matter for reading", "size=8m", READ_ONLY, COUNT, 0, '"customers": 60'),
    MachineCase("read-only disk is no matter for the report", "size=8m", READ_ONLY, PROFILE, 0, "vips"),
)  # fmt: skip

SCRIPT = """
set -e
mount -t tmpfs -o "$DISK" none "$PLACE"
cp -a "$COMPANY/." "$PLACE"
cd "$PLACE"
sh -c "$SPOIL"
set +e
"$@" >"$OUT/out" 2>"$OUT/err"
echo $? >"$OUT/code"
shift 3
"$PYTHON" -c "from satsuma.cli.app import main; main()" -C p count "age >= 0" --json >"$OUT/after" 2>&1
ls -A >"$OUT/files"
"""


@pytest.fixture(scope="module")
def own_disks() -> None:
    """Mounts that nobody else sees; they need Linux and the right to make them."""
    if shutil.which("unshare") is None:
        pytest.skip("there is no 'unshare' to give a process its own disks")
    trial = subprocess.run(
        ["unshare", "-m", "sh", "-c", "mount -t tmpfs none /mnt"], capture_output=True, check=False
    )
    if trial.returncode:
        pytest.skip("mounting a disk for the test needs root")


@pytest.mark.usefixtures("own_disks")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_disks(case: MachineCase, company: Path, tmp_path: Path) -> None:
    outcome, after, names = run_on_own_disk(case, company, tmp_path)
    check_plain(outcome)
    assert outcome.code == case.code, outcome
    assert case.says in outcome.text, outcome
    if case.stands:
        assert f'"customers": {CUSTOMERS}' in after, after
    assert [name for name in names if "v.csv" in name] == []


def run_on_own_disk(case: MachineCase, company: Path, folder: Path) -> tuple[Outcome, str, list[str]]:
    place, out = folder / "place", folder / "out"
    place.mkdir()
    out.mkdir()
    line = command_line(case.words)
    environment = {"DISK": case.disk, "PLACE": place, "COMPANY": company, "SPOIL": case.spoil, "OUT": out}
    exported = [f"{name}={value}" for name, value in {**environment, "PYTHON": line[0]}.items()]
    subprocess.run(
        ["env", *exported, "unshare", "-m", "sh", "-c", SCRIPT, "sh", *line], check=True, timeout=120
    )
    texts = {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()}
    outcome = Outcome(case.words, int(texts["code"]), texts["out"], texts["err"])
    return outcome, texts["after"], texts["files"].split()


def test_files_may_not_grow(company: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk where nobody may mount one."""
    folder = copy(company, tmp_path)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    line = command_line(RUN)
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, preexec_fn=limit, check=False)
    outcome = Outcome(RUN, done.returncode, done.stdout, done.stderr)
    check_plain(outcome)
    assert outcome.code == 3, outcome
    assert satsuma(*COUNT, cwd=folder).json["customers"] == CUSTOMERS
    assert satsuma(*RUN, cwd=folder).code == 0


def test_two_runs_at_once(company: Path, tmp_path: Path) -> None:
    folder = copy(company, tmp_path)
    with RunLock(folder / "p"):
        outcome = satsuma_process(*RUN, cwd=folder)
        assert outcome.code == 3, outcome
        assert outcome.error["error"] == "busy"
        assert satsuma_process("-C", "p", "undo", cwd=folder).code == 3
        assert satsuma_process(*COUNT, cwd=folder).json["customers"] == CUSTOMERS
    assert satsuma(*RUN, cwd=folder).code == 0


def test_two_runs_in_one_process(company: Path, tmp_path: Path) -> None:
    folder = copy(company, tmp_path)
    with RunLock(folder / "p"), pytest.raises(SatsumaError, match="run"):
        Project.open(folder / "p").run("2024-03-01")


def copy(company: Path, folder: Path) -> Path:
    shutil.copytree(company, folder / "company")
    return folder / "company"


CLOCKS: dict[str, Callable[[], float]] = {
    "1970": lambda: 0.0,
    "before the data": lambda: 1_600_000_000.0,
    "2150": lambda: 5_690_000_000.0,
}


@pytest.mark.parametrize("clock", CLOCKS)
def test_wrong_clock(clock: str, tmp_path: Path) -> None:
    """The data tell when it is; a clock that stands before them hides events but loses none."""
    write_company(tmp_path)
    now = CLOCKS[clock]
    Project.init(tmp_path / "p", [tmp_path / "customers.csv", tmp_path / "orders.csv"], clock=now)
    result = Project.open(tmp_path / "p", clock=now).run()
    check_balance(result.model_dump(mode="json"))
    orders = next(account for account in result.quality.accounts if account.source == "orders")
    assert orders.rows_kept == orders.rows_in
    assert orders.future_rows == (0 if clock == "2150" else orders.rows_in)
    assert (result.as_of == "2024-06-24") == (clock == "2150")


def test_clock_set_back_between_runs(company: Path, tmp_path: Path) -> None:
    """The second run is the newer one, whatever the clock says."""
    folder = copy(company, tmp_path)
    (folder / "orders.csv").write_text(
        orders_csv([[9001, 1001, "2024-06-24", "9.00", "web"]]), encoding="utf-8"
    )
    late = Project.open(folder / "p", clock=lambda: time.time() - 10 * 365 * 86_400)
    result = late.run()
    assert not result.unchanged
    newest = Project.open(folder / "p").runs[0]
    assert (newest.id, newest.status) == (result.run, "published")
    assert Project.open(folder / "p").sizes().as_of == newest.as_of
