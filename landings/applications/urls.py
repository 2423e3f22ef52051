"""The doors of applications."""

from ground.web.policies import GET_POST, OWN, POST, everyone, members, only, route
from landings.applications import questions
from landings.applications.views import deciding, drafting, reading, reviewing, sending

FIRM = only(founder=OWN)
OFFICER = only(officer=OWN)
ONE = "landings/applications/<int:application_id>/"
DESK = "landings/programmes/<slug:slug>/"
REVIEW = "landings/reviews/<int:review_id>/"

urlpatterns = [
    route("landings/", reading.home, name="home", who=everyone()),
    route("landings/applications/", reading.mine, name="applications", who=members()),
    route(f"{DESK}apply/", drafting.apply, name="apply", who=members(), methods=GET_POST, limited="application"),
    route(f"{DESK}intake/", deciding.intake, name="intake", who=OFFICER),
    route(f"{DESK}rules/trial/", deciding.trial, name="rules-trial", who=OFFICER),
    route(ONE, reading.application, name="application", who=only(founder=OWN, officer=OWN)),
    route(f"{ONE}edit/<slug:step>/", drafting.edit, name="edit-application", who=FIRM, methods=GET_POST),
    route(f"{ONE}verdicts/", drafting.verdicts, name="verdicts", who=FIRM),
    route(
        f"{ONE}submit/",
        sending.submit,
        name="submit-application",
        who=FIRM,
        methods=POST,
        limited="application",
        asks=questions.submit,
    ),
    route(f"{ONE}refer/", sending.refer, name="take-referral", who=FIRM, methods=POST, asks=questions.REFER),
    route(
        f"{ONE}withdraw/",
        sending.withdraw,
        name="withdraw-application",
        who=FIRM,
        methods=POST,
        asks=questions.WITHDRAW,
    ),
    route(
        f"{ONE}answer/",
        sending.answer,
        name="answer-question",
        who=FIRM,
        methods=POST,
        limited="ask",
        asks=questions.ANSWER,
    ),
    route(
        f"{ONE}ask/", deciding.ask, name="ask-firm", who=OFFICER, methods=POST, limited="ask", asks=questions.ask_firm
    ),
    route(
        f"{ONE}decide/", deciding.decide, name="decide-application", who=OFFICER, methods=POST, asks=questions.decide
    ),
    route("landings/reviews/", reviewing.reviews, name="reviews", who=members()),
    route(REVIEW, reviewing.review, name="review", who=OFFICER, methods=GET_POST, asks=questions.REVIEW),
    route(
        f"{REVIEW}conflict/",
        reviewing.conflict,
        name="declare-conflict",
        who=OFFICER,
        methods=POST,
        asks=questions.STEP_BACK,
    ),
]
