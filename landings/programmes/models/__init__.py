"""The tables of programmes, gathered, and what their documents are made of."""

from landings.programmes.models.programmes import (
    Criterion,
    FundYear,
    Officer,
    Programme,
    ProgrammeDraft,
    ProgrammeVersion,
)

__all__ = ["Criterion", "FundYear", "Officer", "Programme", "ProgrammeDraft", "ProgrammeVersion"]
