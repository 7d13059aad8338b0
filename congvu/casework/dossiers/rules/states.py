"""The state table of a dossier: the specification that officials can read.

Source: NĐ 61/2018 Đ17–Đ22, NĐ 118/2025 as amended; codes are those of the national portal.
"""

from __future__ import annotations

from enum import StrEnum

from congvu.kernel.transitions import T, TransitionTable


class State(StrEnum):
    SUBMITTED = "submitted"
    INCOMPLETE = "incomplete"
    REJECTED_AT_INTAKE = "rejected_at_intake"
    ACCEPTED = "accepted"
    PROCESSING = "processing"
    TRANSFERRED = "transferred"
    AWAITING_OPINION = "awaiting_opinion"
    AWAITING_SIGNATURE = "awaiting_signature"
    AWAITING_NUMBERING = "awaiting_numbering"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    SUSPENDED = "suspended"
    RESOLVED = "resolved"
    HANDED_OUT = "handed_out"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class Action(StrEnum):
    SUBMIT = "submit"
    ACCEPT = "accept"
    ASK_TO_COMPLETE = "ask_to_complete"
    SUBMIT_AGAIN = "submit_again"
    REJECT = "reject"
    FORWARD = "forward"
    TRANSFER = "transfer"
    ASK_OPINION = "ask_opinion"
    PRESENT = "present"
    SEND_TO_NUMBERING = "send_to_numbering"
    COME_BACK = "come_back"
    REQUEST_SUPPLEMENT = "request_supplement"
    RECEIVE_SUPPLEMENT = "receive_supplement"
    REQUEST_PAYMENT = "request_payment"
    CONFIRM_PAYMENT = "confirm_payment"
    SUSPEND = "suspend"
    RESUME = "resume"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    STOP = "stop"
    RESOLVE = "resolve"
    HAND_OUT = "hand_out"
    CORRECT = "correct"
    # facts that change no state
    ASSIGN = "assign"
    CLAIM = "claim"
    HAND_BACK = "hand_back"
    ADVANCE = "advance"
    REAPPOINT = "reappoint"
    HAND_OVER = "hand_over"
    CALENDAR_CHANGED = "calendar_changed"


class Actor(StrEnum):
    """Who may act; a person's roles are matched against these."""

    CITIZEN = "citizen"
    DESK = "desk"
    OFFICER = "officer"
    HEAD = "head"
    LEADER = "leader"
    REGISTRAR = "registrar"
    CASHIER = "cashier"
    SYSTEM = "system"


class Clock(StrEnum):
    NOT_STARTED = "not_started"
    STARTS = "starts"
    RUNS = "runs"
    PAUSED = "paused"
    RESUMES = "resumes"
    ENDS = "ends"
    RECOMPUTED = "recomputed"
    NONE = "none"


S, A, W, C = State, Action, Actor, Clock

OPEN_BEFORE_ACCEPTANCE = frozenset({S.SUBMITTED, S.INCOMPLETE})
WAITING = frozenset({S.TRANSFERRED, S.AWAITING_OPINION, S.AWAITING_SIGNATURE, S.AWAITING_NUMBERING})
PAUSED = frozenset({S.AWAITING_SUPPLEMENT, S.AWAITING_PAYMENT, S.SUSPENDED})
RUNNING = frozenset({S.ACCEPTED, S.PROCESSING}) | WAITING
OPEN_AFTER_ACCEPTANCE = RUNNING | PAUSED
OPEN = OPEN_BEFORE_ACCEPTANCE | OPEN_AFTER_ACCEPTANCE
CLOSED_WITHOUT_RESULT = frozenset({S.REFUSED, S.WITHDRAWN, S.STOPPED})
FINISHED = CLOSED_WITHOUT_RESULT | {S.RESOLVED, S.HANDED_OUT}
FINAL = CLOSED_WITHOUT_RESULT | {S.HANDED_OUT, S.REJECTED_AT_INTAKE}
CORRECTABLE = FINISHED
CORRECTED_TO = FINISHED | {S.PROCESSING}
ACTIONS_WITHOUT_TRANSITION = frozenset(
    {A.ASSIGN, A.CLAIM, A.HAND_BACK, A.ADVANCE, A.REAPPOINT, A.HAND_OVER, A.CALENDAR_CHANGED}
)
FINISHING = {
    A.RESOLVE: S.RESOLVED,
    A.REFUSE: S.REFUSED,
    A.WITHDRAW: S.WITHDRAWN,
    A.STOP: S.STOPPED,
}

