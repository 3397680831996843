"""Who may sign in to the demo hospital, however old it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bedcentre.bootstrap import build
from bedcentre.cli.serving import demo_users
from bedcentre.config import Settings
from bedcentre.domain.vocabulary import Role
from bedcentre.store import meta
from bedcentre.store.engine import open_engine
from bedcentre.store.migrate import migrate
from bedcentre.store.planting import plant
from tests.store.seed import hospital


def test_a_hospital_without_partners_and_with_its_theatre_lists_over_has_a_sign_in_for_the_others(
    tmp_path: Path,
) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'hospital.sqlite'}")
    engine = open_engine(settings.database_url)
    migrate(engine)
    plant(engine, replace(hospital(), referral_quotas=()), seed=1)
    meta.set_demo_clock(engine, datetime(2030, 1, 1, tzinfo=UTC), datetime.now(UTC), 1.0)
    engine.dispose()
    app = build(settings)
    assert {user.role for user in demo_users(app)} == set(Role) - {Role.PARTNER, Role.SYSTEM}
    app.close()
