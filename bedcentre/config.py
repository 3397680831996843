"""Settings from the environment (``BEDCENTRE_…``) and the hospital's policy file. Described in docs/operations.md."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class SmtpSecurity(StrEnum):
    """How the way to the mail server is encrypted."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


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
    public_address: str = ""
    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_security: SmtpSecurity = SmtpSecurity.STARTTLS
    smtp_user: str = ""
    smtp_password: SecretStr | None = None
    smtp_from: str = "bedcentre@localhost"

    @property
    def link_address(self) -> str:
        """The address that links in letters begin with."""
        return self.public_address or f"http://{self.host}:{self.port}"
