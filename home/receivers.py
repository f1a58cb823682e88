"""Signals of Wagtail and Django, each one line into an action."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import copy_for_translation_done

from home import restrictions
from home.frame import forget_frames
from home.programme import SiteSettings
from portal.pagecache import forget_pages


@receiver(post_save, sender=PageViewRestriction)
def restriction_saved(instance, **kwargs):
    restrictions.mirror(instance.page)


@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
def restriction_groups_changed(instance, action, **kwargs):
    if action.startswith("post_") and isinstance(instance, PageViewRestriction):
        restrictions.mirror(instance.page)


@receiver(post_delete, sender=PageViewRestriction)
def restriction_deleted(instance, origin, **kwargs):
    # Not when the page itself is deleted: its translation stays as private as it was.
    if isinstance(origin, PageViewRestriction):
        restrictions.mirror(instance.page)


@receiver(copy_for_translation_done)
def page_translated(source_obj, target_obj, **kwargs):
    restrictions.inherit(target_obj, source=source_obj)


@receiver([post_save, post_delete])
def page_changed(sender, **kwargs):
    if issubclass(sender, Page | Site | SiteSettings | PageViewRestriction):
        forget_frames()
        forget_pages()
