"""Settings from the environment (``BEDCENTRE_…``) and the hospital's policy file. Described in docs/operations.md."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """How this installation runs."""

    model_config = SettingsConfigDict(env_prefix="BEDCENTRE_", extra="forbid", frozen=True)

    database_url: str = "sqlite:///var/bedcentre.sqlite"
    host: str = "127.0.0.1"
    port: int = 8000
    secret_key: SecretStr | None = None
    secure_cookies: bool = False
    allowed_origins: tuple[str, ...] = ()
    zone: ZoneInfo = ZoneInfo("Asia/Shanghai")
    policy_file: Path | None = None
    plan_seconds: float = 4.0
    plan_workers: int = 2
    ahead_seconds: float = 20.0
