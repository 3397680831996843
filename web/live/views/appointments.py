"""What the list of people at home is about."""

from __future__ import annotations

from bedcentre.domain.events import (
    BedReserved,
    BlockLifted,
    ClaimReleased,
    ContactNoted,
    DemandCancelled,
    ExamReleased,
    ExamsBooked,
    NoShowNoted,
    NoShowStruck,
    NoticeChanged,
    NoticeMade,
    OfferClosed,
    OpeningClosed,
    PatientAdmitted,
    PolicyChanged,
    SlotFreed,
    SlotOffered,
    StandbyJoined,
    StandbyLeft,
)

APPOINTMENTS = (
    BedReserved,
    BlockLifted,
    ClaimReleased,
    ContactNoted,
    DemandCancelled,
    ExamReleased,
    ExamsBooked,
    NoShowNoted,
    NoShowStruck,
    NoticeChanged,
    NoticeMade,
    OfferClosed,
    OpeningClosed,
    PatientAdmitted,
    PolicyChanged,
    SlotFreed,
    SlotOffered,
    StandbyJoined,
    StandbyLeft,
)
