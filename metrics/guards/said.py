"""What a trigger says when it refuses a change."""

PUBLISHED_STAYS = "Published facts do not change: supersede them with a correction or withdraw them, with a reason."
BORN_AS_DRAFT = "Figures and milestones are born as drafts and then published."
SUBMITTED_STAYS = "What is submitted for review does not change: return it to its author first."
UPDATE_FROZEN = "This update is handed over for review: nothing is added to it before it is published or taken back."
UPDATE_STAYS = "This update is handed over for review: take it back to change it."
NOTHING_LEFT_BEHIND = "An update is handed over whole: submit all of its drafts."
CITATION_STAYS = (
    "Statements that are published or under review rest on this citation: it does not change. Correct the statement, or"
    " return it to its author."
)
PLACE_STAYS = (
    "The {field} of a statement that is published or under review do not change: supersede or withdraw it, or return it"
    " to its author."
)
RELATION_STAYS = "A declared relation between published figures does not change: end it, and declare another."
UNIT_STAYS = "Published figures are in this unit: it stays, and its kind and currency do not change."
GROUP_STAYS = "Figures name this group by its short name: it stays. Change the name that readers see instead."
SHARE_RANGE = "A share lies between 0 and 100 percent."
IDENTITY_STAYS = "A correction keeps indicator, role, period, place and category."
ONE_PREFERRED = "A preferred figure of this identity is published already."
ARCHIVE_STAYS = "An archived text does not change and does not go: attach a newer copy as a new version."
ERRATUM_STAYS = "A recorded erratum does not change and does not go: end it with a reason, and enter another."
CHECK_STAYS = "What a check of a citation found does not change and does not go: later checks are added."
ONE_PER_SLUG = "A milestone of this short name is published already."
DECLARED_ONCE = "This relation is declared already."
STEP_STAYS = "What was done and said in an update stays in its log, as it was written."
SETTLEMENT_STAYS = "What a person said of a finding does not change and does not go: reopen the finding, with a reason."
