"""The patients: specialties, stays, diagnoses, needs, procedures."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from bedcentre.seeding.rows.base import Age, Code, Feature, Features, Name, Row, SexOrAny, Share, Weight

StayKind = Literal["planned", "emergency", "referral_in"]


class SpecialtyRow(Row):
    """A clinical discipline (专科) and its patients."""

    file: ClassVar[str] = "specialties.csv"
    key: ClassVar[tuple[str, ...]] = ("code",)
    code: Code = Field(description="short code")
    name_zh: Name = Field(description="name in Chinese")
    name_en: Name = Field(description="name in English")
    stream: Literal["surgical", "medical", "obstetric", "paediatric"] = Field(description="kind of discipline")
    sex: SexOrAny = Field(description="any, or the only sex it treats")
    male_share: Share = Field(description="per cent of patients who are male")
    age_min: Age = Field(description="youngest patient, completed years")
    age_max: Age = Field(description="oldest patient, completed years")
    age_mean: Age = Field(description="mean age, years")
    age_sd: int = Field(ge=0, le=40, description="standard deviation of age, years")
    icu_weight: Weight = Field(description="relative number of its patients among those in ICU and HDU")
    severe_share: Share = Field(description="per cent of its patients who are severe (stay in their own ward)")
    operation_share: Share = Field(description="per cent of planned stays with an operation in the main theatres")
    operation_minutes: int = Field(ge=0, le=600, description="typical minutes in theatre of such an operation")
    moves_on_to: str = Field(default="", description="specialty its transferred patients go to; empty = a sister")


class SisterRow(Row):
    """A specialty whose wards stand nearest when the own ward is full (sharing tier 1)."""

    file: ClassVar[str] = "sisters.csv"
    key: ClassVar[tuple[str, ...]] = ("specialty", "sister")
    specialty: Code = Field(description="specialty that borrows")
    sister: Code = Field(description="specialty whose wards lend first")


class StayRow(Row):
    """How long a specialty's patients stay, by how they came: log-normal."""

    file: ClassVar[str] = "stays.csv"
    key: ClassVar[tuple[str, ...]] = ("specialty", "kind")
    specialty: Code = Field(description="specialty")
    kind: StayKind = Field(description="how the patient came")
    share: Share = Field(description="per cent of the specialty's admissions; adds up to 100 per specialty")
    median_days: float = Field(gt=0, le=90, description="median length of stay, days")
    sigma: float = Field(gt=0, le=1.5, description="standard deviation of the logarithm of the stay")


class LevelRow(Row):
    """How long patients stay in intensive care, high dependency and observation: log-normal."""

    file: ClassVar[str] = "levels.csv"
    key: ClassVar[tuple[str, ...]] = ("bed_kind",)
    bed_kind: Literal["icu", "hdu", "observation"] = Field(description="kind of bed")
    median_days: float = Field(gt=0, le=30, description="median time in such a bed, days")
    sigma: float = Field(gt=0, le=1.5, description="standard deviation of the logarithm of the time")
    step_down_share: Share = Field(description="per cent who then need a bed in a ward")


class DiagnosisRow(Row):
    """A common reason to be in a specialty's ward."""

    file: ClassVar[str] = "diagnoses.csv"
    key: ClassVar[tuple[str, ...]] = ("specialty", "icd10")
    specialty: Code = Field(description="specialty")
    icd10: str = Field(pattern=r"^[A-Z]\d\d$", description="ICD-10 category, three characters")
    name_zh: Name = Field(description="name in Chinese")
    name_en: Name = Field(description="name in English")
    weight: int = Field(ge=1, description="relative frequency within the specialty")
    stay_factor: float = Field(gt=0, le=3, description="length of stay relative to the specialty's median")


class NeedRow(Row):
    """What share of a specialty's patients need something from their bed."""

    file: ClassVar[str] = "needs.csv"
    key: ClassVar[tuple[str, ...]] = ("specialty", "need")
    specialty: Code = Field(description="specialty")
    need: Feature = Field(description="feature of the bed")
    share: Share = Field(description="per cent of its patients")


class FlagRow(Row):
    """A special-group or safety flag and who carries it."""

    file: ClassVar[str] = "flags.csv"
    key: ClassVar[tuple[str, ...]] = ("flag", "specialty")
    flag: Code = Field(description="code of the flag")
    name_zh: Name = Field(description="name in Chinese")
    name_en: Name = Field(description="name in English")
    specialty: str = Field(default="", description="only patients of this specialty; empty = of all")
    age_min: Age = Field(description="from this age, completed years")
    age_max: Age = Field(description="up to this age, completed years")
    share: Share = Field(description="per cent of those who carry it")
    prefers: Features = Field(default=(), description="what is preferred in a bed for them")


class OrganismRow(Row):
    """What a patient may be isolated for, and in which specialty it is met."""

    file: ClassVar[str] = "organisms.csv"
    key: ClassVar[tuple[str, ...]] = ("code", "specialty")
    code: Code = Field(description="code of the organism")
    name_zh: Name = Field(description="name in Chinese")
    name_en: Name = Field(description="name in English")
    isolation: Literal["contact", "droplet", "airborne"] = Field(description="kind of isolation")
    negative_pressure: bool = Field(description="yes where the room must have negative pressure")
    specialty: Code = Field(description="specialty where it is met")
    share: Share = Field(description="per cent of the specialty's patients")


class ProcedureRow(Row):
    """A procedure of the day-surgery catalogue (日间手术目录)."""

    file: ClassVar[str] = "procedures.csv"
    key: ClassVar[tuple[str, ...]] = ("code",)
    code: Code = Field(description="own code")
    icd9: str = Field(default="", pattern=r"^(\d\d\.\d\d?)?$", description="ICD-9-CM-3 code; empty if unsure")
    name_zh: Name = Field(description="name in Chinese")
    name_en: Name = Field(description="name in English")
    specialty: Code = Field(description="specialty that does it")
    anaesthesia: Literal["general", "regional", "sedation", "local"] = Field(description="usual anaesthesia")
    bed_kind: Literal["bay", "chair"] = Field(description="where the patient recovers")
    preparation_minutes: int = Field(ge=0, le=240, description="typical minutes in the bay before theatre")
    theatre_minutes: int = Field(ge=5, le=360, description="typical minutes in theatre")
    recovery_minutes: int = Field(ge=0, le=600, description="typical minutes in the bay after theatre")
    sex: SexOrAny = Field(description="any, or the only sex it is done on")
    age_min: Age = Field(description="youngest age, completed years")
    age_max: Age = Field(description="oldest age, completed years")
    weight: int = Field(ge=1, description="relative frequency within the day-surgery centre")


class TriageRow(Row):
    """A grade of emergency and how long its patients may wait for a bed."""

    file: ClassVar[str] = "triage.csv"
    key: ClassVar[tuple[str, ...]] = ("grade",)
    grade: Literal["1", "2", "3", "4"] = Field(description="1 most urgent")
    name_zh: Name = Field(description="name in Chinese")
    name_en: Name = Field(description="name in English")
    share: Share = Field(description="per cent of emergency admissions")
    latest_minutes: int = Field(ge=1, description="longest wait from decision to bed, minutes")