LIFECYCLE: TransitionTable[State, Action, Actor] = TransitionTable(
    (
        T(None, A.SUBMIT, S.SUBMITTED, by=(W.CITIZEN, W.DESK), clock=C.NOT_STARTED, code="1"),
        *(
            T(s, A.ACCEPT, S.ACCEPTED, by=(W.DESK,), form="receipt_slip", clock=C.STARTS, code="2")
            for s in (None, S.SUBMITTED)
        ),
        T(
            S.SUBMITTED,
            A.ASK_TO_COMPLETE,
            S.INCOMPLETE,
            by=(W.DESK,),
            form="supplement_request",
            clock=C.NOT_STARTED,
            code="5",
        ),
        T(
            S.INCOMPLETE,
            A.SUBMIT_AGAIN,
            S.SUBMITTED,
            by=(W.CITIZEN, W.DESK),
            clock=C.NOT_STARTED,
            code="1",
        ),
        *(
            T(
                s,
                A.REJECT,
                S.REJECTED_AT_INTAKE,
                by=(W.DESK,),
                form="refusal_notice",
                clock=C.NONE,
                code="3",
            )
            for s in (None, S.SUBMITTED, S.INCOMPLETE)
        ),
        T(
            S.ACCEPTED,
            A.FORWARD,
            S.PROCESSING,
            by=(W.DESK, W.HEAD),
            form="control_sheet",
            clock=C.RUNS,
            code="4",
        ),
        *(
            T(S.PROCESSING, a, s, by=by, form="control_sheet", clock=C.RUNS, code="4")
            for a, s, by in (
                (A.TRANSFER, S.TRANSFERRED, (W.OFFICER, W.HEAD)),
                (A.ASK_OPINION, S.AWAITING_OPINION, (W.OFFICER, W.HEAD)),
                (A.PRESENT, S.AWAITING_SIGNATURE, (W.OFFICER, W.HEAD)),
                (A.SEND_TO_NUMBERING, S.AWAITING_NUMBERING, (W.HEAD, W.LEADER)),
            )
        ),
        *(
            T(
                s,
                A.COME_BACK,
                S.PROCESSING,
                by=(W.OFFICER, W.HEAD, W.LEADER, W.REGISTRAR),
                form="control_sheet",
                clock=C.RUNS,
                code="4",
            )
            for s in sorted(WAITING)
        ),
        T(
            S.PROCESSING,
            A.REQUEST_SUPPLEMENT,
            S.AWAITING_SUPPLEMENT,
            by=(W.OFFICER,),
            form="supplement_request",
            clock=C.PAUSED,
            code="5",
        ),
        T(
            S.AWAITING_SUPPLEMENT,
            A.RECEIVE_SUPPLEMENT,
            S.PROCESSING,
            by=(W.DESK, W.CITIZEN),
            clock=C.RESUMES,
            code="4",
        ),
        T(
            S.PROCESSING,
            A.REQUEST_PAYMENT,
            S.AWAITING_PAYMENT,
            by=(W.OFFICER,),
            form="payment_notice",
            clock=C.PAUSED,
            code="6",
        ),
        T(
            S.AWAITING_PAYMENT,
            A.CONFIRM_PAYMENT,
            S.PROCESSING,
            by=(W.CASHIER, W.DESK),
            form="fee_receipt",
            clock=C.RESUMES,
            code="4",
        ),
        T(
            S.PROCESSING,
            A.SUSPEND,
            S.SUSPENDED,
            by=(W.HEAD,),
            form="suspension_notice",
            clock=C.PAUSED,
            code="4",
        ),
        T(S.SUSPENDED, A.RESUME, S.PROCESSING, by=(W.HEAD,), clock=C.RESUMES, code="4"),
        *(
            T(s, A.REFUSE, S.REFUSED, by=(W.LEADER,), form="refusal_notice", clock=C.ENDS, code="8")
            for s in (S.PROCESSING, S.AWAITING_SUPPLEMENT)
        ),
        *(
            T(s, A.WITHDRAW, S.WITHDRAWN, by=(W.DESK,), clock=C.ENDS, code="7")
            for s in sorted(OPEN)
        ),
        *(
            T(s, A.STOP, S.STOPPED, by=(W.LEADER,), form="stop_notice", clock=C.ENDS, code="8")
            for s in sorted(OPEN_AFTER_ACCEPTANCE)
        ),
        *(
            T(s, A.RESOLVE, S.RESOLVED, by=(W.LEADER, W.REGISTRAR), clock=C.ENDS, code="9")
            for s in (S.PROCESSING, S.AWAITING_NUMBERING)
        ),
        T(S.RESOLVED, A.HAND_OUT, S.HANDED_OUT, by=(W.DESK,), clock=C.NONE, code="10"),
        *(
            T(s, A.CORRECT, tuple(sorted(CORRECTED_TO)), by=(W.LEADER,), clock=C.RECOMPUTED)
            for s in sorted(CORRECTABLE)
        ),
    ),
    finals=FINAL,
)

NATIONAL_CODES: dict[State, int] = {
    S.SUBMITTED: 1,
    S.ACCEPTED: 2,
    S.REJECTED_AT_INTAKE: 3,
    S.PROCESSING: 4,
    **dict.fromkeys(WAITING, 4),
    S.INCOMPLETE: 5,
    S.AWAITING_SUPPLEMENT: 5,
    S.AWAITING_PAYMENT: 6,
    S.WITHDRAWN: 7,
    S.SUSPENDED: 4,  # UNVERIFIED
    S.STOPPED: 8,
    S.REFUSED: 8,  # UNVERIFIED
    S.RESOLVED: 9,
    S.HANDED_OUT: 10,
}
