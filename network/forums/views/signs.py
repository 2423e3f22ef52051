from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ground.web import page_keys
from network.forums import queries
from network.forums.models import Post, Reaction
from network.members.models import MemberRequest


def signs(request: MemberRequest, post_id: int) -> HttpResponse:
    """Who gave which sign: with `?piece` the first few of each, for the post's own list; else a page of them all."""
    post = get_object_or_404(
        Post.objects.visible_to(request.user).select_related("author", "thread__board"), pk=post_id
    )
    if "piece" in request.GET:
        shown = {"post": post, "given": queries.given_to(post)}
        return render(request, "network/forums/_givers.html", shown)
    sign, after = request.GET.get("sign", ""), request.GET.get("after", "")
    sign = sign if sign in Reaction.Sign.values else ""
    rows, key = queries.givers(post, sign=sign, after=page_keys.number(after))
    counts = queries.counts_of(post)
    shown = {
        "post": post,
        "sign": sign,
        "rows": rows,
        "counts": counts,
        "of_all": sum(each.count for each in counts),
        "next_key": key,
        "after": after,
    }
    return render(request, "network/forums/signs.html", shown)
