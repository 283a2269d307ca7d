"""The closed vocabularies of a dialogue, as the code names them; `docs/words.md` maps them to Swedish."""

from enum import StrEnum


class Status(StrEnum):
    """Where a dialogue is in its life."""

    DRAFT = "draft"
    COORDINATION = "coordination"
    PLANNED = "planned"
    OPEN = "open"
    COMPILING = "compiling"
    REPORTED = "reported"
    FOLLOWED_UP = "followed_up"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"
    UNPUBLISHED = "unpublished"


class Influence(StrEnum):
    """The five steps of the ladder of participation (SKR), in rising order."""

    INFORMATION = "information"
    CONSULTATION = "consultation"
    DIALOGUE = "dialogue"
    INFLUENCE = "influence"
    CO_DECISION = "co_decision"


class Form(StrEnum):
    """What kind of process the dialogue is."""

    CITIZEN_DIALOGUE = "citizen_dialogue"
    EARLY_DIALOGUE = "early_dialogue"
    PLAN_CONSULTATION = "plan_consultation"
    PLAN_REVIEW = "plan_review"
    RESIDENTS_DIALOGUE = "residents_dialogue"
    PARTICIPATORY_BUDGET = "participatory_budget"
    CO_CREATION = "co_creation"
    COUNCIL = "council"
    PLACE_COOPERATION = "place_cooperation"
    SURVEY = "survey"
    EXTERNAL_INITIATIVE = "external_initiative"
    OTHER = "other"


class LegalBasis(StrEnum):
    """Whether a law orders the dialogue."""

    VOLUNTARY = "voluntary"
    PLANNING_ACT = "planning_act"
    OTHER_LAW = "other_law"


class Stage(StrEnum):
    """How far the matter itself has come when residents are asked."""

    NEEDS = "needs"
    PROGRAMME = "programme"
    PLAN = "plan"
    IMPLEMENTATION = "implementation"
    MANAGEMENT = "management"


class Continuity(StrEnum):
    """Once, again and again, or without end."""

    DELIMITED = "delimited"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"


class OrganisationKind(StrEnum):
    """What sort of body an organiser is."""

    DISTRICT_COMMITTEE = "district_committee"
    SPECIALIST_COMMITTEE = "specialist_committee"
    CITY_EXECUTIVE = "city_executive"
    COMPANY = "company"
    REGION = "region"
    STATE = "state"
    ASSOCIATION = "association"
    NETWORK = "network"
    OTHER = "other"


class AreaKind(StrEnum):
    """The city, one of its districts, one of their neighbourhoods, or a single place."""

    CITY = "city"
    DISTRICT = "district"
    NEIGHBOURHOOD = "neighbourhood"
    PLACE = "place"


class OccasionKind(StrEnum):
    """How people take part in an occasion."""

    PHYSICAL = "physical"
    DIGITAL = "digital"
    HYBRID = "hybrid"
    ASYNCHRONOUS = "asynchronous"


class OccasionState(StrEnum):
    """Whether an occasion stands as announced."""

    PLANNED = "planned"
    MOVED = "moved"
    CANCELLED = "cancelled"
    HELD = "held"


