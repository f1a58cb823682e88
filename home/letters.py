"""Who every letter says that it is from."""

from home.programme import SiteSettings
from portal.mail import kinds
from portal.prepared import Prepared

_settings = Prepared(lambda: SiteSettings.objects.filter(site__is_default_site=True))


@kinds.register_sender
def describe_sender():
    """The programme, who runs it, where to ask and its colours, in the letter's language."""
    site_settings = _settings.first() or SiteSettings()
    programme = site_settings.programme()
    return {
        "name": programme.name,
        "owner": programme.owner,
        "email": programme.contact_email,
        "colours": programme.palette,
    }
