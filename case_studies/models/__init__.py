"""What is stored. Each model has its rules as named constraints, so that an illegal state can't be stored."""

from case_studies.models.account import Account, ApiToken, BrowserSession, KnownBrowser, SignInAttempts
from case_studies.models.address_change import AddressChange
from case_studies.models.adoption import Adoption, AdoptionStatement
from case_studies.models.application import Application, ApplicationOpinion
from case_studies.models.assignment import Assignment, Remark, Response, Review
from case_studies.models.attachment import Attachment, StoredFile
from case_studies.models.capacity import Capacity
from case_studies.models.case import Case, ReferenceCounter
from case_studies.models.collection import CollectedThing, Collection
from case_studies.models.concept import Concept
from case_studies.models.confirmation import Confirmation
from case_studies.models.conflict import ConflictOverride, DeclaredConflict
from case_studies.models.consent import Consent
from case_studies.models.delegation import ChairHandover, Delegation, DelegationContribution
from case_studies.models.event import CalendarAddress, Event, EventAttendance
from case_studies.models.export import Export
from case_studies.models.factor import AuthenticatorApp, FactorReset, Passkey, PasskeyChallenge, RecoveryCode
from case_studies.models.history import HistoryEntry, HistoryHead
from case_studies.models.index_rebuild import IndexRebuild
from case_studies.models.index_task import IndexTask
from case_studies.models.issue import Issue, IssueAnswer, IssueInvitation, IssueOutcome, IssueSynthesis
from case_studies.models.match import Match, MatchPost, MatchReport
from case_studies.models.notification import Mail, Notification, NotificationChoice
from case_studies.models.office_invitation import OfficeInvitation
from case_studies.models.part_report import PartReport
from case_studies.models.practice import Practice, PracticeAssessment, PracticeEdition, PracticeRemark
from case_studies.models.practice_evidence import EvidenceFlag, PracticeEvidence
from case_studies.models.proposal import ProposalPartner, StudyProposal
from case_studies.models.provider_identity import ProviderIdentity
from case_studies.models.provision import Provision, ProvisionLink
from case_studies.models.public_record import PublicRecord, PublicRecordSet
from case_studies.models.rendered_text import RenderedText
from case_studies.models.reviewer import Absence, ReviewerProfile
from case_studies.models.revision import Revision
from case_studies.models.saved_search import SavedSearch
from case_studies.models.setting import StoredSetting
from case_studies.models.site_text import SiteText
from case_studies.models.study import Study
from case_studies.models.taxonomy import Initiative, Operation, Place, Theme
from case_studies.models.text import JointText, SilenceBreak, TextAlignment, TextComment, TextVersion
from case_studies.models.thread import Thread, ThreadFollow, ThreadObjection, ThreadPost
from case_studies.models.unanswered import UnansweredNote, UnansweredWords
from case_studies.models.upload import Upload, UploadPiece
from case_studies.models.worker_round import WorkerRound

__all__ = [
    "Absence",
    "Account",
    "AddressChange",
    "Adoption",
    "AdoptionStatement",
    "ApiToken",
    "Application",
    "ApplicationOpinion",
    "Assignment",
    "Attachment",
    "AuthenticatorApp",
    "BrowserSession",
    "CalendarAddress",
    "Capacity",
    "Case",
    "ChairHandover",
    "CollectedThing",
    "Collection",
    "Concept",
    "Confirmation",
    "ConflictOverride",
    "Consent",
    "DeclaredConflict",
    "Delegation",
    "DelegationContribution",
    "Event",
    "EventAttendance",
    "EvidenceFlag",
    "Export",
    "FactorReset",
    "HistoryEntry",
    "HistoryHead",
    "IndexRebuild",
    "IndexTask",
    "Initiative",
    "Issue",
    "IssueAnswer",
    "IssueInvitation",
    "IssueOutcome",
    "IssueSynthesis",
    "JointText",
    "KnownBrowser",
    "Mail",
    "Match",
    "MatchPost",
    "MatchReport",
    "Notification",
    "NotificationChoice",
    "OfficeInvitation",
    "Operation",
    "PartReport",
    "Passkey",
    "PasskeyChallenge",
    "Place",
    "Practice",
    "PracticeAssessment",
    "PracticeEdition",
    "PracticeEvidence",
    "PracticeRemark",
    "ProposalPartner",
    "ProviderIdentity",
    "Provision",
    "ProvisionLink",
    "PublicRecord",
    "PublicRecordSet",
    "RecoveryCode",
    "ReferenceCounter",
    "Remark",
    "RenderedText",
    "Response",
    "Review",
    "ReviewerProfile",
    "Revision",
    "SavedSearch",
    "SignInAttempts",
    "SilenceBreak",
    "SiteText",
    "StoredFile",
    "StoredSetting",
    "Study",
    "StudyProposal",
    "TextAlignment",
    "TextComment",
    "TextVersion",
    "Theme",
    "Thread",
    "ThreadFollow",
    "ThreadObjection",
    "ThreadPost",
    "UnansweredNote",
    "UnansweredWords",
    "Upload",
    "UploadPiece",
    "WorkerRound",
]
