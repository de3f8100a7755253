"""Prepared platforms: a test gets a copy of one, which costs milliseconds."""

import pickle
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, make_url, text

from case_studies.demo.loader import load_demonstration
from case_studies.demo.offices import open_offices
from case_studies.schema_migrations import upgrade
from case_studies.taxonomy.loader import load_taxonomy
from config import Config
from tests.support.in_turn import in_turn
from tests.support.loaded_thesaurus import loaded_thesaurus, share_thesaurus
from tests.support.snapshots import Snapshots, state_of
from tests.support.world import PASSWORD, START, Clock, World, open_sessions

DATA = "data"
PREPARED = "prepared"


class Template:
    """A prepared platform that each test gets a copy of: a copied file, or a database made from a template."""

    def __init__(
        self,
        folder: Path,
        server: str | None,
        prepare: Callable[[World], Any],
        *,
        shared: Path | None = None,
        parent: "Template | None" = None,
        keeps_time: bool = False,
    ) -> None:
        """Prepare a platform, empty or as a copy of a parent. Copies start at START, or keep the time it ended at.

        `shared` is a folder in which the first process of a run leaves what it prepared, and its snapshots.
        """
        self.folder = folder
        self.server = server
        self.copies = 0
        self.snapshots = Snapshots((shared or folder) / "snapshots")
        options = f"TEMPLATE {parent.name_on_server('template')}" if parent is not None else ""
        url = self._make_database("template", options)
        self.config = Config(data_dir=folder / DATA, database_url=url, demo_mode=True, requests_per_minute=0)
        with in_turn(shared) if shared else nullcontext():
            if shared and (shared / PREPARED).exists():
                shutil.copytree(shared / DATA, folder / DATA)
                moment, self.places = pickle.loads((shared / PREPARED).read_bytes())
            else:
                moment, self.places = self._prepare(prepare, parent)
                if shared:
                    shutil.copytree(folder / DATA, shared / DATA)
                    (shared / PREPARED).write_bytes(pickle.dumps((moment, self.places)))
        world = World(self.config)
        self.thesaurus = loaded_thesaurus(world.platform.work)
        world.close()
        self.moment: datetime = moment if keeps_time else START

    def _prepare(self, prepare: Callable[[World], Any], parent: "Template | None") -> tuple[datetime, Any]:
        """Prepare the platform; return the time by its clock, and what `prepare` returned."""
        if parent is not None:
            shutil.copytree(parent.config.data_dir, self.config.data_dir)
        world = World(self.config, clock=Clock(parent.moment if parent is not None else START))
        places = prepare(world)
        world.close()
        return world.clock.moment, places

    def copy(self, folder: Path) -> World:
        """Return a platform of its own."""
        self.copies += 1
        shutil.copytree(self.config.data_dir, folder / DATA)
        name = f"copy{self.copies}"
        url = self._make_database(name, f"TEMPLATE {self.name_on_server('template')}")
        config = replace(self.config, data_dir=folder / DATA, database_url=url)
        drop = f"DROP DATABASE {self.name_on_server(name)} (FORCE)"
        world = World(config, clock=Clock(self.moment), at_the_end=lambda: self._run_on_server(drop))
        share_thesaurus(world.platform.work, self.thesaurus)
        if self.server is None:
            world.snapshots, world.original = self.snapshots, state_of(world)
        return world

    def name_on_server(self, name: str) -> str:
        """Return the name of a database: all processes of a parallel run share one server."""
        return f"{self.folder.name}_{name}".lower().replace("-", "_")

    def _make_database(self, name: str, options: str = "") -> str:
        """Make a database on the server, where one is used, and return its URL."""
        if self.server is None:
            return ""
        self._run_on_server(f"CREATE DATABASE {self.name_on_server(name)} {options}")
        return make_url(self.server).set(database=self.name_on_server(name)).render_as_string(hide_password=False)

    def _run_on_server(self, statement: str) -> None:
        """Run a statement on the server, where one is used."""
        if self.server is not None:
            engine = create_engine(self.server, isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text(statement))
            engine.dispose()


def prepare_bare(world: World) -> None:
    """Prepare a platform with vocabularies and offices and no case."""
    upgrade(world.platform.work.engine)
    with world.platform.work.writing(quietly=True) as session:
        load_taxonomy(session)
        open_offices(session, [], PASSWORD)
    open_sessions(world)
    world.platform.indexer.rebuild()


def prepare_library(world: World) -> None:
    """Add the demonstration library to a platform without cases."""
    load_demonstration(world.platform.work, world.platform.files, PASSWORD)
    world.platform.indexer.rebuild()