class RegistrationNeed(StrEnum):
    """Whether one must say beforehand that one is coming."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Recruitment(StrEnum):
    """How a target group is reached."""

    OPEN_INVITATION = "open_invitation"
    LETTER = "letter"
    OUTREACH = "outreach"
    DOOR_KNOCKING = "door_knocking"
    CITIZEN_HOST = "citizen_host"
    AMBASSADOR = "ambassador"
    STAFF_NEARBY = "staff_nearby"
    ASSOCIATION = "association"
    ASSOCIATION_COORDINATOR = "association_coordinator"
    SCHOOL = "school"
    RANDOM_DRAW = "random_draw"
    STRATIFIED_DRAW = "stratified_draw"
    PAID_ADVERT = "paid_advert"
    SOCIAL_MEDIA = "social_media"
    TELEPHONE = "telephone"
    APPOINTED = "appointed"


class Perspective(StrEnum):
    """For whom or what a dialogue looks at the consequences in particular."""

    CHILDREN = "children"
    SAFETY = "safety"
    HEALTH = "health"
    EQUALITY = "equality"


class DecisionState(StrEnum):
    """How far the political decision a dialogue feeds has come."""

    NONE = "none"
    PLANNED = "planned"
    TAKEN = "taken"


class FindingKind(StrEnum):
    """What sort of knowledge a finding is."""

    NEED = "need"
    PROBLEM = "problem"
    PROPOSAL = "proposal"
    STRENGTH = "strength"
    GOAL_CONFLICT = "goal_conflict"


class FindingStrength(StrEnum):
    """How many said it."""

    SINGLE = "single"
    SEVERAL = "several"
    PERVASIVE = "pervasive"


class FeedbackKind(StrEnum):
    """What a feedback post tells those who took part."""

    CONFIRMATION = "confirmation"
    RESULT = "result"
    DECISION = "decision"
    IMPLEMENTATION = "implementation"
    PERIOD_REPORT = "period_report"


class CommitmentStatus(StrEnum):
    """How a promise goes."""

    PROPOSED = "proposed"
    PROMISED = "promised"
    ONGOING = "ongoing"
    DONE = "done"
    PARTLY_DONE = "partly_done"
    NOT_DONE = "not_done"
    CHANGED = "changed"


class DutyKind(StrEnum):
    """What an organiser owes, by what the portal reminds of."""

    PUBLISH = "publish"
    HELD = "held"
    RESULTS = "results"
    FEEDBACK = "feedback"
    PERIOD_REPORT = "period_report"
    PROMISE = "promise"
    EVALUATION = "evaluation"


class Independence(StrEnum):
    """How a process leader or facilitator stands to the city."""

    EMPLOYEE = "employee"
    CONSULTANT = "consultant"
    INDEPENDENT = "independent"


class CountMethod(StrEnum):
    """How the number of participants is known."""

    COUNTED = "counted"
    ESTIMATED = "estimated"
    REGISTERED = "registered"


class ReuseKind(StrEnum):
    """How a new dialogue relates to what was asked before."""

    REUSED = "reused"
    COMPLEMENTS = "complements"
    REPEATS = "repeats"


class DocumentKind(StrEnum):
    """What a document is to a dialogue."""

    INVITATION = "invitation"
    MATERIAL = "material"
    NOTES = "notes"
    REPORT = "report"
    DECISION = "decision"
    OTHER = "other"


class SubmissionKind(StrEnum):
    """What a resident or an association may send in."""

    TIP = "tip"
    SUGGESTION = "suggestion"
    OWN_DIALOGUE = "own_dialogue"
    CORRECTION = "correction"
    ACCESSIBILITY_FAULT = "accessibility_fault"
    COMMENT_ON_RESULTS = "comment_on_results"


class SubmissionState(StrEnum):
    """Where a submission is on its way to an answer."""

    RECEIVED = "received"
    UNDER_REVIEW = "under_review"
    NEEDS_MORE = "needs_more"
    APPROVED = "approved"
    PUBLISHED = "published"
    ANSWERED = "answered"
    CLOSED = "closed"
    FORWARDED = "forwarded"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    TAKEN_DOWN = "taken_down"


class DeclineReason(StrEnum):
    """Why a submission is not published, or no longer; told to the one who sent it."""

    PERSONAL_DATA = "personal_data"
    HATE_OR_THREAT = "hate_or_threat"
    ADVERTISING = "advertising"
    OUTSIDE_CITY = "outside_city"
    DUPLICATE = "duplicate"
    INDIVIDUAL_CASE = "individual_case"
    SECRECY = "secrecy"
    NOT_UNDERSTANDABLE = "not_understandable"
    ON_REQUEST = "on_request"


class Role(StrEnum):
    """What a member of staff may do, within one organisation or for the whole city."""

    READER = "reader"
    EXTERNAL = "external"
    EDITOR = "editor"
    PROCESS_LEADER = "process_leader"
    MODERATOR = "moderator"
    REGISTRAR = "registrar"
    COORDINATOR = "coordinator"
    ADMIN = "admin"
