"""Tests before operations, the devices they are done on, and which operation needs which."""

from __future__ import annotations

from bedcentre.seeding.records import Exam, ExamDevice, PreAdmissionStep
from bedcentre.seeding.tables import Tables


def build_exams(tables: Tables) -> tuple[Exam, ...]:
    """The kinds of tests."""
    return tuple(Exam(**{**row.model_dump(), "after": frozenset(row.after)}) for row in tables.exams)


def build_devices(tables: Tables, campuses: int) -> tuple[ExamDevice, ...]:
    """Every campus's devices; those of the second are numbered on from 2- (``2-CT-1``)."""
    return tuple(
        ExamDevice(
            **{
                **row.model_dump(),
                "code": f"{place}-{row.code}" if place > 1 else row.code,
                "days": frozenset(row.days),
            }
        )
        for place in range(1, campuses + 1)
        for row in tables.exam_devices
    )


def build_steps(tables: Tables) -> tuple[PreAdmissionStep, ...]:
    """The lines of the checklists, in order."""
    return tuple(PreAdmissionStep(**row.model_dump()) for row in tables.preadmission)
