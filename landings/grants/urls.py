"""The doors of grants."""

from ground.web.policies import OWN, POST, only, route
from landings.grants import questions
from landings.grants.views import claiming, granting, reporting

ASKING = only(founder=OWN, officer=OWN, finance=OWN)
PAYING = only(officer=OWN, finance=OWN)
FIRM = only(founder=OWN)
OFFICER = only(officer=OWN)
LANDING = "landings/<int:landing_id>/"
GRANT = "landings/grants/<int:grant_id>/"
ADVANCE = "landings/advances/<int:advance_id>/"
CLAIM = "landings/claims/<int:claim_id>/"
LINE = f"{CLAIM}lines/<int:line_id>/"
FUND = "landings/funds/<int:fund_year_id>/"

urlpatterns = [
    route(f"{LANDING}grant/", granting.grant, name="grant", who=ASKING),
    route(f"{LANDING}grant/piece/", granting.grant_piece, name="grant-piece", who=ASKING),
    route(f"{LANDING}grant/panel/", granting.grant_panel, name="grant-panel", who=ASKING),
    route(f"{LANDING}grant/award/", granting.award, name="award", who=OFFICER, methods=POST, asks=questions.award),
    route(
        f"{LANDING}close/",
        granting.close,
        name="close-landing",
        who=OFFICER,
        methods=POST,
        asks=questions.close_landing,
    ),
    route(f"{LANDING}statement/", reporting.statement, name="statement", who=ASKING),
    route(f"{LANDING}statement.csv", reporting.statement_csv, name="statement-csv", who=ASKING),
    route(
        f"{GRANT}advance/",
        granting.approve_advance,
        name="approve-advance",
        who=OFFICER,
        methods=POST,
        asks=questions.approve_advance,
    ),
    route(
        f"{GRANT}return/",
        granting.record_return,
        name="record-return",
        who=PAYING,
        methods=POST,
        asks=questions.record_return,
    ),
    route(f"{GRANT}claim/", claiming.begin, name="begin-claim", who=FIRM, methods=POST),
    route(
        f"{ADVANCE}pay/",
        granting.pay_advance,
        name="pay-advance",
        who=PAYING,
        methods=POST,
        asks=questions.pay_advance,
    ),
    route(
        f"{ADVANCE}back/",
        granting.send_back_advance,
        name="send-back-advance",
        who=PAYING,
        methods=POST,
        asks=questions.send_back_advance,
    ),
    route(CLAIM, claiming.claim, name="claim", who=ASKING),
    route(f"{CLAIM}piece/", claiming.claim_piece, name="claim-piece", who=ASKING),
    route(f"{CLAIM}lines/", claiming.add_line, name="add-line", who=FIRM, methods=POST, limited="upload"),
    route(f"{LINE}drop/", claiming.drop_line, name="drop-line", who=FIRM, methods=POST, asks=questions.DROP),
    route(f"{LINE}receipt/", claiming.receipt, name="receipt", who=ASKING),
    route(f"{CLAIM}submit/", claiming.submit, name="submit-claim", who=FIRM, methods=POST, asks=questions.submit_claim),
    route(
        f"{CLAIM}approve/",
        claiming.approve,
        name="approve-claim",
        who=OFFICER,
        methods=POST,
        asks=questions.approve_claim,
    ),
    route(
        f"{CLAIM}changes/",
        claiming.want_changes,
        name="want-changes",
        who=OFFICER,
        methods=POST,
        asks=questions.want_changes,
    ),
    route(
        f"{CLAIM}decline/",
        claiming.decline,
        name="decline-claim",
        who=OFFICER,
        methods=POST,
        asks=questions.decline_claim,
    ),
    route(f"{CLAIM}pay/", claiming.pay, name="pay-claim", who=PAYING, methods=POST, asks=questions.pay_claim),
    route(
        f"{CLAIM}back/", claiming.send_back, name="send-back-claim", who=PAYING, methods=POST, asks=questions.SEND_BACK
    ),
    route(FUND, reporting.fund, name="fund", who=PAYING),
    route(f"{FUND}statement.csv", reporting.fund_csv, name="fund-csv", who=PAYING),
]
