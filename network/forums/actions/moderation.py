from datetime import datetime

from django.db import transaction

from ground.tables.locks import locked
from network.forums import rules
from network.forums.actions import steps
from network.forums.facts import PostHidden, PostReported, PostRestored, ReportClosed
from network.forums.models import Post, Report
from network.members.models import Member
from realtime.streams import open_stream, publish

Outcome = Report.Outcome


@transaction.atomic
def report(post_id: int, *, by: Member, reason: str, words: str = "", now: datetime) -> Report:
    """Ask the moderators to look at a post. A member reports a post once; again gives the first report."""
    post = steps.locked_post(post_id, for_member=by)
    rules.must(rules.may_report(by, post))
    if earlier := Report.objects.filter(post=post, member=by).first():
        return earlier
    made = Report(post=post, board=post.thread.board, member=by, reason=reason, words=words.strip(), reported_at=now)
    made.stream = open_stream("report")
    made.save(force_insert=True)
    publish(PostReported(report_id=made.pk), to=made.stream, by=by.pk, at=now)
    return made


@transaction.atomic
def dismiss(report_id: int, *, by: Member, now: datetime) -> Report:
    """Nothing is wrong with the post. Raises ValidationError when the report is already dealt with."""
    found = _locked_report(report_id, by)
    found.close(Outcome.DISMISSED, by=by, now=now)
    found.save(update_fields=["outcome", "closed_at", "closed_by"])
    happened = ReportClosed(report_id=found.pk, outcome=found.outcome)
    publish(happened, to=found.stream, by=by.pk, at=now)
    return found


@transaction.atomic
def uphold(report_id: int, *, by: Member, now: datetime) -> Report:
    """Hide the post, and close every open report about it with this one."""
    post_id = Report.objects.visible_to(by).values_list("post_id", flat=True).get(pk=report_id)
    post = steps.locked_post(post_id, for_member=by)
    found = _locked_report(report_id, by)
    found.must_be_open()
    others = list(Report.objects.filter(post=post).open().select_related("stream").order_by("pk"))
    for each in others:
        each.close(Outcome.HIDDEN, by=by, now=now)
        each.save(update_fields=["outcome", "closed_at", "closed_by"])
    _hide(post, by, now)
    steps.tell(post.thread, PostHidden(thread_id=post.thread_id, post_id=post.pk), by, now)
    closed = ReportClosed(report_id=found.pk, outcome=Outcome.HIDDEN)
    publish(closed, to=[each.stream for each in others], by=by.pk, at=now)
    return found


@transaction.atomic
def hide(post_id: int, *, by: Member, now: datetime) -> Post:
    post = steps.locked_post(post_id, for_member=by)
    rules.must(rules.may_hide(by, post))
    if post.hidden_at:
        return post
    _hide(post, by, now)
    happened = PostHidden(thread_id=post.thread_id, post_id=post.pk)
    steps.tell(post.thread, happened, by, now)
    return post


@transaction.atomic
def restore(post_id: int, *, by: Member, now: datetime) -> Post:
    post = steps.locked_post(post_id, for_member=by)
    rules.must(rules.may_hide(by, post))
    if not post.hidden_at:
        return post
    post.hidden_at = post.hidden_by = None
    post.save(update_fields=["hidden_at", "hidden_by"])
    happened = PostRestored(thread_id=post.thread_id, post_id=post.pk)
    steps.tell(post.thread, happened, by, now)
    return post


def _locked_report(report_id: int, by: Member) -> Report:
    seen = Report.objects.visible_to(by).select_related("stream")
    return locked(seen).get(pk=report_id)


def _hide(post: Post, by: Member, now: datetime) -> None:
    post.hidden_at, post.hidden_by = now, by
    post.save(update_fields=["hidden_at", "hidden_by"])
    steps.take_back_answer(post)
