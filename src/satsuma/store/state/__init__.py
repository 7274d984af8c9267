"""What happened in a project. `State` lives in `ledger` and needs SQLAlchemy; finding the current run does not."""

from satsuma.store.state.locks import EditLock, RunLock
from satsuma.store.state.places import (
    database_path,
    hidden_folder,
    make_run_id,
    partial_path,
    run_path,
    runs_folder,
    work_folder,
)
from satsuma.store.state.pointer import current_run_id, current_run_path, published_run_ids

__all__ = [
    "EditLock",
    "RunLock",
    "current_run_id",
    "current_run_path",
    "database_path",
    "hidden_folder",
    "make_run_id",
    "partial_path",
    "published_run_ids",
    "run_path",
    "runs_folder",
    "work_folder",
]
