"""The room of a thread: who has it open hears at once of what is said, changed or closed.

A new post comes as it reads for everybody. What each may do with it, and all that is changed, each fetches as
they see it, when it is their turn. They also see who else has it open, and who is writing.
"""

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from home.programme import programme_by_default
from partners.discussions.models import Discussion, Post
from portal.live.actions import fits, forget, shut_out, tell
from portal.live.rooms import register_kind

# Only a page that shows the end of the thread has one.
END = "#samtale [data-ends-here]"


def may_enter(user, key):
    return (
        key.isdecimal()
        and user.is_authenticated
        and Discussion.objects.readable_by(user).filter(pk=key).exists()
    )


def render(key, what, data):
    """A new post comes with its markup, unless it is too long to be pushed: then it is fetched."""
    if "post" not in data:
        return data
    post = data["post"]
    context = {"post": post, "programme": programme_by_default()}
    html = render_to_string("partners/discussions/_pushed.html", context).strip()
    change = {"by": post.author_id, "target": END, "swap": "append", "html": html}
    return change if fits({"what": what, **change}) else {"by": post.author_id}


DISCUSSIONS = register_kind("discussion", may_enter=may_enter, render=render, people=True)


def tell_of_new_post(post):
    """To be called last in the transaction of a new post. One query, and what is told."""
    shown = Post.objects.in_thread(AnonymousUser()).get(pk=post.pk)
    tell(DISCUSSIONS, post.discussion_id, what="post", post=shown)


def tell_of_reaction(discussion_pk):
    """To be called last in a transaction that changes who has reacted to a post."""
    tell(DISCUSSIONS, discussion_pk, what="post")


def tell_of_posts(discussion_pk):
    """To be called last in a transaction that changes what was said in a thread.

    As it was said it must not be read any more, by those who come back later either.
    """
    forget_what_was_told(discussion_pk)
    tell(DISCUSSIONS, discussion_pk, what="post")


def forget_what_was_told(*discussion_pks):
    for pk in discussion_pks:
        forget(DISCUSSIONS, pk)


def tell_of_state(discussion_pk):
    """The same for a thread that is closed, opened again or moved."""
    tell(DISCUSSIONS, discussion_pk, what="state")


def let_go(user, *keys):
    """Who may not be in these threads any more leaves at once."""
    shut_out(DISCUSSIONS, *keys, user=user)


def ask_for_rights(discussion_pk):
    """Who reads the thread has changed: everyone is asked for their right anew."""
    shut_out(DISCUSSIONS, discussion_pk)
