"""What every record of a mall has in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
"""A key: small letters a–z, digits and underscore, starting with a letter. Written once, never changed between periods."""


class Spec(BaseModel):
    """Common to all parts of a mall: frozen, no unknown keys, Swedish aliases."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
